package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.stacks.StackDefinition;
import dev.wheelhouse.stacks.StackDefinition.Argument;
import dev.wheelhouse.stacks.StackEngine.StackRequest;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.stacks.StackSubmission;
import dev.wheelhouse.stacks.template.Arguments;
import dev.wheelhouse.stacks.template.Capabilities;
import dev.wheelhouse.stacks.template.ResolvedTemplate;
import dev.wheelhouse.stacks.template.ResourceDeclaration.RetentionPolicy;
import dev.wheelhouse.stacks.template.RuleFailure;
import dev.wheelhouse.stacks.template.RuleSet;
import dev.wheelhouse.stacks.template.Surroundings;
import dev.wheelhouse.stacks.template.Template;
import dev.wheelhouse.stacks.template.TemplateException;
import dev.wheelhouse.stacks.template.TemplateSummary;
import dev.wheelhouse.store.sql.Handle;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * The checks that CreateStack and UpdateStack make before they answer, in CloudFormation's order:
 * size, parse, structure, references, parameters, rules, capabilities.
 */
final class Admissions {
    /** The most bytes that a template may have, given by URL; inline it is {@code 51,200}. */
    static final int MAX_TEMPLATE_BYTES = 1_048_576;

    private static final int MAX_TAGS = 50;
    private static final Pattern STACK_NAME = Pattern.compile("[a-zA-Z][-a-zA-Z0-9]*");

    private final Parts parts;

    Admissions(Parts parts) {
        this.parts = parts;
    }

    /**
     * @throws StackRefusal if no stack can be named so
     */
    static void requireName(String name) {
        if (!STACK_NAME.matcher(name).matches()) {
            throw StackRefusal.validation(
                    "1 validation error detected: Value '"
                            + name
                            + "' at 'stackName' failed to satisfy constraint: Member must satisfy"
                            + " regular expression pattern:"
                            + " [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*");
        }
        if (name.length() > 128) {
            throw StackRefusal.validation(
                    "1 validation error detected: Value '"
                            + name
                            + "' at 'stackName' failed to satisfy constraint: Member must have"
                            + " length less than or equal to 128");
        }
    }

    /**
     * Checks a request.
     *
     * @param before on update, what the stack is made of
     * @throws StackRefusal when CloudFormation would refuse it
     */
    StackDefinition admit(
            Handle db,
            StackId id,
            StackRequest request,
            StackSubmission submission,
            Optional<StackDefinition> before) {
        try {
            return admitted(db, id, request, submission, before);
        } catch (TemplateException refused) {
            throw StackRefusal.validation(StepFailure.text(refused));
        }
    }

    private StackDefinition admitted(
            Handle db,
            StackId id,
            StackRequest request,
            StackSubmission submission,
            Optional<StackDefinition> before) {
        var template = structure(request.templateBody());
        requireAllowedTypes(template, submission.resourceTypes());
        if (!request.extraRules().isEmpty()) {
            template = template.withRules(RuleSet.of(request.extraRules()));
        }
        var pseudoParameters = StackTemplate.pseudoParameters(id, request.notificationArns());
        var surroundings =
                StackTemplate.surroundings(parts, db, id.account(), id.region(), pseudoParameters);
        var arguments =
                template.parameters()
                        .resolve(
                                request.parameters(),
                                request.previousParameters(),
                                previousTexts(before),
                                surroundings);
        var resolved = template.with(arguments, pseudoParameters);
        requireRules(resolved, surroundings);
        requireCapabilities(resolved, request.capabilities());
        requireTags(request.tags());
        return new StackDefinition(
                request.templateBody(),
                template.description(),
                arguments(arguments),
                request.tags(),
                request.systemTags().isEmpty()
                        ? before.map(StackDefinition::systemTags).orElse(Map.of())
                        : request.systemTags(),
                request.capabilities(),
                request.notificationArns(),
                Imports.of(resolved, surroundings));
    }

    /** Size, parse, structure and what needs no arguments; ValidateTemplate goes this far. */
    Template structure(String body) {
        if (body.getBytes(StandardCharsets.UTF_8).length > MAX_TEMPLATE_BYTES) {
            throw StackRefusal.validation(
                    "Template may not exceed " + MAX_TEMPLATE_BYTES + " bytes in size.");
        }
        var template = parts.templates().parse(body);
        var providers = parts.providers();
        PublishedTypes.refuseUnbuilt(template, type -> providers.find(type).isPresent());
        template.requireTypes(type -> providers.find(type).isPresent());
        BiPredicate<String, String> attributes =
                (type, attribute) ->
                        providers
                                .find(type)
                                .filter(provider ->
                                        provider.schema().attributes().contains(attribute))
                                .isPresent();
        template.requireAttributes(attributes);
        template.requireLiterals(Admissions::isRegion);
        requireNoSnapshots(template);
        return template;
    }

    private static boolean isRegion(String text) {
        try {
            return new Region(text).value().equals(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** None of the types that are provided can be kept as a snapshot. */
    private static void requireNoSnapshots(Template template) {
        for (var resource : template.resources().values()) {
            var snapshot = Optional.of(RetentionPolicy.SNAPSHOT);
            if (resource.deletionPolicy().equals(snapshot)
                    || resource.updateReplacePolicy().equals(snapshot)) {
                throw StackRefusal.validation(
                        "Template error: resource type "
                                + resource.type()
                                + " does not support deletion policy Snapshot");
            }
        }
    }

    private static void requireAllowedTypes(Template template, List<String> allowed) {
        if (allowed.isEmpty()) {
            return;
        }
        for (var type : template.typesByLogicalId().values()) {
            var isAllowed =
                    allowed.stream()
                            .anyMatch(pattern ->
                                    pattern.endsWith("*")
                                            ? type.startsWith(
                                                    pattern.substring(0, pattern.length() - 1))
                                            : type.equals(pattern));
            if (!isAllowed) {
                throw StackRefusal.validation(
                        "Resource type "
                                + type
                                + " is not allowed by parameter ResourceTypes "
                                + allowed);
            }
        }
    }

    private static void requireRules(ResolvedTemplate resolved, Surroundings surroundings) {
        var failures = resolved.ruleFailures(surroundings);
        if (!failures.isEmpty()) {
            throw StackRefusal.validation(RuleFailure.refusal(failures));
        }
    }

    private void requireCapabilities(ResolvedTemplate resolved, Set<String> acknowledged) {
        Capabilities.of(resolved.resources().values(), this::takesCapability)
                .refusal(acknowledged)
                .ifPresent(refusal -> {
                    throw new StackRefusal("InsufficientCapabilitiesException", refusal);
                });
    }

    private boolean takesCapability(String type) {
        return parts.providers()
                .find(type)
                .filter(provider -> provider.schema().capability())
                .isPresent();
    }

    /**
     * What a template offers and takes.
     *
     * @throws StackRefusal if the template is wrong
     */
    TemplateSummary summary(String body) {
        try {
            return TemplateSummary.of(structure(body), this::takesCapability);
        } catch (TemplateException refused) {
            throw StackRefusal.validation(StepFailure.text(refused));
        }
    }

    private static void requireTags(Map<String, String> tags) {
        if (tags.size() > MAX_TAGS) {
            throw StackRefusal.validation(
                    "Exceeded the maximum number of tags for a stack: " + MAX_TAGS);
        }
        if (tags.keySet().stream().anyMatch(key -> key.startsWith("aws:"))) {
            throw StackRefusal.validation(
                    "aws: prefixed tag key names are not allowed for external use.");
        }
    }

    private static Map<String, String> previousTexts(Optional<StackDefinition> before) {
        var texts = new LinkedHashMap<String, String>();
        before.ifPresent(definition ->
                definition
                        .arguments()
                        .forEach(argument -> texts.put(argument.key(), argument.value())));
        return texts;
    }

    private static List<Argument> arguments(Arguments arguments) {
        return arguments.byName().values().stream()
                .map(argument ->
                        new Argument(
                                argument.declaration().name(),
                                argument.text(),
                                argument.resolved(),
                                argument.declaration().noEcho()))
                .toList();
    }

    /** A name for a stack that is to be made. */
    StackId newId(AccountId account, Region region, String name) {
        return new StackId(
                account,
                region,
                name,
                Uuids.timeBased(parts.clock().instant(), parts.random()).toString());
    }
}

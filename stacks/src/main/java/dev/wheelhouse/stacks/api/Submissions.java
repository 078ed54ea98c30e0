package dev.wheelhouse.stacks.api;

import static dev.wheelhouse.stacks.api.CloudFormationError.VALIDATION_ERROR;

import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.ServicePrincipal;
import dev.wheelhouse.identity.access.Callers;
import dev.wheelhouse.identity.access.RoleNotAssumableException;
import dev.wheelhouse.identity.access.RoleQuestions;
import dev.wheelhouse.stacks.StackDefinition;
import dev.wheelhouse.store.sql.Handle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.RollbackConfiguration;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** What requests have in common: template, parameters, tags, role. */
final class Submissions {
    private static final int MAX_INLINE_BYTES = 51_200;
    private static final int MAX_POLICY = 16_384;

    private final TemplateSource templates;
    private final Callers callers;

    Submissions(TemplateSource templates, Callers callers) {
        this.templates = templates;
        this.callers = callers;
    }

    /** The template of a request, given as text or by URL; empty when neither is given. */
    Optional<String> template(
            Handle db, Call call, @Nullable String body, @Nullable String templateUrl) {
        if (body != null && templateUrl != null) {
            throw VALIDATION_ERROR.because(
                    "Either Template URL or Template Body must be specified, not both.");
        }
        if (body != null) {
            if (body.getBytes(StandardCharsets.UTF_8).length > MAX_INLINE_BYTES) {
                throw VALIDATION_ERROR.because(
                        "1 validation error detected: Value '"
                                + body
                                + "' at 'templateBody' failed to satisfy constraint: Member must"
                                + " have length less than or equal to 51200");
            }
            return Optional.of(body);
        }
        if (templateUrl == null) {
            return Optional.empty();
        }
        return Optional.of(templates.read(db, call.caller(), templateUrl, call.endpoint()));
    }

    /** The template of a request that must have one. */
    String requiredTemplate(
            Handle db, Call call, @Nullable String body, @Nullable String templateUrl) {
        return template(db, call, body, templateUrl)
                .orElseThrow(() ->
                        VALIDATION_ERROR.because(
                                "Either Template URL or Template Body must be specified."));
    }

    /** The template of a request that may keep the one that the stack has. */
    String template(
            Handle db,
            Call call,
            @Nullable String body,
            @Nullable String templateUrl,
            @Nullable Boolean usePrevious,
            StackDefinition previous) {
        if (!Boolean.TRUE.equals(usePrevious)) {
            return requiredTemplate(db, call, body, templateUrl);
        }
        if (body != null || templateUrl != null) {
            throw VALIDATION_ERROR.because(
                    "You cannot specify both usePreviousTemplate and Template Body/Template URL");
        }
        return previous.templateBody();
    }

    /** A stack policy, given as text or by URL; empty when neither is given. */
    Optional<String> policy(
            Handle db, Call call, @Nullable String body, @Nullable String policyUrl) {
        return policy(db, call, body, policyUrl, "StackPolicy");
    }

    /** A stack policy for one update. */
    Optional<String> overridingPolicy(
            Handle db, Call call, @Nullable String body, @Nullable String policyUrl) {
        return policy(db, call, body, policyUrl, "StackPolicyDuringUpdate");
    }

    private Optional<String> policy(
            Handle db,
            Call call,
            @Nullable String body,
            @Nullable String policyUrl,
            String member) {
        if (body != null && policyUrl != null) {
            throw VALIDATION_ERROR.because(
                    "You cannot specify both " + member + "URL and " + member + "Body");
        }
        var policy =
                policyUrl == null
                        ? Optional.ofNullable(body)
                        : Optional.of(
                                templates.read(db, call.caller(), policyUrl, call.endpoint()));
        policy.filter(text -> text.length() > MAX_POLICY)
                .ifPresent(_ -> {
                    throw VALIDATION_ERROR.because(
                            "Stack policy may not exceed " + MAX_POLICY + " characters in size.");
                });
        return policy;
    }

    /**
     * Refuses what is not built: it would be taken and not done. What says nothing is not meant.
     */
    static void requireAbsent(String member, @Nullable Object given) {
        var saysNothing =
                given == null
                        || Boolean.FALSE.equals(given)
                        || (given instanceof Collection<?> items && items.isEmpty())
                        || (given instanceof RollbackConfiguration configuration
                                && configuration.rollbackTriggers().isEmpty()
                                && configuration.monitoringTimeInMinutes() == null);
        if (!saysNothing) {
            throw VALIDATION_ERROR.because(
                    "Wheelhouse has not built " + member + " yet; leave it out.");
        }
    }

    /** The parameters that have a value. */
    static Map<String, String> values(List<Parameter> parameters) {
        var values = new LinkedHashMap<String, String>();
        for (var parameter : parameters) {
            if (parameter.parameterValue() != null) {
                values.put(parameter.parameterKey(), parameter.parameterValue());
            }
        }
        return values;
    }

    /** The parameters that keep their previous value. */
    static Set<String> previous(List<Parameter> parameters) {
        var names = new LinkedHashSet<String>();
        for (var parameter : parameters) {
            if (Boolean.TRUE.equals(parameter.usePreviousValue())) {
                names.add(parameter.parameterKey());
            }
        }
        return names;
    }

    /** Without a value, {@code UsePreviousValue} is all that a parameter can say. */
    static void requireNoPrevious(List<Parameter> parameters) {
        var names = new ArrayList<>(previous(parameters));
        if (!names.isEmpty()) {
            throw VALIDATION_ERROR.because(
                    "Invalid input for parameter key "
                            + names.getFirst()
                            + ". Cannot specify usePreviousValue as true for a parameter key not"
                            + " in the previous template");
        }
    }

    static Map<String, String> tags(List<Tag> tags) {
        var byKey = new LinkedHashMap<String, String>();
        tags.forEach(tag -> byKey.put(tag.key(), tag.value() == null ? "" : tag.value()));
        return byKey;
    }

    /** Makes sure that the caller may pass a role and CloudFormation may assume it. */
    Optional<String> role(Handle db, Call call, @Nullable String roleArn) {
        if (roleArn == null) {
            return Optional.empty();
        }
        call.require(RoleQuestions.passing(db, roleArn, ServicePrincipal.CLOUDFORMATION.value()));
        try {
            callers.assume(db, roleArn, "AWSCloudFormation", ServicePrincipal.CLOUDFORMATION);
        } catch (RoleNotAssumableException _) {
            throw VALIDATION_ERROR.because("Role " + roleArn + " is invalid or cannot be assumed");
        }
        return Optional.of(roleArn);
    }
}

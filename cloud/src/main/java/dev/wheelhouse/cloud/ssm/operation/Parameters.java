package dev.wheelhouse.cloud.ssm.operation;

import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.ALREADY_EXISTS;
import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.HIERARCHY_LEVELS;
import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.HIERARCHY_TYPE;
import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.INVALID_KEY;
import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.INVALID_RESOURCE_ID;
import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.NOT_FOUND;
import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.PATTERN_MISMATCH;
import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.TOO_LONG;
import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.TOO_MANY_TAGS;
import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.UNSUPPORTED_TYPE;
import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.VALIDATION;

import dev.wheelhouse.cloud.ec2.PublicImage;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.ssm.Parameter;
import dev.wheelhouse.cloud.ssm.sql.ParameterStore;
import dev.wheelhouse.document.BoundedMatch;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.Sealer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What can be done to parameters. */
public final class Parameters {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.\\-/]{1,1011}");
    private static final Pattern PATH = Pattern.compile("/|(/[a-zA-Z0-9_.\\-]+)+/?");
    private static final Set<String> TYPES = Set.of("String", "StringList", Parameter.SECURE);
    private static final String STANDARD = "Standard";
    private static final String ADVANCED = "Advanced";
    private static final String TEXT = "text";
    private static final String IMAGE = "aws:ec2:image";
    private static final int MAX_TAGS = 50;
    private static final int MAX_LEVELS = 15;
    private static final int MAX_STANDARD_BYTES = 4096;
    private static final int MAX_ADVANCED_BYTES = 8192;

    private final ParameterStore store = new ParameterStore();
    private final Journal journal;
    private final Sealer sealer;
    private final InstantSource clock;

    public Parameters(Journal journal, Sealer sealer, InstantSource clock) {
        this.journal = journal;
        this.sealer = sealer;
        this.clock = clock;
    }

    /**
     * What is to be stored.
     *
     * @param type empty to keep the type that there is
     * @param value in the clear
     * @param dataType {@code text}, or {@code aws:ec2:image} for the id of an image that is there
     * @param tier {@code Intelligent-Tiering} is Standard for what Standard can hold, else Advanced
     * @param keyId empty, or the key that AWS manages for Systems Manager: there is no other here
     * @param policies refused: nothing would carry them out
     * @param tags of a new parameter
     */
    public record Change(
            String name,
            Optional<String> type,
            String value,
            Optional<String> description,
            Optional<String> allowedPattern,
            Optional<String> dataType,
            Optional<String> tier,
            Optional<String> keyId,
            Optional<String> policies,
            boolean overwrite,
            Map<String, String> tags) {}

    /** Stores a parameter, or a new version of it. */
    public Parameter put(Acting by, Change change) {
        var arn = arn(by, change.name());
        var before = store.find(by.db(), by.account(), by.region(), change.name());
        var question =
                about("ssm:PutParameter", arn, before)
                        .withRequestTags(change.tags())
                        .with("ssm:Overwrite", String.valueOf(change.overwrite()));
        by.require(
                change.policies()
                        .map(policies -> question.with("ssm:Policies", policies))
                        .orElse(question));
        if (!change.tags().isEmpty()) {
            by.require(about("ssm:AddTagsToResource", arn, before).withRequestTags(change.tags()));
        }
        checkName(change.name());
        if (before.isPresent() && !change.overwrite()) {
            throw ALREADY_EXISTS.because(
                    "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
        }
        if (before.isPresent() && !change.tags().isEmpty()) {
            throw VALIDATION.because(
                    "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.");
        }
        if (change.policies().isPresent()) {
            throw VALIDATION.because(
                    "Wheelhouse has not built parameter policies yet: a parameter can't have any.");
        }
        var type =
                change.type()
                        .or(() -> before.map(Parameter::type))
                        .orElseThrow(() ->
                                VALIDATION.because(
                                        "A parameter type is required when you create a parameter."));
        before.ifPresent(there -> checkType(there, type));
        change.keyId().ifPresent(key -> checkKey(by, type, key));
        var tier = tier(change, before);
        check(change, type, tier);
        var dataType = change.dataType().or(() -> before.map(Parameter::dataType)).orElse(TEXT);
        checkDataType(by, dataType, change.value());
        var parameter =
                new Parameter(
                        change.name(),
                        type,
                        type.equals(Parameter.SECURE)
                                ? sealer.seal(context(by, change.name()), change.value())
                                : change.value(),
                        before.map(Parameter::version).orElse(0L) + 1,
                        change.description().or(() -> before.flatMap(Parameter::description)),
                        change.allowedPattern().or(() -> before.flatMap(Parameter::allowedPattern)),
                        dataType,
                        tier,
                        before.isPresent() && change.tags().isEmpty()
                                ? before.get().tags()
                                : change.tags(),
                        by.principal(),
                        clock.instant());
        store.put(by.db(), by.account(), by.region(), parameter);
        journal.append(
                by.db(),
                by.entry(
                        "ssm:PutParameter",
                        arn,
                        before.map(Parameters::describe),
                        Optional.of(describe(parameter))));
        return parameter;
    }

    /**
     * A parameter's tags.
     *
     * @param name its name or ARN
     */
    public Map<String, String> tags(Acting by, String name) {
        return tagged(by, "ssm:ListTagsForResource", name, Map.of(), Set.of()).tags();
    }

    /** Adds tags to a parameter; a key that it has takes the new value. */
    public void tag(Acting by, String name, Map<String, String> more) {
        var parameter = tagged(by, "ssm:AddTagsToResource", name, more, more.keySet());
        var tags = new LinkedHashMap<>(parameter.tags());
        tags.putAll(more);
        if (tags.size() > MAX_TAGS) {
            throw TOO_MANY_TAGS.because(
                    "A parameter has " + MAX_TAGS + " tags at most; it would have " + tags.size());
        }
        retag(by, "ssm:AddTagsToResource", parameter, tags);
    }

    /** Takes tags from a parameter; keys that it has not are passed over. */
    public void untag(Acting by, String name, Set<String> keys) {
        var parameter = tagged(by, "ssm:RemoveTagsFromResource", name, Map.of(), keys);
        var tags = new LinkedHashMap<>(parameter.tags());
        tags.keySet().removeAll(keys);
        retag(by, "ssm:RemoveTagsFromResource", parameter, tags);
    }

    /**
     * The question about a parameter, with its tags in both of the families that the Service
     * Authorization Reference's page on Systems Manager has for parameters.
     */
    private static AccessRequest about(String action, String arn, Optional<Parameter> found) {
        var tags = found.map(Parameter::tags).orElse(Map.of());
        return AccessRequest.to(action, arn)
                .withResourceTags(tags)
                .withTags("ssm:resourceTag/", tags);
    }

    private Parameter tagged(
            Acting by, String action, String name, Map<String, String> wanted, Set<String> keys) {
        var plain = plainName(by, name);
        var found = store.find(by.db(), by.account(), by.region(), plain);
        by.require(
                about(action, arn(by, plain), found)
                        .withRequestTags(wanted)
                        .with("aws:TagKeys", keys.toArray(String[]::new)));
        return found.orElseThrow(() ->
                INVALID_RESOURCE_ID.because("There is no parameter " + name + " to have tags."));
    }

    private void retag(Acting by, String action, Parameter before, Map<String, String> tags) {
        var after = before.withTags(tags);
        store.put(by.db(), by.account(), by.region(), after);
        journal.append(
                by.db(),
                by.entry(
                        action,
                        arn(by, before.name()),
                        Optional.of(describeTags(before)),
                        Optional.of(describeTags(after))));
    }

    private static Value describeTags(Parameter parameter) {
        var tags = new LinkedHashMap<String, Value>();
        parameter.tags().forEach((key, value) -> tags.put(key, Value.text(value)));
        return Value.object("Tags", Value.object(tags));
    }

    /**
     * Deletes a parameter.
     *
     * @return whether there was one
     */
    public boolean delete(Acting by, String action, String name) {
        var found = store.find(by.db(), by.account(), by.region(), name);
        by.require(about(action, arn(by, name), found));
        found.ifPresent(parameter -> {
            store.delete(by.db(), by.account(), by.region(), name);
            journal.append(
                    by.db(),
                    by.entry(
                            action,
                            arn(by, name),
                            Optional.of(describe(parameter)),
                            Optional.empty()));
        });
        return found.isPresent();
    }

    /** A parameter, stored or public, when the action on it is allowed; empty if there is none. */
    public Optional<Parameter> get(Acting by, String action, String name) {
        var plain = plainName(by, name);
        var image = publicParameter(by, plain);
        if (image.isPresent()) {
            by.require(
                    about(
                            action,
                            "arn:aws:ssm:" + by.region() + "::" + Parameter.resource(plain),
                            image));
            return image;
        }
        var found = store.find(by.db(), by.account(), by.region(), plain);
        by.require(about(action, arn(by, plain), found));
        return found;
    }

    /**
     * Those whose names begin with a path; {@code recursive} for those below its first level, too.
     */
    public List<Parameter> byPath(Acting by, String path, boolean recursive) {
        var prefix = path.endsWith("/") ? path : path + "/";
        by.require(
                AccessRequest.to("ssm:GetParametersByPath", arn(by, path))
                        .with("ssm:Recursive", String.valueOf(recursive)));
        if (!PATH.matcher(path).matches()) {
            throw VALIDATION.because(
                    "The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash \"/\". It can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol \"/\". Valid example: /get/parameters2-/by1./path0_.");
        }
        var all = new ArrayList<>(store.all(by.db(), by.account(), by.region()));
        for (var image : PublicImage.of(by.region())) {
            image.parameters().forEach(name -> publicParameter(by, name).ifPresent(all::add));
        }
        return all.stream()
                .filter(parameter -> parameter.name().startsWith(prefix))
                .filter(parameter ->
                        recursive || parameter.name().indexOf('/', prefix.length()) < 0)
                .toList();
    }

    /** All stored parameters, without asking for any right. */
    public List<Parameter> all(Acting by) {
        return store.all(by.db(), by.account(), by.region());
    }

    /**
     * A parameter's value as it is given out.
     *
     * @param decrypt whether a SecureString is opened; sealed otherwise
     */
    public String value(Acting by, Parameter parameter, boolean decrypt) {
        return parameter.type().equals(Parameter.SECURE) && decrypt
                ? sealer.openText(context(by, parameter.name()), parameter.value())
                : parameter.value();
    }

    public String arn(Acting by, String name) {
        return by.arn("ssm", Parameter.resource(name));
    }

    public static RuntimeException noSuchParameter(String name) {
        return NOT_FOUND.because("Parameter " + name + " not found.");
    }

    /** A name may come as an ARN. */
    private static String plainName(Acting by, String name) {
        var prefix = by.arn("ssm", "parameter");
        return name.startsWith(prefix + "/") ? name.substring(prefix.length()) : name;
    }

    private static Optional<Parameter> publicParameter(Acting by, String name) {
        return PublicImage.byParameter(by.region(), name)
                .map(id ->
                        new Parameter(
                                name,
                                "String",
                                id,
                                1,
                                Optional.empty(),
                                Optional.empty(),
                                "aws:ec2:image",
                                "Standard",
                                Map.of(),
                                "arn:aws:iam::" + PublicImage.OWNER + ":root",
                                Instant.parse("2025-11-17T00:00:00Z")));
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches() || (name.contains("/") && !name.startsWith("/"))) {
            throw VALIDATION.because(
                    name.contains("/") && !name.startsWith("/")
                            ? "Parameter name must be a fully qualified name."
                            : "Invalid parameter name. Please use correct syntax for referencing a version/label  <name>:<version/label>");
        }
        if (name.endsWith("/")) {
            throw VALIDATION.because("Parameter name must not end with slash.");
        }
        if (name.contains("//")) {
            throw VALIDATION.because(
                    "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_");
        }
        if (name.chars().filter(letter -> letter == '/').count() > MAX_LEVELS) {
            throw HIERARCHY_LEVELS.because(
                    "A hierarchy can have a maximum of "
                            + MAX_LEVELS
                            + " levels. For more information, see Requirements and constraints for parameter names in the AWS Systems Manager User Guide.");
        }
        var lower = name.toLowerCase(Locale.ROOT);
        if (lower.matches("/?(aws|ssm).*")) {
            throw VALIDATION.because(
                    "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
        }
    }

    /**
     * A parameter in the clear doesn't become a SecureString (PutParameter's
     * HierarchyTypeMismatchException); AWS does let the other changes through.
     */
    private static void checkType(Parameter before, String type) {
        if (type.equals(Parameter.SECURE) && !before.type().equals(type)) {
            throw HIERARCHY_TYPE.because(
                    "Parameter Store does not support changing a parameter type in a hierarchy: "
                            + before.name()
                            + " can't be changed from "
                            + before.type()
                            + " to "
                            + type
                            + ". You must create a new, unique parameter.");
        }
    }

    /** Keys of one's own are none here: KMS is not built. */
    private static void checkKey(Acting by, String type, String key) {
        if (!type.equals(Parameter.SECURE)) {
            throw VALIDATION.because("KeyId is required for SecureString parameter type only.");
        }
        if (!key.equals(Parameter.KEY) && !key.equals(by.arn("kms", Parameter.KEY))) {
            throw INVALID_KEY.because(
                    key.startsWith("alias/")
                            ? "Alias " + by.arn("kms", key) + " is not found."
                            : "Invalid keyId '" + key + "'");
        }
    }

    private static void check(Change change, String type, String tier) {
        if (!TYPES.contains(type)) {
            throw UNSUPPORTED_TYPE.because("Parameter type " + type + " is not supported.");
        }
        if (change.value().isEmpty()) {
            throw VALIDATION.because(
                    "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.");
        }
        if (size(change.value())
                > (tier.equals(STANDARD) ? MAX_STANDARD_BYTES : MAX_ADVANCED_BYTES)) {
            throw TOO_LONG.because(
                    tier.equals(STANDARD)
                            ? "Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier."
                            : "Parameter value can't exceed 8192 characters.");
        }
        if (change.allowedPattern().isPresent()) {
            try {
                var pattern = BoundedMatch.compile(change.allowedPattern().get());
                if (!BoundedMatch.matches(pattern, change.value())) {
                    throw PATTERN_MISMATCH.because(
                            "Parameter value, cannot be validated against allowedPattern: "
                                    + change.allowedPattern().get());
                }
            } catch (PatternSyntaxException _) {
                throw VALIDATION.because(
                        "Invalid allowedPattern: " + change.allowedPattern().get());
            }
        }
    }

    private static String tier(Change change, Optional<Parameter> before) {
        var held = before.map(Parameter::tier).orElse(STANDARD);
        var wanted = change.tier().orElse(held);
        if (wanted.equals("Intelligent-Tiering")) {
            return held.equals(ADVANCED) || size(change.value()) > MAX_STANDARD_BYTES
                    ? ADVANCED
                    : STANDARD;
        }
        if (held.equals(ADVANCED) && wanted.equals(STANDARD)) {
            throw VALIDATION.because(
                    "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.");
        }
        return wanted;
    }

    private static void checkDataType(Acting by, String dataType, String value) {
        switch (dataType) {
            case TEXT -> {}
            case IMAGE -> {
                by.require("ec2:DescribeImages");
                if (PublicImage.find(by.region(), value).isEmpty()) {
                    throw VALIDATION.because(
                            "The value of a parameter of the data type aws:ec2:image must be the id of an image: "
                                    + value);
                }
            }
            default ->
                    throw VALIDATION.because(
                            "The following data type is not supported: "
                                    + dataType
                                    + " (Data type names are all lowercase.)");
        }
    }

    private static int size(String value) {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String context(Acting by, String name) {
        return "ssm-parameter/" + by.account() + "/" + by.region() + "/" + name;
    }

    private static Value describe(Parameter parameter) {
        return Value.object("Type", Value.text(parameter.type()))
                .with(
                        "Value",
                        Value.text(
                                parameter.type().equals(Parameter.SECURE)
                                        ? "****"
                                        : parameter.value()))
                .with("Version", Value.number(parameter.version()));
    }
}

package dev.wheelhouse.stacks.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The parameters of a template with their values, in template order. They stay what they are for
 * the length of one operation, Systems Manager values included, and so can be kept and {@linkplain
 * #restored brought back}.
 */
public final class Arguments {
    private final SequencedMap<String, Argument> byName;

    Arguments(SequencedMap<String, Argument> byName) {
        this.byName = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byName));
    }

    /**
     * Arguments that were resolved before, without checks.
     *
     * @param texts each argument's {@link Argument#text} by parameter name; parameters without one
     *     are left out
     * @param resolved {@link Argument#resolved} by parameter name
     */
    public static Arguments restored(
            Parameters parameters, Map<String, String> texts, Map<String, String> resolved) {
        var byName = new LinkedHashMap<String, Argument>();
        for (var declaration : parameters.byName().values()) {
            var text = texts.get(declaration.name());
            if (text != null) {
                byName.put(
                        declaration.name(),
                        new Argument(
                                declaration,
                                text,
                                Optional.ofNullable(resolved.get(declaration.name()))));
            }
        }
        return new Arguments(byName);
    }

    public SequencedMap<String, Argument> byName() {
        return byName;
    }

    public Optional<Argument> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** {@link Argument#text} by parameter name: secrets are in the clear. */
    public SequencedMap<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        byName.forEach((name, argument) -> texts.put(name, argument.text()));
        return texts;
    }

    /** {@link Argument#resolved} by parameter name: secrets are in the clear. */
    public SequencedMap<String, String> resolved() {
        var resolved = new LinkedHashMap<String, String>();
        byName.forEach((name, argument) ->
                argument.resolved().ifPresent(text -> resolved.put(name, text)));
        return resolved;
    }

    /**
     * The values of AWS-specific parameters that name nothing in the account. CloudFormation finds
     * them only after the call was answered, so they are not among the refusals of {@link
     * Parameters#resolve}.
     */
    public List<AbsentValue> absent(Surroundings surroundings) {
        var absent = new ArrayList<AbsentValue>();
        for (var argument : byName.values()) {
            var type = argument.declaration().type();
            if (!type.awsSpecific()) {
                continue;
            }
            for (var value : argument.members()) {
                if (!surroundings.exists(type.element(), value)) {
                    absent.add(new AbsentValue(argument.declaration().name(), value));
                }
            }
        }
        return absent;
    }

    /**
     * A value that names nothing in the account.
     *
     * @param parameter the parameter's name
     * @param value one of its values
     */
    public record AbsentValue(String parameter, String value) {
        /** The stack event's reason, without {@code Rollback requested by user.} after it. */
        public String reason() {
            return "Parameter validation failed: parameter value %s for parameter name %s does not exist."
                    .formatted(value, parameter);
        }
    }

    static TemplateException unfetched(String names) {
        return new TemplateException(
                "Unable to fetch parameters ["
                        + names
                        + "] from parameter store for this account.");
    }
}

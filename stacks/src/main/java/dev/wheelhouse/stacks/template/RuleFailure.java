package dev.wheelhouse.stacks.template;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An assertion that arguments break.
 *
 * @param rule the rule's name
 * @param description the assertion's AssertDescription
 * @param violations which values broke it, as far as that can be told; NoEcho values are masked
 */
public record RuleFailure(String rule, Optional<String> description, List<Violation> violations) {
    /** How the text of a refusal begins: CloudFormation's own text is not known. */
    private static final String REFUSAL = "Template validation error: ";

    public RuleFailure {
        violations = List.copyOf(violations);
    }

    /**
     * A value that a rule does not allow.
     *
     * @param parameter the parameter's name
     * @param value the value; {@code ****} for a NoEcho parameter
     * @param attribute the attribute of what the value names, where the rule is about that
     * @param allowed the values that are allowed, where the rule names them
     */
    public record Violation(
            String parameter,
            String value,
            Optional<Attribute> attribute,
            Optional<List<String>> allowed) {
        /** For example {@code 't2.large' is not allowed for Size; allowed: t2.micro, t2.small}. */
        public String text() {
            return "'%s' is not allowed for %s%s%s"
                    .formatted(
                            value,
                            parameter,
                            attribute.map(of -> " (" + of.text() + ")").orElse(""),
                            allowed.map(values -> "; allowed: " + String.join(", ", values))
                                    .orElse(""));
        }
    }

    /**
     * An attribute of what a parameter's value names.
     *
     * @param name for example {@code Tags.owner}
     * @param value empty when it has none
     */
    public record Attribute(String name, Optional<String> value) {
        String text() {
            return value.map(text -> "its %s is '%s'".formatted(name, text))
                    .orElse("it has no " + name);
        }
    }

    /**
     * For people: the rule, what its author says, and which value is not among which.
     *
     * <p>For example {@code Rule Size: Take a small one. 't2.large' is not allowed for Size;
     * allowed: t2.micro, t2.small}.
     */
    public String text() {
        var details = violations.stream().map(Violation::text).collect(Collectors.joining(". "));
        var said = description.map(String::strip).filter(text -> !text.isEmpty());
        if (said.isPresent() && !details.isEmpty()) {
            return "Rule %s: %s%s %s"
                    .formatted(
                            rule,
                            said.get(),
                            said.get().matches("(?s).*[.!?]") ? "" : ".",
                            details);
        }
        return "Rule %s: %s"
                .formatted(
                        rule,
                        said.orElse(details.isEmpty() ? "an assertion does not hold" : details));
    }

    /** The text of the ValidationError that refuses the arguments. */
    public static String refusal(List<RuleFailure> failures) {
        return failures.stream()
                .map(RuleFailure::text)
                .collect(Collectors.joining("; ", REFUSAL, ""));
    }
}

package dev.wheelhouse.stacks.template;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A member of the Parameters section.
 *
 * @param name 1 to 255 letters and digits
 * @param type what kind of values it takes
 * @param defaultValue its default as text; a list is comma-joined
 * @param description up to 4,000 characters
 * @param allowedValues the only values allowed, as texts; empty when all are
 * @param allowedPattern a regular expression that matches the whole of each value
 * @param minLength fewest characters of each value
 * @param maxLength most characters of each value
 * @param minValue the least number
 * @param maxValue the greatest number
 * @param noEcho whether its value is never shown
 * @param constraintDescription what CloudFormation says when a value breaks a constraint
 */
public record ParameterDeclaration(
        String name,
        ParameterType type,
        Optional<String> defaultValue,
        Optional<String> description,
        List<String> allowedValues,
        Optional<String> allowedPattern,
        Optional<Long> minLength,
        Optional<Long> maxLength,
        Optional<BigDecimal> minValue,
        Optional<BigDecimal> maxValue,
        boolean noEcho,
        Optional<String> constraintDescription) {
    public ParameterDeclaration {
        allowedValues = List.copyOf(allowedValues);
    }
}

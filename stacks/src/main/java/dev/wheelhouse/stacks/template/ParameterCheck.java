package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.BoundedMatch;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds an argument against what its parameter declares. */
final class ParameterCheck {
    private static final int MAX_VALUE_BYTES = 4_096;
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]{1,4})?");

    private final ParameterDeclaration declaration;

    private ParameterCheck(ParameterDeclaration declaration) {
        this.declaration = declaration;
    }

    /**
     * @throws TemplateException with CloudFormation's text
     */
    static void check(ParameterDeclaration declaration, String text) {
        var isKey = declaration.type().source() == ParameterType.Source.SYSTEMS_MANAGER_VALUE;
        var members = declaration.type().list() && !isKey ? Argument.split(text) : List.of(text);
        var check = new ParameterCheck(declaration);
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
            throw check.says("must contain at most " + MAX_VALUE_BYTES + " bytes");
        }
        members.forEach(check::member);
    }

    /** The number that a text is, or empty when it is none. */
    static Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    private void member(String text) {
        var number = number(text);
        if (declaration.type().numeric() && number.isEmpty()) {
            throw says("must be a number.");
        }
        if (!declaration.allowedValues().isEmpty() && !declaration.allowedValues().contains(text)) {
            throw fails("must be one of AllowedValues");
        }
        declaration
                .allowedPattern()
                .filter(pattern -> !BoundedMatch.matches(BoundedMatch.compile(pattern), text))
                .ifPresent(pattern -> {
                    throw fails("must match pattern " + pattern);
                });
        var length = text.codePointCount(0, text.length());
        declaration
                .minLength()
                .filter(least -> length < least)
                .ifPresent(least -> {
                    throw fails("must contain at least " + least + " characters");
                });
        declaration
                .maxLength()
                .filter(most -> length > most)
                .ifPresent(most -> {
                    throw fails("must contain at most " + most + " characters");
                });
        if (declaration.type().numeric()) {
            range(number.orElseThrow());
        }
    }

    private void range(BigDecimal number) {
        declaration
                .minValue()
                .filter(least -> number.compareTo(least) < 0)
                .ifPresent(least -> {
                    throw fails("must be a number not less than " + least.toPlainString());
                });
        declaration
                .maxValue()
                .filter(most -> number.compareTo(most) > 0)
                .ifPresent(most -> {
                    throw fails("must be a number not greater than " + most.toPlainString());
                });
    }

    /** A constraint of the author's, who may have said what to say. */
    private TemplateException fails(String what) {
        return declaration
                .constraintDescription()
                .map(description ->
                        new TemplateException(
                                "Parameter "
                                        + declaration.name()
                                        + " failed to satisfy constraint: "
                                        + description))
                .orElseGet(() -> says(what));
    }

    private TemplateException says(String what) {
        return new TemplateException("Parameter '" + declaration.name() + "' " + what);
    }
}

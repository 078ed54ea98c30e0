package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.enduser.LaunchForm;
import dev.wheelhouse.rollout.enduser.RuleNames;
import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Asks a person for what a launch needs: offers only what is allowed, keeps secrets off the screen.
 */
final class LaunchQuestions {
    private final Console console;

    LaunchQuestions(Console console) {
        this.console = console;
    }

    /**
     * Asks for each field that has no value yet, and adds the answers. An empty answer takes the
     * default, where there is one.
     */
    void ask(LaunchForm form, Map<String, String> values) {
        var group = "";
        for (var field : form.fields()) {
            if (values.containsKey(field.key())) {
                continue;
            }
            if (!field.group().equals(group)) {
                group = field.group();
                console.printf("%n%s%n", group);
            }
            answer(field).ifPresent(value -> values.put(field.key(), value));
        }
        console.printf("%n");
    }

    private Optional<String> answer(LaunchForm.Field field) {
        if (!field.description().isEmpty()) {
            console.printf("  %s%n", field.description());
        }
        if (!field.narrowedBy().isEmpty()) {
            console.printf(
                    "  (limited by %s %s)%n",
                    field.narrowedBy().size() == 1 ? "rule" : "rules",
                    field.narrowedBy().stream()
                            .map(RuleNames::plain)
                            .collect(Collectors.joining(", ")));
        }
        var offered = field.allowedValues();
        for (var number = 1; number <= offered.size(); number++) {
            console.printf("    %d) %s%n", number, offered.get(number - 1));
        }
        while (true) {
            var text = read(field);
            if (text.isEmpty() && field.defaultValue().isPresent()) {
                return Optional.empty();
            }
            var value = chosen(text, offered);
            var wrong = complaint(field, value);
            if (wrong.isEmpty()) {
                return Optional.of(value);
            }
            console.printf("  %s%n", wrong.get());
        }
    }

    private String read(LaunchForm.Field field) {
        var prompt =
                field.label()
                        + field.defaultValue()
                                .map(value -> " [" + (field.secret() ? "****" : value) + "]")
                                .orElse("")
                        + ": ";
        if (field.secret()) {
            var typed = console.readPassword("%s", prompt);
            return typed == null ? stopped() : new String(typed);
        }
        var typed = console.readLine("%s", prompt);
        return typed == null ? stopped() : typed.strip();
    }

    private static String stopped() {
        throw new CommandException("Stopped: nothing was launched.");
    }

    /** A number stands for the value that was offered under it, unless it is itself a value. */
    private static String chosen(String text, List<String> offered) {
        if (offered.contains(text) || !text.matches("[0-9]{1,4}")) {
            return text;
        }
        var number = Integer.parseInt(text);
        return number >= 1 && number <= offered.size() ? offered.get(number - 1) : text;
    }

    /**
     * What is wrong with a value, as far as it can be told before the launch; it is checked again
     * then.
     */
    private static Optional<String> complaint(LaunchForm.Field field, String value) {
        var shown = field.secret() ? "That" : "\"" + value + "\"";
        if (!field.allowedValues().isEmpty() && !field.allowedValues().contains(value)) {
            return Optional.of(
                    shown
                            + " is not allowed; choose one of "
                            + String.join(", ", field.allowedValues()));
        }
        var wrong = new ArrayList<String>();
        field.limits()
                .minLength()
                .filter(least -> value.length() < number(least, 0))
                .ifPresent(least -> wrong.add("shorter than " + least + " characters"));
        field.limits()
                .maxLength()
                .filter(most -> value.length() > number(most, Integer.MAX_VALUE))
                .ifPresent(most -> wrong.add("longer than " + most + " characters"));
        if (!field.allowedPattern().isEmpty() && !matches(field.allowedPattern(), value)) {
            wrong.add("not of the form " + field.allowedPattern());
        }
        if (wrong.isEmpty()) {
            return Optional.empty();
        }
        var explanation =
                field.constraintDescription().isEmpty()
                        ? ""
                        : ": it " + field.constraintDescription();
        return Optional.of(shown + " is " + String.join(" and ", wrong) + explanation);
    }

    private static int number(String text, int otherwise) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : otherwise;
    }

    private static boolean matches(String pattern, String value) {
        try {
            return Pattern.matches(pattern, value);
        } catch (PatternSyntaxException otherDialect) {
            return true; // the service checks it
        }
    }
}

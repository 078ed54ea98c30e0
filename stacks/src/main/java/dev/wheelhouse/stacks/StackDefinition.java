package dev.wheelhouse.stacks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a stack is made from: what CreateStack or UpdateStack was given last.
 *
 * @param templateBody exactly as it was submitted
 * @param description the template's
 * @param arguments in template order
 * @param tags the stack's own tags
 * @param systemTags tags whose keys start with {@code aws:}, from services of this process
 * @param capabilities what was acknowledged
 * @param notificationArns SNS topics
 * @param imports the names of the exports that the template imports
 */
public record StackDefinition(
        String templateBody,
        Optional<String> description,
        List<Argument> arguments,
        Map<String, String> tags,
        Map<String, String> systemTags,
        Set<String> capabilities,
        List<String> notificationArns,
        Set<String> imports) {
    private static final int SHORTEST_SECRET = 4;

    /**
     * A parameter's value.
     *
     * @param value as given, or the default
     * @param resolved for a parameter whose value is the name of a Systems Manager parameter: what
     *     that holds
     * @param noEcho whether it must never be shown
     */
    public record Argument(String key, String value, Optional<String> resolved, boolean noEcho) {
        /** What may be shown in place of a NoEcho value. */
        public static final String MASK = dev.wheelhouse.stacks.template.Argument.MASK;

        /** This argument as it may be shown. */
        public Argument shown() {
            return noEcho ? new Argument(key, MASK, resolved.map(_ -> MASK), true) : this;
        }
    }

    public StackDefinition {
        arguments = List.copyOf(arguments);
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        systemTags = Collections.unmodifiableMap(new LinkedHashMap<>(systemTags));
        capabilities = Collections.unmodifiableSet(new LinkedHashSet<>(capabilities));
        notificationArns = List.copyOf(notificationArns);
        imports = Collections.unmodifiableSet(new LinkedHashSet<>(imports));
    }

    /**
     * A text that others wrote, as it may be shown: without the values of NoEcho parameters. Of
     * these, what is shorter than {@link #SHORTEST_SECRET} is no secret, and is everywhere.
     */
    public String masked(String text) {
        var shown = text;
        for (var argument : arguments) {
            if (argument.noEcho()) {
                var value = argument.resolved().orElse(argument.value());
                shown = without(value, shown);
                for (var member : value.split(",", -1)) {
                    shown = without(member.strip(), shown);
                }
            }
        }
        return shown;
    }

    private static String without(String secret, String text) {
        return secret.length() < SHORTEST_SECRET ? text : text.replace(secret, Argument.MASK);
    }

    /** All tags of the stack: its own and those of the system. */
    public Map<String, String> allTags() {
        var all = new LinkedHashMap<>(tags);
        all.putAll(systemTags);
        return all;
    }
}

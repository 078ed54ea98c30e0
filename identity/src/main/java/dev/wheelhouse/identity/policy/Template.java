package dev.wheelhouse.identity.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text of a policy that may hold policy variables: {@code ${aws:username}}, {@code
 * ${aws:PrincipalTag/team, 'none'}}, and {@code ${*}}, {@code ${?}}, {@code ${$}} for the plain
 * characters. IAM User Guide, "IAM policy elements: Variables and tags".
 */
final class Template {
    /** A stretch of a template. */
    private sealed interface Part {
        record Plain(String text) implements Part {}

        record Literal(String text) implements Part {}

        record Variable(String key, Optional<String> fallback) implements Part {}
    }

    /** What a template becomes in a request. */
    sealed interface Resolved {
        /**
         * @param glob the pattern
         * @param text the same with wildcards as plain characters
         */
        record Known(Glob glob, String text) implements Resolved {}

        /** A variable has no single value in this request, and no default. */
        record Absent() implements Resolved {}

        /** A variable names a condition key that is not known. */
        record Unknown() implements Resolved {}
    }

    private final List<Part> parts;
    private final Optional<Resolved.Known> constant;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
        this.constant =
                parts.stream().anyMatch(Part.Variable.class::isInstance)
                        ? Optional.empty()
                        : Optional.of(known(parts));
    }

    /** A text without variables, as in policies of version 2008-10-17. */
    static Template plain(String text) {
        return new Template(List.of(new Part.Plain(text)));
    }

    /**
     * A text in which variables count.
     *
     * @throws MalformedPolicyException if a variable is not closed or not named
     */
    static Template of(String text) {
        if (!text.contains("${")) {
            return plain(text);
        }
        var parts = new ArrayList<Part>();
        var from = 0;
        while (true) {
            var start = text.indexOf("${", from);
            if (start < 0) {
                parts.add(new Part.Plain(text.substring(from)));
                return new Template(parts);
            }
            parts.add(new Part.Plain(text.substring(from, start)));
            var end = text.indexOf('}', start);
            if (end < 0) {
                throw new MalformedPolicyException(PolicyValues.LEGACY);
            }
            parts.add(variable(text.substring(start + 2, end)));
            from = end + 1;
        }
    }

    private static Part variable(String content) {
        if (content.equals("*") || content.equals("?") || content.equals("$")) {
            return new Part.Literal(content);
        }
        var comma = content.indexOf(',');
        var key = (comma < 0 ? content : content.substring(0, comma)).strip();
        if (key.isEmpty()) {
            throw new MalformedPolicyException(PolicyValues.LEGACY);
        }
        if (comma < 0) {
            return new Part.Variable(key, Optional.empty());
        }
        var fallback = content.substring(comma + 1).strip();
        if (fallback.length() < 2 || !fallback.startsWith("'") || !fallback.endsWith("'")) {
            throw new MalformedPolicyException(PolicyValues.LEGACY);
        }
        return new Part.Variable(key, Optional.of(fallback.substring(1, fallback.length() - 1)));
    }

    Resolved resolve(RequestContext context) {
        if (constant.isPresent()) {
            return constant.get();
        }
        var resolved = new ArrayList<Part>(parts.size());
        for (var part : parts) {
            switch (part) {
                case Part.Plain plain -> resolved.add(plain);
                case Part.Literal literal -> resolved.add(literal);
                case Part.Variable variable -> {
                    var values = context.values(variable.key());
                    if (values.size() == 1) {
                        resolved.add(new Part.Literal(values.getFirst()));
                    } else if (variable.fallback().isPresent() && values.isEmpty()) {
                        resolved.add(new Part.Literal(variable.fallback().get()));
                    } else {
                        return context.knows(variable.key())
                                ? new Resolved.Absent()
                                : new Resolved.Unknown();
                    }
                }
            }
        }
        return known(resolved);
    }

    private static Resolved.Known known(List<Part> parts) {
        var glob = new Glob.Builder();
        var text = new StringBuilder();
        for (var part : parts) {
            switch (part) {
                case Part.Plain(String plain) -> {
                    glob.pattern(plain);
                    text.append(plain);
                }
                case Part.Literal(String literal) -> {
                    glob.literal(literal);
                    text.append(literal);
                }
                case Part.Variable variable ->
                        throw new IllegalStateException("Unresolved: " + variable.key());
            }
        }
        return new Resolved.Known(glob.build(), text.toString());
    }

    /** The text as the policy has it, without variables resolved. */
    String source() {
        var text = new StringBuilder();
        for (var part : parts) {
            switch (part) {
                case Part.Plain(String plain) -> text.append(plain);
                case Part.Literal(String literal) -> text.append("${").append(literal).append('}');
                case Part.Variable(String key, Optional<String> fallback) ->
                        text.append("${")
                                .append(key)
                                .append(fallback.map(value -> ", '" + value + "'").orElse(""))
                                .append('}');
            }
        }
        return text.toString();
    }
}

package dev.wheelhouse.cloud.s3;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which bucket policies count as public: those that grant something to everybody without holding it
 * to fixed values of what tells who asks, or from where (S3 user guide, "The meaning of 'public'").
 */
public final class PublicPolicy {
    private static final Set<String> NARROWING =
            Set.of(
                    "aws:calledvialast",
                    "aws:principalaccount",
                    "aws:principalarn",
                    "aws:principalorgid",
                    "aws:principalorgpaths",
                    "aws:sourceaccount",
                    "aws:sourcearn",
                    "aws:sourceip",
                    "aws:sourceorgid",
                    "aws:sourceowner",
                    "aws:sourcevpc",
                    "aws:sourcevpce",
                    "aws:userid",
                    "s3:dataaccesspointaccount",
                    "s3:dataaccesspointarn");

    /** Operators that hold for the values that are listed alone. */
    private static final Set<String> POSITIVE =
            Set.of(
                    "stringequals",
                    "stringequalsignorecase",
                    "stringlike",
                    "arnequals",
                    "arnlike",
                    "ipaddress");

    private static final int NARROWEST_IPV4 = 8;
    private static final int NARROWEST_IPV6 = 32;

    private PublicPolicy() {}

    /**
     * Whether a policy is public.
     *
     * @param policy a bucket policy that is well-formed, JSON
     */
    public static boolean is(String policy) {
        // Most policies name accounts and no wildcard: they need not be read for this.
        if (!policy.contains("\"*\"")
                && !policy.contains("NotPrincipal")
                && policy.indexOf('\\') < 0) {
            return false;
        }
        return members(list(Json.readObject(policy), "Statement"))
                .anyMatch(PublicPolicy::grantsToEverybody);
    }

    private static boolean grantsToEverybody(Value.Members statement) {
        return statement.text("Effect").orElse("").equals("Allow")
                && meansEverybody(statement)
                && !isNarrowed(statement);
    }

    private static boolean meansEverybody(Value.Members statement) {
        if (statement.has("NotPrincipal")) {
            return true;
        }
        return switch (statement.get("Principal").orElse(new Value.Null())) {
            case Value.Members kinds ->
                    list(kinds, "AWS").stream()
                            .flatMap(value -> value.scalar().stream())
                            .anyMatch("*"::equals);
            case Value value -> value.scalar().filter("*"::equals).isPresent();
        };
    }

    private static boolean isNarrowed(Value.Members statement) {
        return statement.get("Condition").orElse(Value.object()) instanceof Value.Members operators
                && operators.values().entrySet().stream()
                        .filter(operator ->
                                POSITIVE.contains(plain(operator.getKey()))
                                        && operator.getValue() instanceof Value.Members)
                        .flatMap(operator ->
                                ((Value.Members) operator.getValue()).values().entrySet().stream())
                        .filter(key -> NARROWING.contains(key.getKey().toLowerCase(Locale.ROOT)))
                        .anyMatch(key -> areFixed(key.getKey(), key.getValue()));
    }

    /** An operator's name without the qualifier that asks for one value of several at least. */
    private static String plain(String operator) {
        var name = operator.toLowerCase(Locale.ROOT);
        return name.startsWith("foranyvalue:") ? name.substring("foranyvalue:".length()) : name;
    }

    private static boolean areFixed(String key, Value values) {
        var texts = items(values).stream().flatMap(value -> value.scalar().stream()).toList();
        return !texts.isEmpty()
                && texts.stream()
                        .allMatch(text ->
                                key.equalsIgnoreCase("aws:SourceIp")
                                        ? isNarrowRange(text)
                                        : isFixed(text));
    }

    private static boolean isFixed(String text) {
        return text.indexOf('*') < 0 && text.indexOf('?') < 0 && !text.contains("${");
    }

    private static boolean isNarrowRange(String range) {
        int slash = range.indexOf('/');
        if (slash < 0) {
            return isFixed(range);
        }
        try {
            int bits = Integer.parseInt(range.substring(slash + 1));
            return bits >= (range.indexOf(':') >= 0 ? NARROWEST_IPV6 : NARROWEST_IPV4);
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static Stream<Value.Members> members(List<Value> values) {
        return values.stream()
                .filter(Value.Members.class::isInstance)
                .map(Value.Members.class::cast);
    }

    private static List<Value> list(Value.Members members, String name) {
        return items(members.get(name).orElse(new Value.Null()));
    }

    private static List<Value> items(Value value) {
        return switch (value) {
            case Value.Null _ -> List.of();
            case Value.Items items -> items.values();
            case Value single -> List.of(single);
        };
    }
}

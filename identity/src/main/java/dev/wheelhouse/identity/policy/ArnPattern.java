package dev.wheelhouse.identity.policy;

/** Matching of ARNs part by part: a wildcard does not reach over a colon, but in the last part. */
final class ArnPattern {
    private static final Glob ANYTHING = Glob.of("*");

    private ArnPattern() {}

    /**
     * Whether a resource of a request is meant by a policy's {@code Resource}. Missing parts of the
     * pattern stand for anything ({@code arn:aws:sqs} is {@code arn:aws:sqs:*:*:*:*}).
     */
    static boolean matchesResource(Glob pattern, String resource) {
        if (pattern.matchesAll()) {
            return true;
        }
        return matches(pattern.split(6), resource);
    }

    static boolean matches(Glob[] patterns, String arn) {
        var parts = arn.split(":", 6);
        for (var i = 0; i < 6; i++) {
            var pattern = i < patterns.length ? patterns[i] : ANYTHING;
            if (!pattern.matches(i < parts.length ? parts[i] : "")) {
                return false;
            }
        }
        return true;
    }
}

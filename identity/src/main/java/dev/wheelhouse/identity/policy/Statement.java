package dev.wheelhouse.identity.policy;

import java.util.List;
import java.util.Optional;

/**
 * One statement of a policy.
 *
 * @param number its place in the policy, from 1
 * @param sid its own name
 * @param effect what it does when it applies
 * @param principals who is meant, in a resource's policy
 * @param actions which actions are meant
 * @param resources which resources are meant; empty means the resource that has the policy
 * @param conditions all must hold
 */
record Statement(
        int number,
        Optional<String> sid,
        Effect effect,
        Optional<Who> principals,
        Actions actions,
        Optional<Resources> resources,
        List<Condition> conditions) {
    /** {@code Principal} or, excluded, {@code NotPrincipal}. */
    record Who(boolean excluded, Principals principals) {}

    /** {@code Action} or, excluded, {@code NotAction}. */
    record Actions(boolean excluded, List<Glob> patterns) {
        boolean include(String action) {
            for (var pattern : patterns) {
                if (pattern.matchesIgnoringCase(action)) {
                    return !excluded;
                }
            }
            return excluded;
        }
    }

    /** {@code Resource} or, excluded, {@code NotResource}. */
    record Resources(boolean excluded, List<Template> patterns) {
        Match include(String resource, RequestContext context) {
            var match = Match.NO;
            for (var pattern : patterns) {
                match =
                        match.or(
                                switch (pattern.resolve(context)) {
                                    case Template.Resolved.Known known ->
                                            Match.of(
                                                    ArnPattern.matchesResource(
                                                            known.glob(), resource));
                                    case Template.Resolved.Absent _ ->
                                            excluded ? Match.UNKNOWN : Match.NO;
                                    case Template.Resolved.Unknown _ -> Match.UNKNOWN;
                                });
            }
            return excluded ? match.negated() : match;
        }
    }

    Statement {
        conditions = List.copyOf(conditions);
    }

    /** Whether it applies, whoever asks. */
    Match applies(String action, String resource, RequestContext context) {
        if (!actions.include(action)) {
            return Match.NO;
        }
        var match = resources.map(some -> some.include(resource, context)).orElse(Match.YES);
        for (var condition : conditions) {
            if (match == Match.NO) {
                return match;
            }
            match = match.and(condition.holds(context));
        }
        return match;
    }

    /** The statement's name in a decision. */
    String label() {
        return sid.filter(name -> !name.isEmpty())
                .map(name -> "statement " + name)
                .orElse("statement " + number);
    }
}

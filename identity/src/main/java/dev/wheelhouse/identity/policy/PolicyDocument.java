package dev.wheelhouse.identity.policy;

import java.util.List;
import java.util.Optional;

/**
 * A policy. Immutable.
 *
 * @param version {@code 2012-10-17} or {@code 2008-10-17}; policy variables count in the former
 *     only
 * @param id its {@code Id}, if it has one
 */
public record PolicyDocument(String version, Optional<String> id, List<Statement> statements) {
    /** Where a policy stands; each has rules of its own. */
    public enum Kind {
        /** On a user, group or role, as boundary, for a session or an organization's account. */
        IDENTITY,
        /** A role's trust policy. */
        TRUST,
        /** On another resource, such as a bucket. */
        RESOURCE
    }

    public PolicyDocument {
        statements = List.copyOf(statements);
    }

    /**
     * Reads a policy strictly.
     *
     * @throws MalformedPolicyException with the text that IAM answers, if it is not one
     */
    public static PolicyDocument parse(String text, Kind kind) {
        return PolicyParser.parse(text, kind);
    }

    /**
     * Reads a policy that was kept before, as far as it can be read.
     *
     * @throws MalformedPolicyException if it is no policy at all
     */
    public static PolicyDocument read(String text, Kind kind) {
        return PolicyParser.read(text, kind);
    }

    /** Reads a policy of a user, group or role. */
    public static PolicyDocument parse(String text) {
        return parse(text, Kind.IDENTITY);
    }

    /** A policy that says nothing: what stands for none. */
    public static PolicyDocument empty() {
        return new PolicyDocument("2012-10-17", Optional.empty(), List.of());
    }

    /** A policy that denies everybody everything: what stands for one that can't be read. */
    public static PolicyDocument denyingAll() {
        return new PolicyDocument(
                "2012-10-17",
                Optional.empty(),
                List.of(
                        new Statement(
                                1,
                                Optional.of("NotReadable"),
                                Effect.DENY,
                                Optional.of(new Statement.Who(false, new Principals.Everybody())),
                                new Statement.Actions(false, List.of(Glob.of("*"))),
                                Optional.empty(),
                                List.of())));
    }

    /** The texts under {@code "Service"} in all principals, for a check that there are such. */
    public List<String> servicePrincipals() {
        return statements.stream()
                .flatMap(statement -> statement.principals().stream())
                .map(Statement.Who::principals)
                .filter(Principals.Listed.class::isInstance)
                .flatMap(listed -> ((Principals.Listed) listed).named().stream())
                .filter(named -> named.kind() == Principals.Kind.SERVICE)
                .flatMap(named -> named.values().stream())
                .toList();
    }
}

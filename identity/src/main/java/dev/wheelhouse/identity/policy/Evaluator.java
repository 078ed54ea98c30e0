package dev.wheelhouse.identity.policy;

import dev.wheelhouse.identity.Decision;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether policies allow a request. IAM User Guide, "Policy evaluation logic": an explicit
 * deny anywhere wins; then every kind of policy that limits must allow, and either the identity's
 * policies or the resource's policy must grant (both across accounts).
 */
public final class Evaluator {
    private Evaluator() {}

    /** A question: action, resource and condition keys. */
    public record Question(
            String action,
            String resource,
            RequestContext context,
            Optional<ResourceGrant> resourcePolicy) {}

    /** Decides. Pure. */
    public static Decision decide(Subject subject, Question question) {
        if (question.action().indexOf(':') <= 0 || question.action().indexOf('*') >= 0) {
            return new Decision.ImplicitlyDenied(
                    "no policy can allow what is not an action: " + question.action());
        }
        return explicitDeny(subject, question).orElseGet(() -> grant(subject, question));
    }

    private static Optional<Decision> explicitDeny(Subject subject, Question question) {
        for (var level : subject.controlPolicies()) {
            var denied = deny(level, question, "a service control policy");
            if (denied.isPresent()) {
                return denied;
            }
        }
        var resource =
                question.resourcePolicy()
                        .flatMap(policy -> denyByResource(subject, policy, question));
        return resource.or(() ->
                        deny(subject.identityPolicies(), question, "an identity-based policy"))
                .or(() ->
                        deny(
                                subject.boundary().stream().toList(),
                                question,
                                "a permissions boundary"))
                .or(() -> deny(subject.sessionPolicies(), question, "a session policy"));
    }

    private static Optional<Decision> deny(
            List<NamedPolicy> policies, Question question, String in) {
        return statement(policies, Effect.DENY, question)
                .map(by -> new Decision.ExplicitlyDenied(by, in));
    }

    private static Optional<Decision> denyByResource(
            Subject subject, ResourceGrant policy, Question question) {
        for (var statement : policy.document().statements()) {
            if (statement.effect() == Effect.DENY
                    && closeness(statement, subject) != Principals.Closeness.NONE
                    && applies(statement, question)) {
                return Optional.of(
                        switch (policy.kind()) {
                            case RESOURCE ->
                                    new Decision.ExplicitlyDenied(
                                            "resource policy, " + statement.label(),
                                            "a resource-based policy");
                            case TRUST ->
                                    new Decision.ExplicitlyDenied(
                                            "trust policy, " + statement.label(),
                                            "the role trust policy");
                        });
            }
        }
        return Optional.empty();
    }

    private static Decision grant(Subject subject, Question question) {
        for (var level : subject.controlPolicies()) {
            if (statement(level, Effect.ALLOW, question).isEmpty()) {
                return implicit("no service control policy allows", question);
            }
        }
        var fromResource =
                question.resourcePolicy()
                        .map(policy -> allowByResource(subject, policy, question))
                        .orElse(NOTHING);
        if (question.resourcePolicy().isPresent()) {
            var policy = question.resourcePolicy().get();
            if (policy.kind() == ResourceGrant.Kind.TRUST
                    && fromResource.closeness() == Principals.Closeness.NONE) {
                return implicit("no role trust policy allows", question);
            }
            if (!policy.owner().equals(subject.account())
                    && fromResource.closeness() == Principals.Closeness.NONE) {
                return implicit("no resource-based policy allows", question);
            }
        }
        if (subject.kind() == Subject.Kind.SERVICE) {
            return fromResource.closeness() == Principals.Closeness.NONE
                    ? implicit("no resource-based policy allows", question)
                    : new Decision.Allowed(fromResource.by());
        }
        var sameAccount =
                question.resourcePolicy()
                        .map(policy -> policy.owner().equals(subject.account()))
                        .orElse(true);
        if (sameAccount && fromResource.closeness() == Principals.Closeness.EXACT) {
            return new Decision.Allowed(fromResource.by());
        }
        var everybody = sameAccount && fromResource.closeness() == Principals.Closeness.ROLE;
        var identity = allowByIdentity(subject, question);
        if (identity.isEmpty() && !everybody) {
            return implicit("no identity-based policy allows", question);
        }
        if (subject.boundary().isPresent()
                && statement(List.of(subject.boundary().get()), Effect.ALLOW, question).isEmpty()) {
            return implicit("no permissions boundary allows", question);
        }
        if (!subject.sessionPolicies().isEmpty()
                && statement(subject.sessionPolicies(), Effect.ALLOW, question).isEmpty()) {
            return implicit("no session policy allows", question);
        }
        return new Decision.Allowed(identity.orElse(fromResource.by()));
    }

    private static Optional<String> allowByIdentity(Subject subject, Question question) {
        return subject.kind() == Subject.Kind.ROOT
                ? Optional.of("account root user")
                : statement(subject.identityPolicies(), Effect.ALLOW, question);
    }

    private record Granted(Principals.Closeness closeness, String by) {}

    private static final Granted NOTHING = new Granted(Principals.Closeness.NONE, "");

    private static Granted allowByResource(
            Subject subject, ResourceGrant policy, Question question) {
        var best = NOTHING;
        for (var statement : policy.document().statements()) {
            var closeness = closeness(statement, subject);
            if (statement.effect() == Effect.ALLOW
                    && closeness.compareTo(best.closeness()) > 0
                    && applies(statement, question)) {
                var name = policy.kind() == ResourceGrant.Kind.TRUST ? "trust" : "resource";
                best = new Granted(closeness, name + " policy, " + statement.label());
            }
        }
        return best;
    }

    /**
     * How closely a statement names who asks; with {@code NotPrincipal}, all but the named. There
     * an account means its root user alone: the IAM User Guide has it beside the user or role that
     * is spared, and everybody else of that account is not.
     */
    private static Principals.Closeness closeness(Statement statement, Subject subject) {
        var who = statement.principals();
        if (who.isEmpty()) {
            return Principals.Closeness.NONE;
        }
        var closeness = who.get().principals().closeness(subject);
        if (!who.get().excluded()) {
            return closeness;
        }
        var spared =
                subject.kind() == Subject.Kind.ROOT
                        ? closeness != Principals.Closeness.NONE
                        : closeness.compareTo(Principals.Closeness.ACCOUNT) > 0;
        return spared ? Principals.Closeness.NONE : Principals.Closeness.ROLE;
    }

    private static Optional<String> statement(
            List<NamedPolicy> policies, Effect effect, Question question) {
        for (var policy : policies) {
            for (var statement : policy.document().statements()) {
                if (statement.effect() == effect && applies(statement, question)) {
                    return Optional.of("policy " + policy.name() + ", " + statement.label());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean applies(Statement statement, Question question) {
        return statement
                .applies(question.action(), question.resource(), question.context())
                .counts(statement.effect());
    }

    private static Decision implicit(String because, Question question) {
        return new Decision.ImplicitlyDenied(because + " the " + question.action() + " action");
    }

    /** The text of a denial, as AWS words it; empty for what is allowed. */
    public static Optional<String> denial(
            Decision decision, String arn, String action, String resource) {
        var because =
                switch (decision) {
                    case Decision.Allowed _ -> Optional.<String>empty();
                    case Decision.ExplicitlyDenied denied ->
                            Optional.of("with an explicit deny in " + denied.in());
                    case Decision.ImplicitlyDenied denied ->
                            Optional.of("because " + denied.because());
                };
        return because.map(reason ->
                "User: %s is not authorized to perform: %s on resource: %s %s"
                        .formatted(arn, action, resource, reason));
    }
}

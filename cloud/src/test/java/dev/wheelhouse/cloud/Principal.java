package dev.wheelhouse.cloud;

import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.CallerReference;
import dev.wheelhouse.identity.Decision;
import dev.wheelhouse.identity.policy.Evaluator;
import dev.wheelhouse.identity.policy.NamedPolicy;
import dev.wheelhouse.identity.policy.PolicyDocument;
import dev.wheelhouse.identity.policy.RequestContext;
import dev.wheelhouse.identity.policy.ResourceGrant;
import dev.wheelhouse.identity.policy.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A user with one policy, judged by the real evaluator. */
final class Principal implements Caller {
    private final Subject subject;

    private Principal(Subject subject) {
        this.subject = subject;
    }

    /** A user who may do everything. */
    static Principal admin(AccountId account) {
        return with(account, "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");
    }

    /** A user who may do these actions on everything. */
    static Principal allowed(AccountId account, String... actions) {
        return with(
                account,
                "{\"Effect\":\"Allow\",\"Action\":[\""
                        + String.join("\",\"", actions)
                        + "\"],\"Resource\":\"*\"}");
    }

    /** A user with these statements. */
    static Principal with(AccountId account, String statements) {
        var arn = "arn:aws:iam::" + account + ":user/ada";
        return new Principal(
                new Subject(
                        Subject.Kind.USER,
                        account,
                        arn,
                        arn,
                        "AIDA22222222222222ADA",
                        List.of(
                                new NamedPolicy(
                                        "rights",
                                        PolicyDocument.parse(
                                                "{\"Version\":\"2012-10-17\",\"Statement\":["
                                                        + statements
                                                        + "]}"))),
                        Optional.empty(),
                        List.of(),
                        List.of()));
    }

    @Override
    public AccountId account() {
        return subject.account();
    }

    @Override
    public String arn() {
        return subject.arn();
    }

    @Override
    public String principalArn() {
        return subject.principalArn();
    }

    @Override
    public String userId() {
        return "AIDAEXAMPLE";
    }

    @Override
    public List<String> groupArns() {
        return List.of();
    }

    @Override
    public CallerReference reference() {
        return new CallerReference(account(), arn(), userId(), Optional.empty());
    }

    @Override
    public Decision decide(AccessRequest request) {
        return Evaluator.decide(
                subject,
                new Evaluator.Question(
                        request.action(),
                        request.resource(),
                        new RequestContext(request.context())
                                .with(
                                        Map.of(
                                                "aws:PrincipalAccount",
                                                List.of(subject.account().value()))),
                        request.resourcePolicy()
                                .map(policy ->
                                        new ResourceGrant(
                                                policy.owner(),
                                                policy.document().isBlank()
                                                        ? PolicyDocument.empty()
                                                        : PolicyDocument.parse(
                                                                policy.document(),
                                                                PolicyDocument.Kind.RESOURCE),
                                                ResourceGrant.Kind.RESOURCE))));
    }

    @Override
    public void require(AccessRequest request) {
        var decision = decide(request);
        Evaluator.denial(decision, arn(), request.action(), request.resource())
                .ifPresent(message -> {
                    throw new AccessDeniedException(message, decision);
                });
    }
}

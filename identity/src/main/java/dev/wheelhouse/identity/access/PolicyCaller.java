package dev.wheelhouse.identity.access;

import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.CallerReference;
import dev.wheelhouse.identity.Decision;
import dev.wheelhouse.identity.policy.Evaluator;
import dev.wheelhouse.identity.policy.PolicyDocument;
import dev.wheelhouse.identity.policy.RequestContext;
import dev.wheelhouse.identity.policy.ResourceGrant;
import dev.wheelhouse.identity.policy.Subject;
import java.util.List;
import java.util.Map;

/** A caller whose policies were loaded when it was made. */
final class PolicyCaller implements Caller {
    private final Subject subject;
    private final String userId;
    private final List<String> groupArns;
    private final RequestContext context;
    private final CallerReference reference;
    private final PolicyCache policies;

    PolicyCaller(
            Subject subject,
            String userId,
            List<String> groupArns,
            RequestContext context,
            CallerReference reference,
            PolicyCache policies) {
        this.subject = subject;
        this.userId = userId;
        this.groupArns = List.copyOf(groupArns);
        this.context = context;
        this.reference = reference;
        this.policies = policies;
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
        return userId;
    }

    @Override
    public List<String> groupArns() {
        return groupArns;
    }

    @Override
    public CallerReference reference() {
        return reference;
    }

    @Override
    public Decision decide(AccessRequest request) {
        var keys = request.context();
        var all = keys.isEmpty() ? context : context.with(keys);
        if (!all.has("aws:ResourceAccount")) {
            var owner = owner(request);
            if (!owner.isEmpty()) {
                all = all.with(Map.of("aws:ResourceAccount", List.of(owner)));
            }
        }
        return Evaluator.decide(
                subject,
                new Evaluator.Question(
                        request.action(),
                        request.resource(),
                        all,
                        request.resourcePolicy().map(policy -> grant(request.action(), policy))));
    }

    private static String owner(AccessRequest request) {
        return request.resourcePolicy()
                .map(policy -> policy.owner().value())
                .or(() -> Arn.find(request.resource()).map(Arn::account))
                .orElse("");
    }

    private ResourceGrant grant(String action, AccessRequest.ResourcePolicy policy) {
        var trust = action.startsWith("sts:");
        var kind = trust ? PolicyDocument.Kind.TRUST : PolicyDocument.Kind.RESOURCE;
        return new ResourceGrant(
                policy.owner(),
                policy.document().isBlank()
                        ? PolicyDocument.empty()
                        : policies.read(policy.document(), kind),
                trust ? ResourceGrant.Kind.TRUST : ResourceGrant.Kind.RESOURCE);
    }

    @Override
    public void require(AccessRequest request) {
        var decision = decide(request);
        var denial = Evaluator.denial(decision, arn(), request.action(), request.resource());
        if (denial.isPresent()) {
            throw new AccessDeniedException(denial.get(), decision);
        }
    }

    @Override
    public String toString() {
        return subject.arn();
    }
}

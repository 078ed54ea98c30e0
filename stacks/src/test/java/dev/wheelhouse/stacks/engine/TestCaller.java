package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.CallerReference;
import dev.wheelhouse.identity.Decision;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A user who may do everything but some actions. */
record TestCaller(AccountId account, Set<String> forbidden) implements Caller {
    static TestCaller administrator(AccountId account) {
        return new TestCaller(account, Set.of());
    }

    @Override
    public String arn() {
        return "arn:aws:iam::" + account + ":user/ann";
    }

    @Override
    public String principalArn() {
        return arn();
    }

    @Override
    public String userId() {
        return "AIDATEST";
    }

    @Override
    public List<String> groupArns() {
        return List.of();
    }

    @Override
    public CallerReference reference() {
        return new CallerReference(account, arn(), userId(), Optional.empty());
    }

    @Override
    public Decision decide(AccessRequest request) {
        return forbidden.contains(request.action())
                ? new Decision.ImplicitlyDenied(
                        "no identity-based policy allows the " + request.action() + " action")
                : new Decision.Allowed("policy Test, statement 1");
    }

    @Override
    public void require(AccessRequest request) {
        var decision = decide(request);
        if (decision instanceof Decision.ImplicitlyDenied(var because)) {
            throw new AccessDeniedException(
                    "User: %s is not authorized to perform: %s on resource: %s because %s"
                            .formatted(arn(), request.action(), request.resource(), because),
                    decision);
        }
    }
}

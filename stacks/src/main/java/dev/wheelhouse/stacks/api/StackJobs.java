package dev.wheelhouse.stacks.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.CallerReference;
import dev.wheelhouse.identity.Decision;
import dev.wheelhouse.identity.ServicePrincipal;
import dev.wheelhouse.identity.access.Callers;
import dev.wheelhouse.identity.access.PrincipalGoneException;
import dev.wheelhouse.identity.access.RoleNotAssumableException;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackEngine;
import dev.wheelhouse.stacks.StackEngine.Outcome;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.sql.ChangeSetStore;
import dev.wheelhouse.stacks.sql.StackStore;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Jobs;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;

/**
 * The durable work behind CreateStack, UpdateStack, DeleteStack and ExecuteChangeSet: jobs of the
 * kind {@code stacks.operation}, which act as who asked or as the stack's role.
 */
final class StackJobs {
    private static final String KIND = "stacks.operation";

    private final Database database;
    private final Jobs jobs;
    private final Callers callers;
    private final StackEngine engine;
    private final StackStore stacks;
    private final ChangeSetStore changeSets;

    StackJobs(
            Database database,
            Jobs jobs,
            Callers callers,
            StackEngine engine,
            StackStore stacks,
            ChangeSetStore changeSets) {
        this.database = database;
        this.jobs = jobs;
        this.callers = callers;
        this.engine = engine;
        this.stacks = stacks;
        this.changeSets = changeSets;
        jobs.register(KIND, new Operations());
    }

    /** Records the work on the operation that a stack is in. */
    void submit(Handle db, Call call, Stack stack) {
        var payload =
                Value.object("stack", Value.text(stack.id().arn()))
                        .with("caller", call.caller().reference().toValue())
                        .with("requestId", Value.text(call.requestId()));
        jobs.submit(db, KIND, stack.id().unique() + "-" + stack.operation(), payload);
    }

    /** Has the engine do something about an operation. */
    @FunctionalInterface
    private interface Step {
        Outcome of(String stackId, Caller session, StackEngine.Completion completion);
    }

    private final class Operations implements Jobs.Worker {
        @Override
        public Jobs.Next work(String id, Value payload) {
            return next(id, payload, engine::work);
        }

        @Override
        public Optional<Jobs.Next> giveUp(String id, Value payload) {
            return Optional.of(next(id, payload, engine::giveUp));
        }
    }

    private Jobs.Next next(String id, Value payload, Step step) {
        if (!(payload instanceof Value.Members members)) {
            throw new IllegalArgumentException("The payload of " + id + " is " + payload.kind());
        }
        var stack = StackId.of(members.text("stack").orElseThrow());
        var reference = CallerReference.from(members.get("caller").orElseThrow());
        var session = database.read(db -> session(db, stack, reference));
        var outcome = step.of(stack.arn(), session, (db, end) -> ended(db, stack, id, end));
        return switch (outcome) {
            case Outcome.Waiting(var pause) -> new Jobs.Next.Again(pause);
            case Outcome.Succeeded _, Outcome.Failed _ -> new Jobs.Next.Finished();
        };
    }

    private void ended(Handle db, StackId stack, String job, Outcome outcome) {
        changeSets.executed(db, stack, outcome instanceof Outcome.Succeeded);
        jobs.finish(db, KIND, job);
    }

    private Caller session(Handle db, StackId id, CallerReference reference) {
        try {
            return stacks.find(db, id)
                    .flatMap(stack -> stack.settings().roleArn())
                    .map(role ->
                            callers.assume(
                                    db, role, "AWSCloudFormation", ServicePrincipal.CLOUDFORMATION))
                    .orElseGet(() -> callers.restore(db, reference));
        } catch (PrincipalGoneException | RoleNotAssumableException gone) {
            return new Nobody(reference, String.valueOf(gone.getMessage()));
        }
    }

    /** In place of somebody who is gone: may do nothing, and says why. */
    private record Nobody(CallerReference reference, String because) implements Caller {
        @Override
        public AccountId account() {
            return reference.account();
        }

        @Override
        public String arn() {
            return reference.principalArn();
        }

        @Override
        public String principalArn() {
            return reference.principalArn();
        }

        @Override
        public String userId() {
            return reference.principalId();
        }

        @Override
        public List<String> groupArns() {
            return List.of();
        }

        @Override
        public Decision decide(AccessRequest request) {
            return new Decision.ImplicitlyDenied(because);
        }

        @Override
        public void require(AccessRequest request) {
            throw new AccessDeniedException(
                    "User: %s is not authorized to perform: %s on resource: %s because %s"
                            .formatted(arn(), request.action(), request.resource(), because),
                    decide(request));
        }
    }
}

package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.cloud.resource.ResourceInventory;
import dev.wheelhouse.cloud.resource.ResourceProviders;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackEngine;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.StackQuestions;
import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.stacks.StackState.InReview;
import dev.wheelhouse.stacks.StackState.Settled;
import dev.wheelhouse.stacks.StackState.Working;
import dev.wheelhouse.stacks.StackSubmission;
import dev.wheelhouse.stacks.engine.StackRecorder.Deletion;
import dev.wheelhouse.stacks.sql.EventStore;
import dev.wheelhouse.stacks.sql.ExportStore;
import dev.wheelhouse.stacks.sql.ResourceStore;
import dev.wheelhouse.stacks.sql.SignalStore;
import dev.wheelhouse.stacks.sql.StackStore;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.sql.Handle;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The stack engine on the database. Thread-safe; keeps nothing that the database does not know. */
public final class DurableStackEngine implements StackEngine {
    private final Parts parts;
    private final StackRecorder recorder;

    /**
     * @param sealer seals arguments, properties and outputs, since they may be secret
     * @param random for ids; thread-safe
     */
    public DurableStackEngine(
            Database database,
            ResourceProviders providers,
            ResourceInventory inventory,
            Sealer sealer,
            Journal journal,
            InstantSource clock,
            RandomGenerator random) {
        this(Transactions.of(database), providers, inventory, sealer, journal, clock, random);
    }

    DurableStackEngine(
            Transactions database,
            ResourceProviders providers,
            ResourceInventory inventory,
            Sealer sealer,
            Journal journal,
            InstantSource clock,
            RandomGenerator random) {
        this.parts =
                new Parts(
                        database,
                        new StackStore(sealer),
                        new ResourceStore(sealer),
                        new EventStore(),
                        new ExportStore(sealer),
                        new SignalStore(sealer),
                        providers,
                        inventory,
                        new TemplateCache(),
                        clock,
                        random);
        this.recorder = new StackRecorder(parts, journal);
    }

    /** Records operations without asking policies: for who has asked them already. */
    public StackRecorder recorder() {
        return recorder;
    }

    @Override
    public void validate(String templateBody) {
        recorder.summary(templateBody);
    }

    @Override
    public String template(
            Handle db, Caller session, AccountId account, Region region, String stackId) {
        var found = find(db, stackId);
        session.require(StackQuestions.about("GetTemplate", stackId, found));
        return found.filter(stack ->
                        stack.id().account().equals(account) && stack.id().region().equals(region))
                .filter(stack -> !stack.state().deleted())
                .orElseThrow(() ->
                        StackRefusal.validation("Stack with id " + stackId + " does not exist"))
                .definition()
                .templateBody();
    }

    @Override
    public String create(
            Handle db, Caller session, AccountId account, Region region, StackRequest request) {
        session.require(
                StackQuestions.about(
                                "CreateStack",
                                StackId.anyNamed(account, region, request.name()),
                                Optional.empty())
                        .withRequestTags(request.tags()));
        return recorder.create(db, session, account, region, request, StackSubmission.of(request))
                .id()
                .arn();
    }

    @Override
    public void update(Handle db, Caller session, String stackId, StackRequest request) {
        var found = find(db, stackId);
        session.require(
                StackQuestions.about("UpdateStack", stackId, found)
                        .withRequestTags(request.tags()));
        var stack =
                found.filter(existing -> !existing.state().deleted())
                        .orElseThrow(() ->
                                StackRefusal.validation("Stack [" + stackId + "] does not exist"));
        recorder.update(db, session, stack, request, StackSubmission.of(request));
    }

    @Override
    public void delete(Handle db, Caller session, String stackId, boolean retainAll) {
        var found = find(db, stackId);
        session.require(StackQuestions.about("DeleteStack", stackId, found));
        found.ifPresent(stack ->
                recorder.delete(
                        db,
                        session,
                        stack,
                        retainAll ? Deletion.keeping() : Deletion.usual(),
                        Optional.empty()));
    }

    private Optional<Stack> find(Handle db, String stackId) {
        return StackId.parse(stackId).flatMap(id -> parts.stacks().find(db, id));
    }

    @Override
    public Outcome work(String stackId, Caller session, Completion completion) {
        var id = StackId.of(stackId);
        while (true) {
            var operation = Operation.open(parts, id, session);
            switch (operation.stack().state()) {
                case InReview _ -> throw new IllegalStateException("Nothing to do on " + id);
                case Settled settled -> {
                    return Outcomes.of(operation.stack(), settled);
                }
                case Working working -> {
                    try {
                        switch (new PhaseWork(operation, working, completion).run()) {
                            case PhaseWork.Result.Waiting(var pause) -> {
                                return new Outcome.Waiting(pause);
                            }
                            case PhaseWork.Result.Over(var stack) -> {
                                if (stack.state() instanceof Settled settled) {
                                    return Outcomes.of(stack, settled);
                                }
                            }
                        }
                    } catch (SupersededException _) {
                        continue; // look again what is recorded
                    }
                }
            }
        }
    }

    @Override
    public Outcome giveUp(String stackId, Caller session, Completion completion) {
        var id = StackId.of(stackId);
        while (true) {
            var operation = Operation.open(parts, id, session);
            try {
                return switch (operation.stack().state()) {
                    case InReview _ -> throw new IllegalStateException("Nothing to do on " + id);
                    case Settled settled -> Outcomes.of(operation.stack(), settled);
                    case Working _ -> {
                        var stack =
                                Settlement.settle(
                                        operation,
                                        Optional.empty(),
                                        Optional.of(FailureReasons.INTERNAL),
                                        completion);
                        yield stack.state() instanceof Settled settled
                                ? Outcomes.of(stack, settled)
                                : new Outcome.Waiting(Duration.ZERO);
                    }
                };
            } catch (SupersededException _) {
                // look again what is recorded
            }
        }
    }
}

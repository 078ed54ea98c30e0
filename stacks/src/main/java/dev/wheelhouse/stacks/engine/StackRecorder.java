package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.stacks.FailurePolicy;
import dev.wheelhouse.stacks.ResourceChange;
import dev.wheelhouse.stacks.ResourceStatus;
import dev.wheelhouse.stacks.Signal;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.Stack.Settings;
import dev.wheelhouse.stacks.StackDefinition;
import dev.wheelhouse.stacks.StackEngine.StackRequest;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.StackPolicy;
import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackResource.Retention;
import dev.wheelhouse.stacks.StackState;
import dev.wheelhouse.stacks.StackState.InReview;
import dev.wheelhouse.stacks.StackState.Phase;
import dev.wheelhouse.stacks.StackState.Rest;
import dev.wheelhouse.stacks.StackState.Settled;
import dev.wheelhouse.stacks.StackState.Working;
import dev.wheelhouse.stacks.StackSubmission;
import dev.wheelhouse.stacks.sql.SignalStore.Target;
import dev.wheelhouse.stacks.template.TemplateSummary;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.JournalEntry;
import dev.wheelhouse.store.sql.Handle;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks requests and records the operations that they begin, in the transaction of the handle it
 * is given. Who calls it has asked the caller's policies already.
 */
public final class StackRecorder {
    private static final Optional<String> USER_INITIATED = Optional.of("User Initiated");

    private final Parts parts;
    private final Admissions admissions;
    private final Journal journal;

    StackRecorder(Parts parts, Journal journal) {
        this.parts = parts;
        this.admissions = new Admissions(parts);
        this.journal = journal;
    }

    /**
     * Checks as CreateStack does, and records the stack and its creation.
     *
     * @throws StackRefusal when CloudFormation would refuse it: then nothing is recorded
     */
    public Stack create(
            Handle db,
            Caller caller,
            AccountId account,
            Region region,
            StackRequest request,
            StackSubmission submission) {
        Admissions.requireName(request.name());
        var existing = parts.stacks().findByName(db, account, region, request.name());
        var id =
                existing.map(Stack::id)
                        .orElseGet(() -> admissions.newId(account, region, request.name()));
        var definition = admissions.admit(db, id, request, submission, Optional.empty());
        if (existing.isPresent() && !(existing.get().state() instanceof InReview)) {
            throw new StackRefusal(
                    "AlreadyExistsException", "Stack [" + request.name() + "] already exists");
        }
        submission.policy().ifPresent(StackPolicy::parse);
        var now = parts.clock().instant();
        var stack =
                new Stack(
                        id,
                        new Working(Phase.CREATE, USER_INITIATED),
                        existing.map(Stack::operation).orElse(0L) + 1,
                        0,
                        definition,
                        Optional.empty(),
                        settings(submission, Optional.empty()),
                        request.clientRequestToken(),
                        Optional.empty(),
                        existing.map(Stack::createdAt).orElse(now),
                        submission.changeSetId().map(_ -> now),
                        Optional.empty(),
                        List.of(),
                        submission.changeSetId());
        if (existing.isPresent()) {
            parts.stacks().update(db, stack, now);
            parts.stacks().control(db, stack);
        } else {
            parts.stacks().insert(db, stack);
        }
        if (!definition.imports().isEmpty()) {
            parts.exports().replaceImports(db, id, definition.imports());
        }
        // One that was reviewed before has events.
        var writer = existing.isPresent() ? writer(db, stack) : writer(0);
        announce(db, caller, stack, writer, "cloudformation:CreateStack");
        return stack;
    }

    /**
     * Checks as UpdateStack does, and records the update.
     *
     * @throws StackRefusal when CloudFormation would refuse it: then nothing is recorded
     */
    public Stack update(
            Handle db,
            Caller caller,
            Stack existing,
            StackRequest request,
            StackSubmission submission) {
        var before = existing.definition();
        var definition =
                admissions.admit(db, existing.id(), request, submission, Optional.of(before));
        var isRollbackDisabled = submission.onFailure() == FailurePolicy.DO_NOTHING;
        if (!existing.state().mayBeUpdated(isRollbackDisabled)) {
            throw StackRefusal.validation(
                    "Stack:"
                            + existing.id()
                            + " is in "
                            + existing.state().status()
                            + " state and can not be updated.");
        }
        submission.policy().ifPresent(StackPolicy::parse);
        submission.overridingPolicy().ifPresent(StackPolicy::parse);
        var comparison = StackComparison.of(parts, db, caller, existing, definition);
        comparison.requireTypesKept();
        if (!comparison.differs()) {
            throw StackRefusal.validation("No updates are to be performed.");
        }
        var imports = new LinkedHashSet<>(before.imports());
        imports.addAll(definition.imports());
        if (!imports.isEmpty()) {
            parts.exports().replaceImports(db, existing.id(), imports);
        }
        var stack =
                new Stack(
                        existing.id(),
                        new Working(Phase.UPDATE, USER_INITIATED),
                        existing.operation() + 1,
                        existing.stable(),
                        definition,
                        stableDefinition(existing),
                        settings(submission, Optional.of(existing.settings())),
                        request.clientRequestToken(),
                        Optional.empty(),
                        existing.createdAt(),
                        Optional.of(parts.clock().instant()),
                        Optional.empty(),
                        existing.outputs(),
                        submission.changeSetId());
        parts.stacks().update(db, stack, parts.clock().instant());
        if (submission.policy().isPresent()) {
            parts.stacks().control(db, stack);
        }
        announce(db, caller, stack, "cloudformation:UpdateStack");
        return stack;
    }

    /**
     * How a stack is to be deleted.
     *
     * @param retained the logical ids of resources to leave as they are; empty means none. Only for
     *     a stack whose deletion failed before
     * @param retainAll leaves every resource as it is
     * @param roleArn the role that acts, instead of the stack's
     * @param force gives up what can't be deleted. Only for a stack whose deletion failed before
     */
    public record Deletion(
            Set<String> retained, boolean retainAll, Optional<String> roleArn, boolean force) {
        /** A deletion without anything special about it. */
        public static Deletion usual() {
            return new Deletion(Set.of(), false, Optional.empty(), false);
        }

        /** A deletion that leaves every resource as it is. */
        public static Deletion keeping() {
            return new Deletion(Set.of(), true, Optional.empty(), false);
        }
    }

    /**
     * Records a deletion.
     *
     * @return the stack as it now is, or empty when there is nothing to work on
     * @throws StackRefusal when CloudFormation would refuse it: then nothing is recorded
     */
    public Optional<Stack> delete(
            Handle db,
            Caller caller,
            Stack existing,
            Deletion deletion,
            Optional<String> clientRequestToken) {
        var previousState = existing.state();
        if (previousState.deleted()
                || (previousState instanceof Working(var phase, _) && phase == Phase.DELETE)) {
            return Optional.empty();
        }
        requireDeletable(db, existing, deletion);
        var now = parts.clock().instant();
        var inReview = previousState instanceof InReview;
        StackState next =
                inReview
                        ? new Settled(Rest.DELETE_COMPLETE, USER_INITIATED)
                        : new Working(Phase.DELETE, USER_INITIATED);
        var stack =
                new Stack(
                        existing.id(),
                        next,
                        existing.operation() + 1,
                        existing.stable(),
                        existing.definition(),
                        Optional.empty(),
                        existing.settings().forOperation(deletion.roleArn(), deletion.force()),
                        clientRequestToken,
                        Optional.empty(),
                        existing.createdAt(),
                        existing.updatedAt(),
                        Optional.of(now),
                        existing.outputs(),
                        Optional.empty());
        for (var resource : parts.resources().of(db, existing.id())) {
            if (deletion.retainAll() || deletion.retained().contains(resource.logicalId())) {
                var content = resource.content();
                parts.resources()
                        .put(
                                db,
                                existing.id(),
                                resource.made(
                                        content.keptBy(content.dependencies(), Retention.RETAIN),
                                        resource.previous()));
            }
        }
        parts.stacks().update(db, stack, now);
        announce(db, caller, stack, "cloudformation:DeleteStack");
        return inReview ? Optional.empty() : Optional.of(stack);
    }

    private static boolean rests(Stack stack, Rest state) {
        return stack.state() instanceof Settled(var rest, _) && rest == state;
    }

    /** What the stack was made of when it was stable; empty when it never was. */
    private static Optional<StackDefinition> stableDefinition(Stack stack) {
        return switch (stack.state()) {
            case Settled(var rest, _) when rest == Rest.CREATE_FAILED -> Optional.empty();
            case Settled(var rest, _) when rest == Rest.UPDATE_FAILED -> stack.previous();
            case StackState _ -> Optional.of(stack.definition());
        };
    }

    /**
     * Breaks off an update: what it did is undone.
     *
     * @throws StackRefusal when no update is under way: then nothing is recorded
     */
    public Stack cancelUpdate(
            Handle db, Caller caller, Stack existing, Optional<String> clientRequestToken) {
        if (!(existing.state() instanceof Working(var phase, _)) || phase != Phase.UPDATE) {
            throw StackRefusal.validation(
                    "CancelUpdateStack cannot be called from current stack status");
        }
        var operation = Operation.open(parts, db, existing, caller);
        var cancelled = Settlement.cancelled(operation, db, clientRequestToken, USER_INITIATED);
        journal(db, caller, cancelled, "cloudformation:CancelUpdateStack");
        return cancelled;
    }

    /**
     * Goes on with the rollback of an update, which failed.
     *
     * @param skipped the logical ids of resources to take as they are: of those that failed
     * @throws StackRefusal when CloudFormation would refuse it: then nothing is recorded
     */
    public Stack continueRollback(
            Handle db,
            Caller caller,
            Stack existing,
            Set<String> skipped,
            Optional<String> roleArn,
            Optional<String> clientRequestToken) {
        if (!rests(existing, Rest.UPDATE_ROLLBACK_FAILED)) {
            throw StackRefusal.validation(
                    "Stack:"
                            + existing.id()
                            + " is in "
                            + existing.state().status()
                            + " state and can not continue rollback.");
        }
        var failed = new LinkedHashSet<String>();
        for (var resource : parts.resources().of(db, existing.id())) {
            var isLeft =
                    resource.standing() == StackResource.Standing.CURRENT
                            && resource.status() == ResourceStatus.UPDATE_FAILED
                            && resource.changedBy() > existing.stable();
            if (!isLeft) {
                continue;
            }
            failed.add(resource.logicalId());
            parts.resources()
                    .put(
                            db,
                            existing.id(),
                            skipped.contains(resource.logicalId())
                                    ? resource.made(
                                                    resource.previous().orElse(resource.content()),
                                                    Optional.empty())
                                            .to(
                                                    ResourceStatus.UPDATE_COMPLETE,
                                                    Optional.empty(),
                                                    existing.operation(),
                                                    parts.clock().instant())
                                    : resource.untried());
        }
        var unknown = new LinkedHashSet<>(skipped);
        unknown.removeAll(failed);
        if (!unknown.isEmpty()) {
            throw StackRefusal.validation(
                    "Resources "
                            + unknown
                            + " cannot be skipped: only those that failed during the rollback can.");
        }
        return goBack(
                db,
                caller,
                existing,
                Phase.UPDATE_ROLLBACK,
                roleArn,
                clientRequestToken,
                "cloudformation:ContinueUpdateRollback");
    }

    /**
     * Undoes what was left as it failed, back to when the stack was stable; a stack that never was
     * loses its resources.
     *
     * @throws StackRefusal when there is no such thing to undo: then nothing is recorded
     */
    public Stack rollback(
            Handle db,
            Caller caller,
            Stack existing,
            Optional<String> roleArn,
            Optional<String> clientRequestToken,
            boolean retainExceptOnCreate) {
        if (!rests(existing, Rest.CREATE_FAILED) && !rests(existing, Rest.UPDATE_FAILED)) {
            throw StackRefusal.validation(
                    "Stack:"
                            + existing.id()
                            + " is in "
                            + existing.state().status()
                            + " state and can not be rolled back.");
        }
        var settings = existing.settings();
        var undoing =
                existing.with(
                        new Settings(
                                FailurePolicy.ROLLBACK,
                                settings.timeout(),
                                settings.roleArn(),
                                settings.terminationProtection(),
                                settings.policy(),
                                Optional.empty(),
                                retainExceptOnCreate,
                                false));
        return goBack(
                db,
                caller,
                undoing,
                existing.previous().isPresent() ? Phase.UPDATE_ROLLBACK : Phase.ROLLBACK,
                roleArn,
                clientRequestToken,
                "cloudformation:RollbackStack");
    }

    private Stack goBack(
            Handle db,
            Caller caller,
            Stack from,
            Phase phase,
            Optional<String> roleArn,
            Optional<String> clientRequestToken,
            String action) {
        var now = parts.clock().instant();
        var before = from.previous().orElse(from.definition());
        var entered =
                from.in(new Working(phase, USER_INITIATED))
                        .askedWith(clientRequestToken)
                        .with(from.settings().forOperation(roleArn, false))
                        .definedBy(before, Optional.empty());
        var stack = phase == Phase.ROLLBACK ? entered.deletedSince(now) : entered;
        parts.exports().replaceImports(db, stack.id(), before.imports());
        parts.stacks().update(db, stack, now);
        announce(db, caller, stack, action);
        return stack;
    }

    /**
     * Takes a signal for a resource that is being made.
     *
     * @throws StackRefusal when nothing waits for one: then nothing is recorded
     */
    public void signal(Handle db, Caller caller, Stack existing, String logicalId, Signal signal) {
        if (!(existing.state() instanceof Working)) {
            throw StackRefusal.validation(
                    "Stack:"
                            + existing.id()
                            + " is in "
                            + existing.state().status()
                            + " state and can not be signaled.");
        }
        var resource =
                Operation.open(parts, db, existing, caller)
                        .current(logicalId)
                        .orElseThrow(() ->
                                StackRefusal.validation(
                                        "Resource "
                                                + logicalId
                                                + " does not exist for stack "
                                                + existing.name()));
        if (!resource.status().inProgress()) {
            throw StackRefusal.validation(
                    "Resource "
                            + logicalId
                            + " is in "
                            + resource.status()
                            + " state and can not be signaled.");
        }
        var now = parts.clock().instant();
        if (!parts.signals()
                .insert(db, Target.resource(existing.id(), resource.key()), signal, now)) {
            return; // the sender has signalled before
        }
        writer(db, existing)
                .batch(existing)
                .resource(
                        resource,
                        resource.physicalId().orElse(""),
                        resource.status(),
                        Optional.of(
                                "Received %s signal with UniqueId %s"
                                        .formatted(signal.status(), signal.uniqueId())),
                        resource.content().shownProperties())
                .append(db);
        journal(db, caller, existing, "cloudformation:SignalResource");
    }

    private EventWriter writer(Handle db, Stack stack) {
        return writer(parts.events().lastSequence(db, stack.id()));
    }

    /**
     * @param lastSequence of the stack's events so far; 0 for a stack that has none
     */
    private EventWriter writer(long lastSequence) {
        return new EventWriter(parts.events(), lastSequence, parts.clock(), parts.random());
    }

    /** Sets what updates of a stack may do from now on. */
    public void rule(Handle db, Caller caller, Stack existing, String policy) {
        StackPolicy.parse(policy);
        var ruled = existing.with(existing.settings().ruledBy(policy));
        parts.stacks().control(db, ruled);
        journal(db, caller, ruled, "cloudformation:SetStackPolicy");
    }

    /** Sets whether DeleteStack is refused. */
    public void protect(Handle db, Caller caller, Stack existing, boolean isProtected) {
        var changed = existing.with(existing.settings().protectedFromDeletion(isProtected));
        parts.stacks().control(db, changed);
        journal(db, caller, changed, "cloudformation:UpdateTerminationProtection");
    }

    /**
     * A change set that was checked.
     *
     * @param definition what the stack is to be made of
     * @param changes by logical id
     * @param empty whether executing it would do nothing at all
     */
    public record Plan(StackDefinition definition, List<ResourceChange> changes, boolean empty) {}

    /**
     * Checks as CreateStack or UpdateStack does, and says what would be done.
     *
     * @throws StackRefusal when CloudFormation would refuse it
     */
    public Plan plan(
            Handle db,
            Caller caller,
            Stack stack,
            StackRequest request,
            StackSubmission submission) {
        var isNew = stack.state() instanceof InReview;
        var before = isNew ? Optional.<StackDefinition>empty() : Optional.of(stack.definition());
        var definition = admissions.admit(db, stack.id(), request, submission, before);
        if (!isNew && !stack.state().mayBeUpdated(true)) {
            throw StackRefusal.validation(
                    "Stack:"
                            + stack.id()
                            + " is in "
                            + stack.state().status()
                            + " state and can not be updated.");
        }
        var comparison = StackComparison.of(parts, db, caller, stack, definition);
        comparison.requireTypesKept();
        return new Plan(definition, comparison.changes(), !comparison.differs());
    }

    /**
     * Records a stack that a change set is to make.
     *
     * @throws StackRefusal if no stack can be named so
     */
    public Stack review(Handle db, Caller caller, AccountId account, Region region, String name) {
        Admissions.requireName(name);
        var stack =
                new Stack(
                        admissions.newId(account, region, name),
                        new InReview(),
                        0,
                        0,
                        new StackDefinition(
                                "",
                                Optional.empty(),
                                List.of(),
                                Map.of(),
                                Map.of(),
                                Set.of(),
                                List.of(),
                                Set.of()),
                        Optional.empty(),
                        Settings.USUAL,
                        Optional.empty(),
                        Optional.empty(),
                        parts.clock().instant(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty());
        parts.stacks().insert(db, stack);
        announce(db, caller, stack, "cloudformation:CreateChangeSet");
        return stack;
    }

    /** A name for a change set that is to be made. */
    public String changeSetId(StackId stack, String name) {
        return "arn:aws:cloudformation:"
                + stack.region()
                + ":"
                + stack.account()
                + ":changeSet/"
                + name
                + "/"
                + Uuids.timeBased(parts.clock().instant(), parts.random());
    }

    /**
     * What a template offers and takes, once its structure is checked.
     *
     * @throws StackRefusal if the template is wrong
     */
    public TemplateSummary summary(String templateBody) {
        return admissions.summary(templateBody);
    }

    private void requireDeletable(Handle db, Stack existing, Deletion deletion) {
        if (existing.settings().terminationProtection()) {
            throw StackRefusal.validation(
                    "Stack ["
                            + existing.name()
                            + "] cannot be deleted while TerminationProtection is enabled");
        }
        if (existing.state() instanceof Working(var phase, _)
                && phase != Phase.CREATE
                && phase != Phase.ROLLBACK) {
            throw StackRefusal.validation(
                    "Stack ["
                            + existing.id()
                            + "] cannot be deleted while in status "
                            + existing.state().status());
        }
        var hasFailed = rests(existing, Rest.DELETE_FAILED);
        if (deletion.force() && !hasFailed) {
            throw StackRefusal.validation(
                    "Invalid operation on stack ["
                            + existing.id()
                            + "]. DeletionMode FORCE_DELETE_STACK can only be used when the stack is"
                            + " in the DELETE_FAILED state.");
        }
        if (!deletion.retained().isEmpty() && !hasFailed) {
            throw StackRefusal.validation(
                    "Invalid operation on stack ["
                            + existing.id()
                            + "]. When you delete a stack, specify which resources to retain only"
                            + " when the stack is in the DELETE_FAILED state.");
        }
        var known =
                parts.resources().of(db, existing.id()).stream()
                        .map(StackResource::logicalId)
                        .collect(Collectors.toSet());
        if (!known.containsAll(deletion.retained())) {
            throw StackRefusal.validation(
                    "The specified resources to retain do not belong to the specified stack");
        }
        new ExportRules(parts.exports())
                .inUse(db, existing.id(), _ -> true)
                .ifPresent(reason -> {
                    throw StackRefusal.validation(reason);
                });
    }

    private static Settings settings(StackSubmission submission, Optional<Settings> before) {
        return new Settings(
                submission.onFailure(),
                before.isPresent() ? Optional.empty() : submission.timeout(),
                submission.roleArn().or(() -> before.flatMap(Settings::roleArn)),
                before.map(Settings::terminationProtection)
                        .orElse(submission.terminationProtection()),
                submission.policy().or(() -> before.flatMap(Settings::policy)),
                submission.overridingPolicy(),
                submission.retainExceptOnCreate(),
                false);
    }

    /** The first event of the operation, and the journal's entry. */
    private void announce(Handle db, Caller caller, Stack stack, String action) {
        announce(db, caller, stack, writer(db, stack), action);
    }

    private void announce(
            Handle db, Caller caller, Stack stack, EventWriter writer, String action) {
        writer.batch(stack).stack(stack).append(db);
        journal(db, caller, stack, action);
    }

    private void journal(Handle db, Caller caller, Stack stack, String action) {
        var id = stack.id();
        journal.append(
                db,
                new JournalEntry(
                        id.account().value(),
                        id.region().value(),
                        caller.arn(),
                        action,
                        id.arn(),
                        Optional.empty(),
                        Optional.of(shown(stack))));
    }

    private static Value shown(Stack stack) {
        StackDefinition definition = stack.definition();
        var parameters = Value.object();
        for (var argument : definition.arguments()) {
            parameters = parameters.with(argument.key(), Value.text(argument.shown().value()));
        }
        return Value.object(
                Map.of("status", Value.text(stack.state().status()), "parameters", parameters));
    }
}

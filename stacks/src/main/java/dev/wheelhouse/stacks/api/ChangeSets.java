package dev.wheelhouse.stacks.api;

import static dev.wheelhouse.stacks.api.CloudFormationError.ALREADY_EXISTS;
import static dev.wheelhouse.stacks.api.CloudFormationError.INVALID_CHANGE_SET_STATUS;
import static dev.wheelhouse.stacks.api.CloudFormationError.VALIDATION_ERROR;

import dev.wheelhouse.identity.Call;
import dev.wheelhouse.stacks.ChangeSet;
import dev.wheelhouse.stacks.ChangeSet.State;
import dev.wheelhouse.stacks.FailurePolicy;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackDefinition;
import dev.wheelhouse.stacks.StackDefinition.Argument;
import dev.wheelhouse.stacks.StackEngine.StackRequest;
import dev.wheelhouse.stacks.StackState.InReview;
import dev.wheelhouse.stacks.StackSubmission;
import dev.wheelhouse.stacks.engine.StackRecorder;
import dev.wheelhouse.stacks.sql.ChangeSetStore;
import dev.wheelhouse.stacks.sql.StackStore;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ListChangeSetsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListChangeSetsResponse;
import software.amazon.awssdk.services.cloudformation.model.OnStackFailure;

/** The change set actions of the CloudFormation API. A change set is ready when it is answered. */
final class ChangeSets {
    private final Database database;
    private final StackStore stacks;
    private final ChangeSetStore changeSets;
    private final StackLookup lookup;
    private final StackRecorder recorder;
    private final Submissions submissions;
    private final StackJobs jobs;
    private final ChangeSetLookup named;

    ChangeSets(
            Database database,
            StackStore stacks,
            ChangeSetStore changeSets,
            StackLookup lookup,
            StackRecorder recorder,
            Submissions submissions,
            StackJobs jobs) {
        this.database = database;
        this.stacks = stacks;
        this.changeSets = changeSets;
        this.lookup = lookup;
        this.recorder = recorder;
        this.submissions = submissions;
        this.jobs = jobs;
        this.named = new ChangeSetLookup(changeSets, lookup);
    }

    CreateChangeSetResponse create(Call call, CreateChangeSetRequest request) {
        var set = database.write(db -> created(db, call, request));
        return CreateChangeSetResponse.builder().id(set.id()).stackId(set.stack().arn()).build();
    }

    private ChangeSet created(Handle db, Call call, CreateChangeSetRequest request) {
        Submissions.requireAbsent("NotificationARNs", request.notificationARNs());
        Submissions.requireAbsent("RollbackConfiguration", request.rollbackConfiguration());
        Submissions.requireAbsent("ResourcesToImport", request.resourcesToImport());
        Submissions.requireAbsent("DeploymentMode", request.deploymentMode());
        Submissions.requireAbsent("ImportExistingResources", request.importExistingResources());
        var existing =
                lookup.find(
                        db,
                        call,
                        "CreateChangeSet",
                        request.stackName(),
                        question ->
                                RequestKeys.about(
                                        RequestKeys.asked(question, request),
                                        request.changeSetName()));
        if (request.changeSetType() == ChangeSetType.IMPORT) {
            throw VALIDATION_ERROR.because(
                    "Change sets of the type IMPORT are not supported by Wheelhouse yet.");
        }
        var isCreation = request.changeSetType() == ChangeSetType.CREATE;
        var stack = stack(db, call, request, existing, isCreation);
        if (changeSets.findByName(db, stack.id(), request.changeSetName()).isPresent()) {
            throw ALREADY_EXISTS.because(
                    "ChangeSet " + request.changeSetName() + " already exists");
        }
        var submission =
                new StackSubmission(
                        onFailure(request.onStackFailure()),
                        Optional.empty(),
                        submissions.role(db, call, request.roleARN()),
                        false,
                        request.resourceTypes(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        var plan =
                recorder.plan(
                        db,
                        call.caller(),
                        stack,
                        stackRequest(db, call, request, stack),
                        submission);
        var set =
                new ChangeSet(
                        recorder.changeSetId(stack.id(), request.changeSetName()),
                        request.changeSetName(),
                        stack.id(),
                        stack.state() instanceof InReview,
                        plan.empty() ? State.EMPTY : State.AVAILABLE,
                        Optional.ofNullable(request.description()),
                        plan.definition(),
                        submission,
                        plan.changes(),
                        call.time());
        changeSets.insert(db, set);
        return set;
    }

    private Stack stack(
            Handle db,
            Call call,
            CreateChangeSetRequest request,
            Optional<Stack> existing,
            boolean isCreation) {
        if (!isCreation) {
            return existing.filter(stack -> !stack.state().deleted())
                    .orElseThrow(() -> Stacks.bracketed(request.stackName()));
        }
        if (existing.isEmpty()) {
            return recorder.review(
                    db, call.caller(), call.account(), call.region(), request.stackName());
        }
        if (!(existing.get().state() instanceof InReview)) {
            throw VALIDATION_ERROR.because(
                    "Stack ["
                            + request.stackName()
                            + "] already exists and cannot be created again with the changeSet ["
                            + request.changeSetName()
                            + "].");
        }
        return existing.get();
    }

    private static FailurePolicy onFailure(@Nullable OnStackFailure policy) {
        if (policy == null) {
            return FailurePolicy.ROLLBACK;
        }
        return switch (policy) {
            case DO_NOTHING -> FailurePolicy.DO_NOTHING;
            case DELETE -> FailurePolicy.DELETE;
            case ROLLBACK, UNKNOWN_TO_SDK_VERSION -> FailurePolicy.ROLLBACK;
        };
    }

    private StackRequest stackRequest(
            Handle db, Call call, CreateChangeSetRequest request, Stack stack) {
        var before = stack.definition();
        var template =
                submissions.template(
                        db,
                        call,
                        request.templateBody(),
                        request.templateURL(),
                        request.usePreviousTemplate(),
                        before);
        return new StackRequest(
                stack.name(),
                template,
                Submissions.values(request.parameters()),
                Submissions.previous(request.parameters()),
                request.hasTags() ? Submissions.tags(request.tags()) : before.tags(),
                Map.of(),
                Map.of(),
                new LinkedHashSet<>(request.capabilitiesAsStrings()),
                before.notificationArns(),
                Optional.ofNullable(request.clientToken()),
                false);
    }

    DescribeChangeSetResponse describe(Call call, DescribeChangeSetRequest request) {
        var set =
                database.read(db ->
                        find(
                                db,
                                call,
                                "DescribeChangeSet",
                                request.stackName(),
                                request.changeSetName()));
        return ChangeSetShapes.described(set);
    }

    ExecuteChangeSetResponse execute(Call call, ExecuteChangeSetRequest request) {
        return database.write(db -> {
            var set =
                    find(
                            db,
                            call,
                            "ExecuteChangeSet",
                            request.stackName(),
                            request.changeSetName());
            execute(db, call, request, set);
            return ExecuteChangeSetResponse.builder().build();
        });
    }

    private void execute(Handle db, Call call, ExecuteChangeSetRequest request, ChangeSet set) {
        if (set.state() != State.AVAILABLE) {
            throw INVALID_CHANGE_SET_STATUS.because(
                    "ChangeSet ["
                            + set.id()
                            + "] cannot be executed in its current "
                            + (set.state() == State.EMPTY
                                    ? "status of [" + set.state().status()
                                    : "execution status of [" + set.state().executionStatus())
                            + "]");
        }
        var stack = stacks.find(db, set.stack()).orElseThrow();
        var onFailure =
                Boolean.TRUE.equals(request.disableRollback())
                        ? FailurePolicy.DO_NOTHING
                        : set.submission().onFailure();
        var submission =
                new StackSubmission(
                        onFailure,
                        Optional.empty(),
                        set.submission().roleArn(),
                        false,
                        List.of(),
                        Optional.of(set.id()),
                        Optional.empty(),
                        Optional.empty(),
                        Boolean.TRUE.equals(request.retainExceptOnCreate()));
        var stackRequest =
                again(
                        stack.name(),
                        set.definition(),
                        Optional.ofNullable(request.clientRequestToken()));
        var begun =
                set.creation()
                        ? recorder.create(
                                db,
                                call.caller(),
                                call.account(),
                                call.region(),
                                stackRequest,
                                submission)
                        : recorder.update(db, call.caller(), stack, stackRequest, submission);
        changeSets.setState(db, set, State.EXECUTING);
        changeSets.obsolete(db, stack.id());
        jobs.submit(db, call, begun);
    }

    /** The request that a definition came from. */
    private static StackRequest again(
            String name, StackDefinition definition, Optional<String> clientRequestToken) {
        var parameters = new LinkedHashMap<String, String>();
        for (Argument argument : definition.arguments()) {
            parameters.put(argument.key(), argument.value());
        }
        return new StackRequest(
                name,
                definition.templateBody(),
                parameters,
                Set.of(),
                definition.tags(),
                definition.systemTags(),
                Map.of(),
                definition.capabilities(),
                definition.notificationArns(),
                clientRequestToken,
                false);
    }

    DeleteChangeSetResponse delete(Call call, DeleteChangeSetRequest request) {
        return database.write(db -> {
            named.find(db, call, "DeleteChangeSet", request.stackName(), request.changeSetName())
                    .ifPresent(set -> delete(db, set));
            return DeleteChangeSetResponse.builder().build();
        });
    }

    private void delete(Handle db, ChangeSet set) {
        if (set.state() == State.EXECUTING) {
            throw INVALID_CHANGE_SET_STATUS.because(
                    "ChangeSet ["
                            + set.id()
                            + "] cannot be deleted in its current execution status of ["
                            + set.state().executionStatus()
                            + "]");
        }
        changeSets.delete(db, set);
    }

    ListChangeSetsResponse list(Call call, ListChangeSetsRequest request) {
        return database.read(db -> {
            var stack =
                    lookup.find(db, call, "ListChangeSets", request.stackName())
                            .orElseThrow(() -> Stacks.bracketed(request.stackName()));
            return ListChangeSetsResponse.builder()
                    .summaries(
                            changeSets.of(db, stack.id()).stream()
                                    .map(ChangeSetShapes::summary)
                                    .toList())
                    .build();
        });
    }

    private ChangeSet find(
            Handle db, Call call, String action, @Nullable String stackName, String changeSetName) {
        return named.find(db, call, action, stackName, changeSetName)
                .orElseThrow(() -> ChangeSetLookup.absent(changeSetName));
    }
}

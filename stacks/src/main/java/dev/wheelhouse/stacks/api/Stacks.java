package dev.wheelhouse.stacks.api;

import static dev.wheelhouse.stacks.api.CloudFormationError.VALIDATION_ERROR;

import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.stacks.FailurePolicy;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackEngine.StackRequest;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.StackQuestions;
import dev.wheelhouse.stacks.StackSubmission;
import dev.wheelhouse.stacks.api.PageToken.Page;
import dev.wheelhouse.stacks.engine.StackRecorder;
import dev.wheelhouse.stacks.engine.StackRecorder.Deletion;
import dev.wheelhouse.stacks.sql.ChangeSetStore;
import dev.wheelhouse.stacks.sql.RequestTokenStore;
import dev.wheelhouse.stacks.sql.StackStore;
import dev.wheelhouse.stacks.sql.StackStore.Position;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeletionMode;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackResponse;

/** The stack actions of the CloudFormation API. */
final class Stacks {
    private static final int PAGE = 100;
    private static final Duration REMEMBERED = Duration.ofDays(90);

    private final Database database;
    private final StackStore stacks;
    private final StackLookup lookup;
    private final StackRecorder recorder;
    private final Submissions submissions;
    private final StackJobs jobs;
    private final ChangeSetStore changeSets;
    private final RequestTokens tokens = new RequestTokens(new RequestTokenStore());

    Stacks(
            Database database,
            StackStore stacks,
            StackLookup lookup,
            StackRecorder recorder,
            Submissions submissions,
            StackJobs jobs,
            ChangeSetStore changeSets) {
        this.database = database;
        this.stacks = stacks;
        this.lookup = lookup;
        this.recorder = recorder;
        this.submissions = submissions;
        this.jobs = jobs;
        this.changeSets = changeSets;
    }

    CreateStackResponse create(Call call, CreateStackRequest request) {
        Submissions.requireAbsent("NotificationARNs", request.notificationARNs());
        Submissions.requireAbsent("RollbackConfiguration", request.rollbackConfiguration());
        var id = database.write(db -> created(db, call, request));
        return CreateStackResponse.builder().stackId(id.arn()).build();
    }

    private StackId created(Handle db, Call call, CreateStackRequest request) {
        call.require(
                RequestKeys.asked(
                        StackQuestions.about(
                                "CreateStack",
                                StackId.anyNamed(
                                        call.account(), call.region(), request.stackName()),
                                Optional.empty()),
                        request));
        var token = Optional.ofNullable(request.clientRequestToken());
        var answered =
                tokens.answered(db, call, token, "CreateStack")
                        .map(id -> requireNamed(id, request.stackName()));
        if (answered.isPresent()) {
            return answered.get();
        }
        Submissions.requireNoPrevious(request.parameters());
        var onFailure = onFailure(request.onFailureAsString(), request.disableRollback());
        var submission =
                new StackSubmission(
                        onFailure,
                        Optional.ofNullable(request.timeoutInMinutes()).map(Duration::ofMinutes),
                        submissions.role(db, call, request.roleARN()),
                        Boolean.TRUE.equals(request.enableTerminationProtection()),
                        request.resourceTypes(),
                        Optional.empty(),
                        submissions.policy(
                                db, call, request.stackPolicyBody(), request.stackPolicyURL()),
                        Optional.empty(),
                        Boolean.TRUE.equals(request.retainExceptOnCreate()));
        var stackRequest =
                new StackRequest(
                        request.stackName(),
                        submissions.requiredTemplate(
                                db, call, request.templateBody(), request.templateURL()),
                        Submissions.values(request.parameters()),
                        Set.of(),
                        Submissions.tags(request.tags()),
                        Map.of(),
                        Map.of(),
                        new LinkedHashSet<>(request.capabilitiesAsStrings()),
                        List.of(),
                        token,
                        onFailure == FailurePolicy.DO_NOTHING);
        var stack =
                recorder.create(
                        db, call.caller(), call.account(), call.region(), stackRequest, submission);
        changeSets.obsolete(db, stack.id());
        tokens.answer(db, call, token, "CreateStack", stack.id());
        jobs.submit(db, call, stack);
        return stack.id();
    }

    /** A token that made one stack can't make another. */
    private static StackId requireNamed(StackId id, String name) {
        if (!id.name().equals(name)) {
            throw RequestTokens.taken();
        }
        return id;
    }

    private static FailurePolicy onFailure(
            @Nullable String onFailure, @Nullable Boolean disableRollback) {
        if (onFailure != null && disableRollback != null) {
            throw VALIDATION_ERROR.because(
                    "You can specify either DisableRollback or OnFailure, but not both.");
        }
        if (onFailure != null) {
            return FailurePolicy.valueOf(onFailure);
        }
        return Boolean.TRUE.equals(disableRollback)
                ? FailurePolicy.DO_NOTHING
                : FailurePolicy.ROLLBACK;
    }

    UpdateStackResponse update(Call call, UpdateStackRequest request) {
        Submissions.requireAbsent("NotificationARNs", request.notificationARNs());
        Submissions.requireAbsent("RollbackConfiguration", request.rollbackConfiguration());
        var id = database.write(db -> updated(db, call, request));
        return UpdateStackResponse.builder().stackId(id.arn()).build();
    }

    private StackId updated(Handle db, Call call, UpdateStackRequest request) {
        var stack = existing(db, call, "UpdateStack", request.stackName(), request);
        var token = Optional.ofNullable(request.clientRequestToken());
        if (tokens.answered(db, call, token, "UpdateStack", stack)) {
            return stack.id();
        }
        var template =
                submissions.template(
                        db,
                        call,
                        request.templateBody(),
                        request.templateURL(),
                        request.usePreviousTemplate(),
                        stack.definition());
        var onFailure =
                Boolean.TRUE.equals(request.disableRollback())
                        ? FailurePolicy.DO_NOTHING
                        : FailurePolicy.ROLLBACK;
        var stackRequest =
                new StackRequest(
                        stack.name(),
                        template,
                        Submissions.values(request.parameters()),
                        Submissions.previous(request.parameters()),
                        request.hasTags()
                                ? Submissions.tags(request.tags())
                                : stack.definition().tags(),
                        Map.of(),
                        Map.of(),
                        new LinkedHashSet<>(request.capabilitiesAsStrings()),
                        stack.definition().notificationArns(),
                        token,
                        onFailure == FailurePolicy.DO_NOTHING);
        var submission =
                new StackSubmission(
                        onFailure,
                        Optional.empty(),
                        submissions.role(db, call, request.roleARN()),
                        false,
                        request.resourceTypes(),
                        Optional.empty(),
                        submissions.policy(
                                db, call, request.stackPolicyBody(), request.stackPolicyURL()),
                        submissions.overridingPolicy(
                                db,
                                call,
                                request.stackPolicyDuringUpdateBody(),
                                request.stackPolicyDuringUpdateURL()),
                        Boolean.TRUE.equals(request.retainExceptOnCreate()));
        var updated = recorder.update(db, call.caller(), stack, stackRequest, submission);
        changeSets.obsolete(db, updated.id());
        tokens.answer(db, call, token, "UpdateStack", updated.id());
        jobs.submit(db, call, updated);
        return updated.id();
    }

    /** The stack that a request to change it is about. */
    private Stack existing(Handle db, Call call, String action, String name, SdkPojo request) {
        return lookup.find(db, call, action, name, question -> RequestKeys.asked(question, request))
                .filter(found -> !found.state().deleted())
                .orElseThrow(() -> bracketed(name));
    }

    DeleteStackResponse delete(Call call, DeleteStackRequest request) {
        return database.write(db -> {
            var stack =
                    lookup.find(
                            db,
                            call,
                            "DeleteStack",
                            request.stackName(),
                            question -> RequestKeys.asked(question, request));
            if (stack.isPresent()) {
                delete(db, call, request, stack.get());
            }
            return DeleteStackResponse.builder().build();
        });
    }

    private void delete(Handle db, Call call, DeleteStackRequest request, Stack stack) {
        var token = Optional.ofNullable(request.clientRequestToken());
        if (tokens.answered(db, call, token, "DeleteStack", stack)) {
            return;
        }
        var deletion =
                new Deletion(
                        new LinkedHashSet<>(request.retainResources()),
                        false,
                        submissions.role(db, call, request.roleARN()),
                        request.deletionMode() == DeletionMode.FORCE_DELETE_STACK);
        recorder.delete(db, call.caller(), stack, deletion, token)
                .ifPresent(deleting -> jobs.submit(db, call, deleting));
        changeSets.of(db, stack.id()).forEach(set -> changeSets.delete(db, set));
        tokens.answer(db, call, token, "DeleteStack", stack.id());
    }

    DescribeStacksResponse describe(Call call, DescribeStacksRequest request) {
        if (request.stackName() != null) {
            var stack =
                    database.read(db ->
                                    lookup.find(db, call, "DescribeStacks", request.stackName()))
                            .orElseThrow(() ->
                                    VALIDATION_ERROR.because(
                                            "Stack with id "
                                                    + request.stackName()
                                                    + " does not exist"));
            return DescribeStacksResponse.builder().stacks(StackShapes.stack(stack)).build();
        }
        call.require(AccessRequest.to("cloudformation:DescribeStacks", everyStack(call)));
        var page = page(call, request.nextToken(), Instant.ofEpochMilli(Long.MAX_VALUE), List.of());
        return DescribeStacksResponse.builder()
                .stacks(page.items().stream().map(StackShapes::stack).toList())
                .nextToken(page.next().orElse(null))
                .build();
    }

    ListStacksResponse list(Call call, ListStacksRequest request) {
        call.require(AccessRequest.to("cloudformation:ListStacks", "*"));
        var page =
                page(
                        call,
                        request.nextToken(),
                        call.time().minus(REMEMBERED),
                        request.stackStatusFiltersAsStrings());
        return ListStacksResponse.builder()
                .stackSummaries(page.items().stream().map(StackShapes::summary).toList())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private Page<Stack> page(
            Call call, @Nullable String token, Instant goneSince, List<String> statuses) {
        var after = PageToken.position(token, Position.start(), Stacks::position);
        var found =
                database.read(db ->
                        stacks.list(db, call.account(), call.region(), goneSince, after, PAGE + 1));
        var page =
                Page.of(
                        found,
                        PAGE,
                        stack -> stack.createdAt().toEpochMilli() + " " + stack.id().arn());
        var wanted =
                page.items().stream()
                        .filter(stack ->
                                statuses.isEmpty() || statuses.contains(stack.state().status()))
                        .toList();
        return new Page<>(wanted, page.next());
    }

    private static Position position(String text) {
        var parts = text.split(" ", 2);
        return new Position(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1]);
    }

    private static String everyStack(Call call) {
        return StackId.anyNamed(call.account(), call.region(), "*");
    }

    static dev.wheelhouse.wire.ServiceException bracketed(String name) {
        return VALIDATION_ERROR.because("Stack [" + name + "] does not exist");
    }
}

package dev.wheelhouse.stacks.api;

import static dev.wheelhouse.stacks.api.CloudFormationError.VALIDATION_ERROR;

import dev.wheelhouse.identity.Call;
import dev.wheelhouse.stacks.Signal;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.engine.StackRecorder;
import dev.wheelhouse.stacks.sql.RequestTokenStore;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudformation.model.CancelUpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CancelUpdateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackRequest;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackResponse;
import software.amazon.awssdk.services.cloudformation.model.GetStackPolicyRequest;
import software.amazon.awssdk.services.cloudformation.model.GetStackPolicyResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceSignalStatus;
import software.amazon.awssdk.services.cloudformation.model.RollbackStackRequest;
import software.amazon.awssdk.services.cloudformation.model.RollbackStackResponse;
import software.amazon.awssdk.services.cloudformation.model.SetStackPolicyRequest;
import software.amazon.awssdk.services.cloudformation.model.SetStackPolicyResponse;
import software.amazon.awssdk.services.cloudformation.model.SignalResourceRequest;
import software.amazon.awssdk.services.cloudformation.model.SignalResourceResponse;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionResponse;

/**
 * The actions of the CloudFormation API that steer a stack: its policy, its protection, and which
 * way an operation goes on.
 */
final class StackControls {
    private final Database database;
    private final StackLookup lookup;
    private final StackRecorder recorder;
    private final Submissions submissions;
    private final StackJobs jobs;
    private final RequestTokens tokens = new RequestTokens(new RequestTokenStore());

    StackControls(
            Database database,
            StackLookup lookup,
            StackRecorder recorder,
            Submissions submissions,
            StackJobs jobs) {
        this.database = database;
        this.lookup = lookup;
        this.recorder = recorder;
        this.submissions = submissions;
        this.jobs = jobs;
    }

    SetStackPolicyResponse setPolicy(Call call, SetStackPolicyRequest request) {
        return database.write(db -> {
            var stack = existing(db, call, "SetStackPolicy", request.stackName(), request);
            var policy =
                    submissions
                            .policy(db, call, request.stackPolicyBody(), request.stackPolicyURL())
                            .orElseThrow(() ->
                                    VALIDATION_ERROR.because(
                                            "You must specify either StackPolicyURL or"
                                                    + " StackPolicyBody"));
            recorder.rule(db, call.caller(), stack, policy);
            return SetStackPolicyResponse.builder().build();
        });
    }

    GetStackPolicyResponse policy(Call call, GetStackPolicyRequest request) {
        var stack =
                database.read(
                        db -> existing(db, call, "GetStackPolicy", request.stackName(), request));
        return GetStackPolicyResponse.builder()
                .stackPolicyBody(stack.settings().policy().orElse(null))
                .build();
    }

    UpdateTerminationProtectionResponse protect(
            Call call, UpdateTerminationProtectionRequest request) {
        return database.write(db -> {
            var stack =
                    existing(db, call, "UpdateTerminationProtection", request.stackName(), request);
            recorder.protect(db, call.caller(), stack, request.enableTerminationProtection());
            return UpdateTerminationProtectionResponse.builder().stackId(stack.id().arn()).build();
        });
    }

    CancelUpdateStackResponse cancelUpdate(Call call, CancelUpdateStackRequest request) {
        database.write(db -> {
            var stack = existing(db, call, "CancelUpdateStack", request.stackName(), request);
            var token = Optional.ofNullable(request.clientRequestToken());
            if (!tokens.answered(db, call, token, "CancelUpdateStack", stack)) {
                // The job that updates it goes on with undoing that.
                var cancelled = recorder.cancelUpdate(db, call.caller(), stack, token);
                tokens.answer(db, call, token, "CancelUpdateStack", cancelled.id());
            }
            return stack.id();
        });
        return CancelUpdateStackResponse.builder().build();
    }

    ContinueUpdateRollbackResponse continueRollback(
            Call call, ContinueUpdateRollbackRequest request) {
        database.write(db -> {
            var stack = existing(db, call, "ContinueUpdateRollback", request.stackName(), request);
            var token = Optional.ofNullable(request.clientRequestToken());
            return once(
                    db,
                    call,
                    "ContinueUpdateRollback",
                    token,
                    stack,
                    from ->
                            recorder.continueRollback(
                                    db,
                                    call.caller(),
                                    from,
                                    new LinkedHashSet<>(request.resourcesToSkip()),
                                    submissions.role(db, call, request.roleARN()),
                                    token));
        });
        return ContinueUpdateRollbackResponse.builder().build();
    }

    RollbackStackResponse rollback(Call call, RollbackStackRequest request) {
        var id =
                database.write(db -> {
                    var stack = existing(db, call, "RollbackStack", request.stackName(), request);
                    var token = Optional.ofNullable(request.clientRequestToken());
                    return once(
                            db,
                            call,
                            "RollbackStack",
                            token,
                            stack,
                            from ->
                                    recorder.rollback(
                                            db,
                                            call.caller(),
                                            from,
                                            submissions.role(db, call, request.roleARN()),
                                            token,
                                            Boolean.TRUE.equals(request.retainExceptOnCreate())));
                });
        return RollbackStackResponse.builder().stackId(id).build();
    }

    SignalResourceResponse signal(Call call, SignalResourceRequest request) {
        return database.write(db -> {
            var stack = existing(db, call, "SignalResource", request.stackName(), request);
            var signal =
                    new Signal(
                            request.uniqueId(),
                            request.status() == ResourceSignalStatus.SUCCESS,
                            "",
                            "");
            recorder.signal(db, call.caller(), stack, request.logicalResourceId(), signal);
            return SignalResourceResponse.builder().build();
        });
    }

    private String once(
            Handle db,
            Call call,
            String action,
            Optional<String> token,
            Stack stack,
            Function<Stack, Stack> begin) {
        if (!tokens.answered(db, call, token, action, stack)) {
            var begun = begin.apply(stack);
            tokens.answer(db, call, token, action, begun.id());
            jobs.submit(db, call, begun);
        }
        return stack.id().arn();
    }

    private Stack existing(Handle db, Call call, String action, String name, SdkPojo request) {
        return lookup.find(db, call, action, name, question -> RequestKeys.asked(question, request))
                .filter(found -> !found.state().deleted())
                .orElseThrow(() -> Stacks.bracketed(name));
    }
}

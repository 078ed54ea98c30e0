package dev.wheelhouse.stacks.api;

import static dev.wheelhouse.stacks.api.CloudFormationError.VALIDATION_ERROR;

import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.engine.StackRecorder;
import dev.wheelhouse.stacks.template.TemplateSummary;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryResponse;
import software.amazon.awssdk.services.cloudformation.model.ParameterConstraints;
import software.amazon.awssdk.services.cloudformation.model.ParameterDeclaration;
import software.amazon.awssdk.services.cloudformation.model.TemplateParameter;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateResponse;

/** The template actions of the CloudFormation API. */
final class Templates {
    private final Database database;
    private final StackLookup lookup;
    private final StackRecorder recorder;
    private final Submissions submissions;
    private final ChangeSetLookup changeSets;

    Templates(
            Database database,
            StackLookup lookup,
            StackRecorder recorder,
            Submissions submissions,
            ChangeSetLookup changeSets) {
        this.database = database;
        this.lookup = lookup;
        this.recorder = recorder;
        this.submissions = submissions;
        this.changeSets = changeSets;
    }

    GetTemplateResponse get(Call call, GetTemplateRequest request) {
        var body = database.read(db -> body(db, call, request));
        return GetTemplateResponse.builder()
                .templateBody(body)
                .stagesAvailable(TemplateStage.ORIGINAL, TemplateStage.PROCESSED)
                .build();
    }

    /** Exactly as it was submitted; without transforms, that is what was processed too. */
    private String body(Handle db, Call call, GetTemplateRequest request) {
        var changeSet = request.changeSetName();
        if (changeSet == null) {
            if (request.stackName() == null) {
                throw VALIDATION_ERROR.because(
                        "StackName is required if ChangeSetName is not specified.");
            }
            return stack(db, call, "GetTemplate", request.stackName()).definition().templateBody();
        }
        if (request.stackName() == null && !ChangeSetLookup.isArn(changeSet)) {
            throw VALIDATION_ERROR.because("StackName is a required parameter.");
        }
        return changeSets
                .find(db, call, "GetTemplate", request.stackName(), changeSet)
                .orElseThrow(() -> ChangeSetLookup.absent(changeSet))
                .definition()
                .templateBody();
    }

    private Stack stack(Handle db, Call call, String action, String name) {
        return lookup.find(db, call, action, name)
                .orElseThrow(() ->
                        VALIDATION_ERROR.because("Stack with id " + name + " does not exist"));
    }

    GetTemplateSummaryResponse summary(Call call, GetTemplateSummaryRequest request) {
        var summary = database.read(db -> summary(db, call, request));
        var capabilities = summary.capabilities();
        var response =
                GetTemplateSummaryResponse.builder()
                        .description(summary.description().orElse(null))
                        .version(summary.version().orElse(null))
                        .metadata(summary.metadata().orElse(null))
                        .resourceTypes(summary.resourceTypes())
                        .parameters(
                                summary.parameters().stream().map(Templates::declaration).toList());
        capabilities
                .reason()
                .ifPresent(reason ->
                        response.capabilitiesWithStrings(capabilities.required())
                                .capabilitiesReason(reason));
        return response.build();
    }

    private TemplateSummary summary(Handle db, Call call, GetTemplateSummaryRequest request) {
        var given =
                Stream.of(request.stackName(), request.templateBody(), request.templateURL())
                        .filter(Objects::nonNull)
                        .count();
        if (given == 1 && request.stackName() != null) {
            var stack = stack(db, call, "GetTemplateSummary", request.stackName());
            if (StackShapes.inReview(stack)) {
                throw VALIDATION_ERROR.because(
                        "GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.");
            }
            return recorder.summary(stack.definition().templateBody());
        }
        call.require(
                RequestKeys.asked(
                        AccessRequest.to("cloudformation:GetTemplateSummary", "*"), request));
        if (given > 1) {
            throw VALIDATION_ERROR.because(
                    "Only one of StackName, StackSetName, TemplateBody and TemplateURL can be"
                            + " specified.");
        }
        Submissions.requireAbsent("StackSetName", request.stackSetName());
        return recorder.summary(
                submissions.requiredTemplate(
                        db, call, request.templateBody(), request.templateURL()));
    }

    private static ParameterDeclaration declaration(
            dev.wheelhouse.stacks.template.ParameterDeclaration parameter) {
        var constraints = ParameterConstraints.builder();
        if (!parameter.allowedValues().isEmpty()) {
            constraints.allowedValues(parameter.allowedValues());
        }
        return ParameterDeclaration.builder()
                .parameterKey(parameter.name())
                .parameterType(parameter.type().text())
                .defaultValue(parameter.defaultValue().orElse(null))
                .description(parameter.description().orElse(null))
                .noEcho(parameter.noEcho())
                .parameterConstraints(constraints.build())
                .build();
    }

    ValidateTemplateResponse validate(Call call, ValidateTemplateRequest request) {
        call.require(
                RequestKeys.asked(
                        AccessRequest.to("cloudformation:ValidateTemplate", "*"), request));
        var summary =
                database.read(db ->
                        recorder.summary(
                                submissions.requiredTemplate(
                                        db, call, request.templateBody(), request.templateURL())));
        var response =
                ValidateTemplateResponse.builder()
                        .description(summary.description().orElse(null))
                        .parameters(
                                summary.parameters().stream().map(Templates::parameter).toList());
        Optional<String> reason = summary.capabilities().reason();
        reason.ifPresent(text ->
                response.capabilitiesWithStrings(summary.capabilities().required())
                        .capabilitiesReason(text));
        return response.build();
    }

    private static TemplateParameter parameter(
            dev.wheelhouse.stacks.template.ParameterDeclaration parameter) {
        return TemplateParameter.builder()
                .parameterKey(parameter.name())
                .defaultValue(parameter.defaultValue().orElse(null))
                .description(parameter.description().orElse(null))
                .noEcho(parameter.noEcho())
                .build();
    }
}

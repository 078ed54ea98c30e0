package dev.wheelhouse.stacks.api;

import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.access.Callers;
import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.stacks.engine.DurableStackEngine;
import dev.wheelhouse.stacks.sql.ChangeSetStore;
import dev.wheelhouse.stacks.sql.EventStore;
import dev.wheelhouse.stacks.sql.ExportStore;
import dev.wheelhouse.stacks.sql.ResourceStore;
import dev.wheelhouse.stacks.sql.StackStore;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Jobs;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceApi;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.cloudformation.model.CancelUpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.GetStackPolicyRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryRequest;
import software.amazon.awssdk.services.cloudformation.model.ListChangeSetsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListExportsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListImportsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.RollbackStackRequest;
import software.amazon.awssdk.services.cloudformation.model.SetStackPolicyRequest;
import software.amazon.awssdk.services.cloudformation.model.SignalResourceRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionRequest;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateRequest;

/** AWS CloudFormation: the actions that it offers. Thread-safe. */
public final class CloudFormationService {
    private final Stacks stacks;
    private final StackControls controls;
    private final StackEvents events;
    private final StackResources resources;
    private final Templates templates;
    private final Exports exports;
    private final ChangeSets changeSets;

    /**
     * @param engine does the work
     * @param jobs before they are started: the kind {@code stacks.operation} is registered here
     * @param callers restores who asked, or assumes a stack's role
     * @param sources reads the templates that URLs name
     * @param sealer the engine's
     */
    public CloudFormationService(
            Database database,
            DurableStackEngine engine,
            Jobs jobs,
            Callers callers,
            TemplateSource sources,
            Sealer sealer) {
        var stackStore = new StackStore(sealer);
        var lookup = new StackLookup(stackStore);
        var submissions = new Submissions(sources, callers);
        var changeSetStore = new ChangeSetStore(sealer);
        var work = new StackJobs(database, jobs, callers, engine, stackStore, changeSetStore);
        this.stacks =
                new Stacks(
                        database,
                        stackStore,
                        lookup,
                        engine.recorder(),
                        submissions,
                        work,
                        changeSetStore);
        this.changeSets =
                new ChangeSets(
                        database,
                        stackStore,
                        changeSetStore,
                        lookup,
                        engine.recorder(),
                        submissions,
                        work);
        this.controls = new StackControls(database, lookup, engine.recorder(), submissions, work);
        this.events = new StackEvents(database, new EventStore(), lookup);
        this.resources =
                new StackResources(database, stackStore, new ResourceStore(sealer), lookup);
        this.templates =
                new Templates(
                        database,
                        lookup,
                        engine.recorder(),
                        submissions,
                        new ChangeSetLookup(changeSetStore, lookup));
        this.exports = new Exports(database, new ExportStore(sealer));
    }

    /** What is served. */
    public ServiceApi<Call> api() {
        return ServiceApi.<Call>of("cloudformation", Protocol.QUERY)
                .action("CreateStack", CreateStackRequest::builder, refusing(stacks::create))
                .action("UpdateStack", UpdateStackRequest::builder, refusing(stacks::update))
                .action("DeleteStack", DeleteStackRequest::builder, refusing(stacks::delete))
                .action("DescribeStacks", DescribeStacksRequest::builder, stacks::describe)
                .action("ListStacks", ListStacksRequest::builder, stacks::list)
                .action(
                        "DescribeStackEvents",
                        DescribeStackEventsRequest::builder,
                        events::describe)
                .action(
                        "DescribeStackResource",
                        DescribeStackResourceRequest::builder,
                        resources::describeOne)
                .action(
                        "DescribeStackResources",
                        DescribeStackResourcesRequest::builder,
                        resources::describe)
                .action("ListStackResources", ListStackResourcesRequest::builder, resources::list)
                .action("GetTemplate", GetTemplateRequest::builder, templates::get)
                .action(
                        "GetTemplateSummary",
                        GetTemplateSummaryRequest::builder,
                        refusing(templates::summary))
                .action(
                        "ValidateTemplate",
                        ValidateTemplateRequest::builder,
                        refusing(templates::validate))
                .action("GetStackPolicy", GetStackPolicyRequest::builder, controls::policy)
                .action(
                        "SetStackPolicy",
                        SetStackPolicyRequest::builder,
                        refusing(controls::setPolicy))
                .action(
                        "UpdateTerminationProtection",
                        UpdateTerminationProtectionRequest::builder,
                        controls::protect)
                .action(
                        "CancelUpdateStack",
                        CancelUpdateStackRequest::builder,
                        refusing(controls::cancelUpdate))
                .action(
                        "ContinueUpdateRollback",
                        ContinueUpdateRollbackRequest::builder,
                        refusing(controls::continueRollback))
                .action(
                        "RollbackStack",
                        RollbackStackRequest::builder,
                        refusing(controls::rollback))
                .action(
                        "SignalResource",
                        SignalResourceRequest::builder,
                        refusing(controls::signal))
                .action("ListExports", ListExportsRequest::builder, exports::list)
                .action("ListImports", ListImportsRequest::builder, exports::listImports)
                .action(
                        "CreateChangeSet",
                        CreateChangeSetRequest::builder,
                        refusing(changeSets::create))
                .action(
                        "DescribeChangeSet",
                        DescribeChangeSetRequest::builder,
                        changeSets::describe)
                .action(
                        "ExecuteChangeSet",
                        ExecuteChangeSetRequest::builder,
                        refusing(changeSets::execute))
                .action("DeleteChangeSet", DeleteChangeSetRequest::builder, changeSets::delete)
                .action("ListChangeSets", ListChangeSetsRequest::builder, changeSets::list)
                .build();
    }

    /** What the engine refuses becomes the API's error. */
    private static <Q, R> BiFunction<Call, Q, R> refusing(BiFunction<Call, Q, R> action) {
        return (call, request) -> {
            try {
                return action.apply(call, request);
            } catch (StackRefusal refusal) {
                throw CloudFormationError.of(refusal);
            }
        };
    }
}

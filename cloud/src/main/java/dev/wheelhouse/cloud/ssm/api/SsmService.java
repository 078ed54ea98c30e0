package dev.wheelhouse.cloud.ssm.api;

import dev.wheelhouse.cloud.ssm.operation.Parameters;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceApi;
import java.time.InstantSource;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParameterRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParametersRequest;
import software.amazon.awssdk.services.ssm.model.DescribeParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceRequest;

/** The embedded cloud's Systems Manager: parameters. */
public final class SsmService {
    private final ParameterActions parameters;
    private final ParameterTags tags;

    public SsmService(Database database, Journal journal, Sealer sealer, InstantSource clock) {
        var operations = new Parameters(journal, sealer, clock);
        this.parameters = new ParameterActions(database, operations);
        this.tags = new ParameterTags(database, operations);
    }

    /** The actions that are built. */
    public ServiceApi<Call> api() {
        return ServiceApi.<Call>of("ssm", Protocol.JSON_1_1)
                .action("PutParameter", PutParameterRequest::builder, guard(parameters::put))
                .action("GetParameter", GetParameterRequest::builder, guard(parameters::get))
                .action("GetParameters", GetParametersRequest::builder, guard(parameters::getMany))
                .action(
                        "GetParametersByPath",
                        GetParametersByPathRequest::builder,
                        guard(parameters::getByPath))
                .action(
                        "DeleteParameter",
                        DeleteParameterRequest::builder,
                        guard(parameters::delete))
                .action(
                        "DeleteParameters",
                        DeleteParametersRequest::builder,
                        guard(parameters::deleteMany))
                .action(
                        "DescribeParameters",
                        DescribeParametersRequest::builder,
                        guard(parameters::describeMany))
                .action(
                        "ListTagsForResource",
                        ListTagsForResourceRequest::builder,
                        guard(tags::list))
                .action("AddTagsToResource", AddTagsToResourceRequest::builder, guard(tags::add))
                .action(
                        "RemoveTagsFromResource",
                        RemoveTagsFromResourceRequest::builder,
                        guard(tags::remove))
                .build();
    }

    private static <C, Q, R> BiFunction<C, Q, R> guard(BiFunction<C, Q, R> action) {
        return SsmError.translating(action);
    }
}

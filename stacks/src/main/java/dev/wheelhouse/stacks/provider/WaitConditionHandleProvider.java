package dev.wheelhouse.stacks.provider;

import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.stacks.WaitHandleUrl;
import dev.wheelhouse.stacks.operation.WaitHandles;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code AWS::CloudFormation::WaitConditionHandle}. Its {@code Ref} is a URL on this server that
 * takes signals, without any other signature than its own (CloudFormation User Guide, "Use
 * CreateStack to create a wait condition").
 */
public final class WaitConditionHandleProvider implements ResourceProvider {
    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::CloudFormation::WaitConditionHandle", Map.of(), List.of(), false, false);

    private final WaitHandles handles;
    private final Supplier<URI> server;

    /**
     * @param server the server's own URL; asked when a handle is made
     */
    public WaitConditionHandleProvider(WaitHandles handles, Supplier<URI> server) {
        this.handles = handles;
        this.server = server;
    }

    @Override
    public ResourceSchema schema() {
        return SCHEMA;
    }

    @Override
    public Progress create(ResourceStep step, Value.Members properties) {
        var url =
                handles.create(
                        step.db(), step.account(), step.region(), step.stackId(), step.logicalId());
        return new Progress.Done(url.at(server.get()), Map.of());
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        return new Progress.Done(physicalId, Map.of());
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        WaitHandleUrl.parse(physicalId).ifPresent(url -> handles.delete(step.db(), url));
        return new Progress.Done(physicalId, Map.of());
    }
}

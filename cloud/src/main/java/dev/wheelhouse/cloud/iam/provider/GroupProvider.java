package dev.wheelhouse.cloud.iam.provider;

import static dev.wheelhouse.cloud.iam.provider.Schemas.changeable;
import static dev.wheelhouse.cloud.iam.provider.Schemas.fixed;

import dev.wheelhouse.cloud.resource.GeneratedNames;
import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.api.IamActions;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupResponse;
import software.amazon.awssdk.services.iam.model.DeleteGroupRequest;
import software.amazon.awssdk.services.iam.model.GetGroupRequest;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;
import software.amazon.awssdk.services.iam.model.UpdateGroupRequest;

/** {@code AWS::IAM::Group}; {@code Ref} is its name. Its members keep it alive. */
final class GroupProvider implements ResourceProvider {
    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::IAM::Group",
                    Map.of(
                            "GroupName", fixed(Shape.STRING),
                            "ManagedPolicyArns", changeable(Shape.LIST),
                            "Path", changeable(Shape.STRING),
                            "Policies", changeable(Shape.LIST)),
                    List.of("Arn"),
                    false,
                    true);

    private final IamActions actions;
    private final GeneratedNames names;

    GroupProvider(IamActions actions, GeneratedNames names) {
        this.actions = actions;
        this.names = names;
    }

    @Override
    public ResourceSchema schema() {
        return SCHEMA;
    }

    @Override
    public Progress create(ResourceStep step, Value.Members values) {
        var properties = new Properties(values);
        var iam = new Iam(actions, step);
        var name = properties.text("GroupName").orElseGet(() -> names.name(step, Schemas.MAX_NAME));
        var request = CreateGroupRequest.builder().groupName(name);
        properties.text("Path").ifPresent(request::path);
        iam.make(SCHEMA, name, "CreateGroup", request, CreateGroupResponse.class);
        Holder.GROUP.give(iam, name, properties);
        return done(iam, name);
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members old, Value.Members values) {
        var before = new Properties(old);
        var after = new Properties(values);
        var iam = new Iam(actions, step);
        if (!before.text("Path").equals(after.text("Path"))) {
            iam.act(
                    "UpdateGroup",
                    UpdateGroupRequest.builder()
                            .groupName(physicalId)
                            .newPath(after.text("Path").orElse("/")));
        }
        Holder.GROUP.change(iam, physicalId, before, after);
        return done(iam, physicalId);
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        var iam = new Iam(actions, step);
        var there =
                iam.find(
                        "GetGroup",
                        GetGroupRequest.builder().groupName(physicalId),
                        GetGroupResponse.class);
        if (there.isPresent()) {
            Holder.GROUP.strip(iam, physicalId, new Properties(properties));
            iam.act("DeleteGroup", DeleteGroupRequest.builder().groupName(physicalId));
        }
        return new Progress.Done(physicalId, Map.of());
    }

    private static Progress done(Iam iam, String name) {
        var group =
                iam.ask(
                                "GetGroup",
                                GetGroupRequest.builder().groupName(name),
                                GetGroupResponse.class)
                        .group();
        return new Progress.Done(name, Map.of("Arn", Value.text(group.arn())));
    }
}

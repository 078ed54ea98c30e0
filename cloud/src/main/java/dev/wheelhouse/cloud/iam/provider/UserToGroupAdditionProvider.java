package dev.wheelhouse.cloud.iam.provider;

import static dev.wheelhouse.cloud.iam.provider.Schemas.required;

import dev.wheelhouse.cloud.resource.GeneratedNames;
import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.api.IamActions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupRequest;

/** {@code AWS::IAM::UserToGroupAddition}; {@code Ref} is a name made up. */
final class UserToGroupAdditionProvider implements ResourceProvider {
    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::IAM::UserToGroupAddition",
                    Map.of("GroupName", required(Shape.STRING), "Users", required(Shape.LIST)),
                    List.of("Id"),
                    false,
                    true);

    private final IamActions actions;
    private final GeneratedNames names;

    UserToGroupAdditionProvider(IamActions actions, GeneratedNames names) {
        this.actions = actions;
        this.names = names;
    }

    @Override
    public ResourceSchema schema() {
        return SCHEMA;
    }

    /** One user in one group. */
    private record Membership(String group, String user) {
        static Set<Membership> of(Value.Members values) {
            var properties = new Properties(values);
            var group = properties.requiredText("GroupName");
            var memberships = new LinkedHashSet<Membership>();
            properties.texts("Users").forEach(user -> memberships.add(new Membership(group, user)));
            return memberships;
        }

        void begin(Iam iam) {
            iam.act(
                    "AddUserToGroup",
                    AddUserToGroupRequest.builder().groupName(group).userName(user));
        }

        void end(Iam iam) {
            iam.remove(
                    "RemoveUserFromGroup",
                    RemoveUserFromGroupRequest.builder().groupName(group).userName(user));
        }
    }

    @Override
    public Progress create(ResourceStep step, Value.Members properties) {
        var iam = new Iam(actions, step);
        Membership.of(properties).forEach(membership -> membership.begin(iam));
        return done(names.name(step, Schemas.MAX_NAME));
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        var iam = new Iam(actions, step);
        var had = Membership.of(before);
        var wanted = Membership.of(after);
        had.stream()
                .filter(membership -> !wanted.contains(membership))
                .forEach(membership -> membership.end(iam));
        wanted.stream()
                .filter(membership -> !had.contains(membership))
                .forEach(membership -> membership.begin(iam));
        return done(physicalId);
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        var iam = new Iam(actions, step);
        Membership.of(properties).forEach(membership -> membership.end(iam));
        return done(physicalId);
    }

    private static Progress done(String id) {
        return new Progress.Done(id, Map.of("Id", Value.text(id)));
    }
}

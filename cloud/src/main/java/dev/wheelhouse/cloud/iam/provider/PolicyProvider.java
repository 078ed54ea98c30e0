package dev.wheelhouse.cloud.iam.provider;

import static dev.wheelhouse.cloud.iam.provider.Schemas.changeable;
import static dev.wheelhouse.cloud.iam.provider.Schemas.required;

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

/**
 * {@code AWS::IAM::Policy}: one inline policy in each of the roles, users and groups that it names.
 * {@code Ref} is a name made up, which IAM does not know.
 */
final class PolicyProvider implements ResourceProvider {
    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::IAM::Policy",
                    Map.of(
                            "Groups", changeable(Shape.LIST),
                            "PolicyDocument", required(Shape.JSON),
                            "PolicyName", required(Shape.STRING),
                            "Roles", changeable(Shape.LIST),
                            "Users", changeable(Shape.LIST)),
                    List.of("Id"),
                    false,
                    true);

    private final IamActions actions;
    private final GeneratedNames names;

    PolicyProvider(IamActions actions, GeneratedNames names) {
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
        requireHolder(properties);
        putAll(new Iam(actions, step), properties);
        return done(names.name(step, Schemas.MAX_NAME));
    }

    /** What is in both is put anew; what a holder or the old name had alone goes. */
    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members old, Value.Members values) {
        var before = new Properties(old);
        var after = new Properties(values);
        requireHolder(after);
        var iam = new Iam(actions, step);
        var oldName = before.requiredText("PolicyName");
        var sameName = oldName.equals(after.requiredText("PolicyName"));
        var wanted = Holder.named(after);
        Holder.named(before).stream()
                .filter(holder -> !sameName || !wanted.contains(holder))
                .forEach(holder -> holder.delete(iam, oldName));
        putAll(iam, after);
        return done(physicalId);
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members values) {
        var properties = new Properties(values);
        var iam = new Iam(actions, step);
        var name = properties.requiredText("PolicyName");
        Holder.named(properties).forEach(holder -> holder.delete(iam, name));
        return done(physicalId);
    }

    private static void putAll(Iam iam, Properties properties) {
        var name = properties.requiredText("PolicyName");
        var document = properties.requiredDocument("PolicyDocument");
        Holder.named(properties).forEach(holder -> holder.put(iam, name, document));
    }

    private static void requireHolder(Properties properties) {
        if (Holder.named(properties).isEmpty()) {
            throw Properties.invalid("At least one of [Groups,Roles,Users] must be non-empty.");
        }
    }

    private static Progress done(String id) {
        return new Progress.Done(id, Map.of("Id", Value.text(id)));
    }
}

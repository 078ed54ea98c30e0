package dev.wheelhouse.cloud.iam.provider;

import static dev.wheelhouse.cloud.iam.provider.Schemas.required;
import static dev.wheelhouse.cloud.iam.provider.Schemas.requiredFixed;

import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.api.IamActions;
import java.util.List;
import java.util.Map;

/**
 * {@code AWS::IAM::RolePolicy}, {@code UserPolicy} and {@code GroupPolicy}: an inline policy of one
 * role, user or group. {@code Ref} is {@code POLICY|HOLDER}.
 */
final class PrincipalPolicyProvider implements ResourceProvider {
    private final IamActions actions;
    private final Holder kind;
    private final ResourceSchema schema;

    PrincipalPolicyProvider(IamActions actions, Holder kind) {
        this.actions = actions;
        this.kind = kind;
        this.schema =
                new ResourceSchema(
                        "AWS::IAM::" + kind.word() + "Policy",
                        Map.of(
                                "PolicyDocument",
                                required(Shape.JSON),
                                "PolicyName",
                                requiredFixed(Shape.STRING),
                                kind.word() + "Name",
                                requiredFixed(Shape.STRING)),
                        List.of(),
                        false,
                        true);
    }

    @Override
    public ResourceSchema schema() {
        return schema;
    }

    @Override
    public Progress create(ResourceStep step, Value.Members values) {
        var properties = new Properties(values);
        var iam = new Iam(actions, step);
        if (kind.read(iam, holder(properties), policy(properties))) {
            throw ResourceFailure.alreadyExists(schema.type(), id(properties));
        }
        return put(iam, properties);
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        var properties = new Properties(after);
        var iam = new Iam(actions, step);
        kind.read(iam, holder(properties), policy(properties));
        return put(iam, properties);
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members values) {
        var properties = new Properties(values);
        var iam = new Iam(actions, step);
        if (kind.read(iam, holder(properties), policy(properties))) {
            kind.delete(iam, holder(properties), policy(properties));
        }
        return new Progress.Done(physicalId, Map.of());
    }

    private Progress put(Iam iam, Properties properties) {
        kind.put(
                iam,
                holder(properties),
                policy(properties),
                properties.requiredDocument("PolicyDocument"));
        return new Progress.Done(id(properties), Map.of());
    }

    private String holder(Properties properties) {
        return properties.requiredText(kind.word() + "Name");
    }

    private static String policy(Properties properties) {
        return properties.requiredText("PolicyName");
    }

    private String id(Properties properties) {
        return policy(properties) + "|" + holder(properties);
    }
}

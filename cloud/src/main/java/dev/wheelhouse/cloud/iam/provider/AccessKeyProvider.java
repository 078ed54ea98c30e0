package dev.wheelhouse.cloud.iam.provider;

import static dev.wheelhouse.cloud.iam.provider.Schemas.changeable;
import static dev.wheelhouse.cloud.iam.provider.Schemas.fixed;
import static dev.wheelhouse.cloud.iam.provider.Schemas.requiredFixed;

import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Secrets;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.api.IamActions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;

/**
 * {@code AWS::IAM::AccessKey}; {@code Ref} is its id. The stack keeps the secret, sealed, for
 * {@code Fn::GetAtt}; events show a mask where a template uses it. Another {@code Serial} means
 * another key.
 */
final class AccessKeyProvider implements ResourceProvider {
    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::IAM::AccessKey",
                    Map.of(
                            "Serial", fixed(Shape.NUMBER),
                            "Status", changeable(Shape.STRING),
                            "UserName", requiredFixed(Shape.STRING)),
                    List.of("SecretAccessKey"),
                    false,
                    true,
                    new Secrets(Set.of("SecretAccessKey"), Set.of()));

    private final IamActions actions;

    AccessKeyProvider(IamActions actions) {
        this.actions = actions;
    }

    @Override
    public ResourceSchema schema() {
        return SCHEMA;
    }

    @Override
    public Progress create(ResourceStep step, Value.Members values) {
        var properties = new Properties(values);
        var iam = new Iam(actions, step);
        var key =
                iam.ask(
                                "CreateAccessKey",
                                CreateAccessKeyRequest.builder().userName(user(properties)),
                                CreateAccessKeyResponse.class)
                        .accessKey();
        if (status(properties) != StatusType.ACTIVE) {
            set(iam, key.accessKeyId(), properties);
        }
        return new Progress.Done(
                key.accessKeyId(), Map.of("SecretAccessKey", Value.text(key.secretAccessKey())));
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        set(new Iam(actions, step), physicalId, new Properties(after));
        return new Progress.Done(physicalId, Map.of());
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        new Iam(actions, step)
                .remove(
                        "DeleteAccessKey",
                        DeleteAccessKeyRequest.builder()
                                .userName(user(new Properties(properties)))
                                .accessKeyId(physicalId));
        return new Progress.Done(physicalId, Map.of());
    }

    private static void set(Iam iam, String id, Properties properties) {
        iam.act(
                "UpdateAccessKey",
                UpdateAccessKeyRequest.builder()
                        .userName(user(properties))
                        .accessKeyId(id)
                        .status(status(properties)));
    }

    private static String user(Properties properties) {
        return properties.requiredText("UserName");
    }

    private static StatusType status(Properties properties) {
        return properties
                .text("Status")
                .map(text ->
                        switch (text) {
                            case "Active" -> StatusType.ACTIVE;
                            case "Inactive" -> StatusType.INACTIVE;
                            default ->
                                    throw Properties.invalid(
                                            "Property Status must be Active or Inactive, but is "
                                                    + text);
                        })
                .orElse(StatusType.ACTIVE);
    }
}

package dev.wheelhouse.cloud.iam.provider;

import static dev.wheelhouse.cloud.iam.provider.Schemas.fixed;
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
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * {@code AWS::IAM::InstanceProfile}; {@code Ref} is its name. Whoever makes one must be allowed to
 * pass its role.
 */
final class InstanceProfileProvider implements ResourceProvider {
    private static final String ROLES = "Roles";

    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::IAM::InstanceProfile",
                    Map.of(
                            "InstanceProfileName",
                            fixed(Shape.STRING),
                            "Path",
                            fixed(Shape.STRING),
                            ROLES,
                            required(Shape.LIST)),
                    List.of("Arn"),
                    false,
                    true);

    private final IamActions actions;
    private final GeneratedNames names;

    InstanceProfileProvider(IamActions actions, GeneratedNames names) {
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
        var name =
                properties
                        .text("InstanceProfileName")
                        .orElseGet(() -> names.name(step, Schemas.MAX_NAME));
        var request = CreateInstanceProfileRequest.builder().instanceProfileName(name);
        properties.text("Path").ifPresent(request::path);
        iam.make(
                SCHEMA,
                name,
                "CreateInstanceProfile",
                request,
                CreateInstanceProfileResponse.class);
        properties.texts(ROLES).forEach(role -> add(iam, name, role));
        return done(profile(iam, name));
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        var iam = new Iam(actions, step);
        var wanted = new Properties(after).texts(ROLES);
        var there = profile(iam, physicalId).roles().stream().map(Role::roleName).toList();
        there.stream()
                .filter(role -> !wanted.contains(role))
                .forEach(role -> remove(iam, physicalId, role));
        wanted.stream()
                .filter(role -> !there.contains(role))
                .forEach(role -> add(iam, physicalId, role));
        return done(profile(iam, physicalId));
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        var iam = new Iam(actions, step);
        var there = find(iam, physicalId);
        if (there.isPresent()) {
            there.get()
                    .instanceProfile()
                    .roles()
                    .forEach(role -> remove(iam, physicalId, role.roleName()));
            iam.act(
                    "DeleteInstanceProfile",
                    DeleteInstanceProfileRequest.builder().instanceProfileName(physicalId));
        }
        return new Progress.Done(physicalId, Map.of());
    }

    private static void add(Iam iam, String name, String role) {
        iam.act(
                "AddRoleToInstanceProfile",
                AddRoleToInstanceProfileRequest.builder().instanceProfileName(name).roleName(role));
    }

    private static void remove(Iam iam, String name, String role) {
        iam.remove(
                "RemoveRoleFromInstanceProfile",
                RemoveRoleFromInstanceProfileRequest.builder()
                        .instanceProfileName(name)
                        .roleName(role));
    }

    private static InstanceProfile profile(Iam iam, String name) {
        return iam.ask(
                        "GetInstanceProfile",
                        GetInstanceProfileRequest.builder().instanceProfileName(name),
                        GetInstanceProfileResponse.class)
                .instanceProfile();
    }

    private static Optional<GetInstanceProfileResponse> find(Iam iam, String name) {
        return iam.find(
                "GetInstanceProfile",
                GetInstanceProfileRequest.builder().instanceProfileName(name),
                GetInstanceProfileResponse.class);
    }

    private static Progress done(InstanceProfile profile) {
        return new Progress.Done(
                profile.instanceProfileName(), Map.of("Arn", Value.text(profile.arn())));
    }
}

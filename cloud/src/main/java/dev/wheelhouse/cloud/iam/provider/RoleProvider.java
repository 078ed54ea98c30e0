package dev.wheelhouse.cloud.iam.provider;

import static dev.wheelhouse.cloud.iam.provider.Schemas.changeable;
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
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;

/** {@code AWS::IAM::Role}; {@code Ref} is its name. Policies that others gave it keep it alive. */
final class RoleProvider implements ResourceProvider {
    private static final int DEFAULT_SESSION_SECONDS = 3_600;

    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::IAM::Role",
                    Map.of(
                            "AssumeRolePolicyDocument", required(Shape.JSON),
                            "Description", changeable(Shape.STRING),
                            "ManagedPolicyArns", changeable(Shape.LIST),
                            "MaxSessionDuration", changeable(Shape.NUMBER),
                            "Path", fixed(Shape.STRING),
                            "PermissionsBoundary", changeable(Shape.STRING),
                            "Policies", changeable(Shape.LIST),
                            "RoleName", fixed(Shape.STRING),
                            "Tags", changeable(Shape.LIST)),
                    List.of("Arn", "RoleId"),
                    true,
                    true);

    private final IamActions actions;
    private final GeneratedNames names;

    RoleProvider(IamActions actions, GeneratedNames names) {
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
                        .text("RoleName")
                        .orElseGet(() -> names.name(step, Schemas.MAX_PRINCIPAL_NAME));
        var request =
                CreateRoleRequest.builder()
                        .roleName(name)
                        .assumeRolePolicyDocument(
                                properties.requiredDocument("AssumeRolePolicyDocument"))
                        .tags(IamTags.sdk(IamTags.of(step, properties)));
        properties.text("Path").ifPresent(request::path);
        properties.text("Description").ifPresent(request::description);
        properties.number("MaxSessionDuration").ifPresent(request::maxSessionDuration);
        properties.text("PermissionsBoundary").ifPresent(request::permissionsBoundary);
        iam.make(SCHEMA, name, "CreateRole", request, CreateRoleResponse.class);
        Holder.ROLE.give(iam, name, properties);
        var role = role(iam, name);
        return new Progress.Done(
                name, Map.of("Arn", Value.text(role.arn()), "RoleId", Value.text(role.roleId())));
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members old, Value.Members values) {
        var before = new Properties(old);
        var after = new Properties(values);
        var iam = new Iam(actions, step);
        var there = role(iam, physicalId);
        var trust = after.requiredDocument("AssumeRolePolicyDocument");
        if (!before.document("AssumeRolePolicyDocument").equals(Optional.of(trust))) {
            iam.act(
                    "UpdateAssumeRolePolicy",
                    UpdateAssumeRolePolicyRequest.builder()
                            .roleName(physicalId)
                            .policyDocument(trust));
        }
        var description = after.text("Description");
        var session = after.number("MaxSessionDuration");
        if (!before.text("Description").equals(description)
                || !before.number("MaxSessionDuration").equals(session)) {
            iam.act(
                    "UpdateRole",
                    UpdateRoleRequest.builder()
                            .roleName(physicalId)
                            .description(description.orElse(""))
                            .maxSessionDuration(session.orElse(DEFAULT_SESSION_SECONDS)));
        }
        bound(iam, physicalId, before, after);
        Holder.ROLE.change(iam, physicalId, before, after);
        tag(iam, there, IamTags.of(step, after));
        return new Progress.Done(physicalId, Map.of());
    }

    private static void bound(Iam iam, String name, Properties before, Properties after) {
        var boundary = after.text("PermissionsBoundary");
        if (before.text("PermissionsBoundary").equals(boundary)) {
            return;
        }
        if (boundary.isPresent()) {
            iam.act(
                    "PutRolePermissionsBoundary",
                    PutRolePermissionsBoundaryRequest.builder()
                            .roleName(name)
                            .permissionsBoundary(boundary.get()));
        } else {
            iam.remove(
                    "DeleteRolePermissionsBoundary",
                    DeleteRolePermissionsBoundaryRequest.builder().roleName(name));
        }
    }

    private static void tag(Iam iam, Role there, Map<String, String> wanted) {
        var tags = IamTags.read(there.tags());
        var unwanted = IamTags.unwanted(tags, wanted);
        if (!unwanted.isEmpty()) {
            iam.act(
                    "UntagRole",
                    UntagRoleRequest.builder().roleName(there.roleName()).tagKeys(unwanted));
        }
        var missing = IamTags.missing(tags, wanted);
        if (!missing.isEmpty()) {
            iam.act("TagRole", TagRoleRequest.builder().roleName(there.roleName()).tags(missing));
        }
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        var iam = new Iam(actions, step);
        if (find(iam, physicalId).isPresent()) {
            Holder.ROLE.strip(iam, physicalId, new Properties(properties));
            iam.act("DeleteRole", DeleteRoleRequest.builder().roleName(physicalId));
        }
        return new Progress.Done(physicalId, Map.of());
    }

    private static Role role(Iam iam, String name) {
        return iam.ask("GetRole", GetRoleRequest.builder().roleName(name), GetRoleResponse.class)
                .role();
    }

    private static Optional<GetRoleResponse> find(Iam iam, String name) {
        return iam.find("GetRole", GetRoleRequest.builder().roleName(name), GetRoleResponse.class);
    }
}

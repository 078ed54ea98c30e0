package dev.wheelhouse.cloud.iam.provider;

import static dev.wheelhouse.cloud.iam.provider.Schemas.changeable;
import static dev.wheelhouse.cloud.iam.provider.Schemas.fixed;

import dev.wheelhouse.cloud.resource.GeneratedNames;
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
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupRequest;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;
import software.amazon.awssdk.services.iam.model.UpdateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.services.iam.model.User;

/** {@code AWS::IAM::User}; {@code Ref} is its name. What others gave it keeps it alive. */
final class UserProvider implements ResourceProvider {
    private static final String LOGIN = "LoginProfile";
    private static final String GROUPS = "Groups";

    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::IAM::User",
                    Map.of(
                            GROUPS,
                            changeable(Shape.LIST),
                            LOGIN,
                            changeable(Shape.OBJECT),
                            "ManagedPolicyArns",
                            changeable(Shape.LIST),
                            "Path",
                            changeable(Shape.STRING),
                            "PermissionsBoundary",
                            changeable(Shape.STRING),
                            "Policies",
                            changeable(Shape.LIST),
                            "Tags",
                            changeable(Shape.LIST),
                            "UserName",
                            fixed(Shape.STRING)),
                    List.of("Arn"),
                    true,
                    true,
                    new Secrets(Set.of(), Set.of(LOGIN + "/Password")));

    private final IamActions actions;
    private final GeneratedNames names;

    UserProvider(IamActions actions, GeneratedNames names) {
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
                        .text("UserName")
                        .orElseGet(() -> names.name(step, Schemas.MAX_PRINCIPAL_NAME));
        var request =
                CreateUserRequest.builder()
                        .userName(name)
                        .tags(IamTags.sdk(IamTags.of(step, properties)));
        properties.text("Path").ifPresent(request::path);
        properties.text("PermissionsBoundary").ifPresent(request::permissionsBoundary);
        iam.make(SCHEMA, name, "CreateUser", request, CreateUserResponse.class);
        properties.object(LOGIN).ifPresent(login -> createLogin(iam, name, login));
        Holder.USER.give(iam, name, properties);
        properties.texts(GROUPS).stream().distinct().forEach(group -> join(iam, name, group));
        return done(user(iam, name));
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members old, Value.Members values) {
        var before = new Properties(old);
        var after = new Properties(values);
        var iam = new Iam(actions, step);
        var there = user(iam, physicalId);
        if (!before.text("Path").equals(after.text("Path"))) {
            iam.act(
                    "UpdateUser",
                    UpdateUserRequest.builder()
                            .userName(physicalId)
                            .newPath(after.text("Path").orElse("/")));
        }
        bound(iam, physicalId, before, after);
        login(iam, physicalId, before, after);
        Holder.USER.change(iam, physicalId, before, after);
        before.texts(GROUPS).stream()
                .filter(group -> !after.texts(GROUPS).contains(group))
                .forEach(group -> leave(iam, physicalId, group));
        after.texts(GROUPS).stream()
                .filter(group -> !before.texts(GROUPS).contains(group))
                .forEach(group -> join(iam, physicalId, group));
        tag(iam, there, IamTags.of(step, after));
        return done(user(iam, physicalId));
    }

    private static void bound(Iam iam, String name, Properties before, Properties after) {
        var boundary = after.text("PermissionsBoundary");
        if (before.text("PermissionsBoundary").equals(boundary)) {
            return;
        }
        if (boundary.isPresent()) {
            iam.act(
                    "PutUserPermissionsBoundary",
                    PutUserPermissionsBoundaryRequest.builder()
                            .userName(name)
                            .permissionsBoundary(boundary.get()));
        } else {
            iam.remove(
                    "DeleteUserPermissionsBoundary",
                    DeleteUserPermissionsBoundaryRequest.builder().userName(name));
        }
    }

    private static void login(Iam iam, String name, Properties before, Properties after) {
        var had = before.object(LOGIN);
        var wanted = after.object(LOGIN);
        if (had.equals(wanted)) {
            return;
        }
        if (wanted.isEmpty()) {
            iam.remove("DeleteLoginProfile", DeleteLoginProfileRequest.builder().userName(name));
        } else if (had.isEmpty()) {
            createLogin(iam, name, wanted.get());
        } else {
            var login = login(wanted.get());
            iam.act(
                    "UpdateLoginProfile",
                    UpdateLoginProfileRequest.builder()
                            .userName(name)
                            .password(login.requiredText("Password"))
                            .passwordResetRequired(
                                    login.flag("PasswordResetRequired").orElse(false)));
        }
    }

    private static void createLogin(Iam iam, String name, Properties given) {
        var login = login(given);
        iam.act(
                "CreateLoginProfile",
                CreateLoginProfileRequest.builder()
                        .userName(name)
                        .password(login.requiredText("Password"))
                        .passwordResetRequired(login.flag("PasswordResetRequired").orElse(false)));
    }

    private static Properties login(Properties given) {
        return given.only(Set.of("Password", "PasswordResetRequired"));
    }

    private static void join(Iam iam, String name, String group) {
        iam.act("AddUserToGroup", AddUserToGroupRequest.builder().userName(name).groupName(group));
    }

    private static void leave(Iam iam, String name, String group) {
        iam.remove(
                "RemoveUserFromGroup",
                RemoveUserFromGroupRequest.builder().userName(name).groupName(group));
    }

    private static void tag(Iam iam, User there, Map<String, String> wanted) {
        var tags = IamTags.read(there.tags());
        var unwanted = IamTags.unwanted(tags, wanted);
        if (!unwanted.isEmpty()) {
            iam.act(
                    "UntagUser",
                    UntagUserRequest.builder().userName(there.userName()).tagKeys(unwanted));
        }
        var missing = IamTags.missing(tags, wanted);
        if (!missing.isEmpty()) {
            iam.act("TagUser", TagUserRequest.builder().userName(there.userName()).tags(missing));
        }
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members values) {
        var properties = new Properties(values);
        var iam = new Iam(actions, step);
        if (find(iam, physicalId).isPresent()) {
            Holder.USER.strip(iam, physicalId, properties);
            properties.texts(GROUPS).forEach(group -> leave(iam, physicalId, group));
            if (properties.has(LOGIN)) {
                iam.remove(
                        "DeleteLoginProfile",
                        DeleteLoginProfileRequest.builder().userName(physicalId));
            }
            iam.act("DeleteUser", DeleteUserRequest.builder().userName(physicalId));
        }
        return new Progress.Done(physicalId, Map.of());
    }

    private static User user(Iam iam, String name) {
        return iam.ask("GetUser", GetUserRequest.builder().userName(name), GetUserResponse.class)
                .user();
    }

    private static Optional<GetUserResponse> find(Iam iam, String name) {
        return iam.find("GetUser", GetUserRequest.builder().userName(name), GetUserResponse.class);
    }

    private static Progress done(User user) {
        return new Progress.Done(user.userName(), Map.of("Arn", Value.text(user.arn())));
    }
}

package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/** A user with all that a user can have; the password is shown to nobody. */
final class UserStory implements Story {
    private static final String PASSWORD = "Tr0ub4dor-and-three";
    private static final String TEMPLATE =
            """
            Resources:
              Ann:
                Type: AWS::IAM::User
                Properties:
                  UserName: ann
                  Path: /apps/
                  Groups: [first-group]
                  LoginProfile: {Password: %s, PasswordResetRequired: true}
                  ManagedPolicyArns: [arn:aws:iam::aws:policy/ReadOnlyAccess]
                  Policies:
                    - PolicyName: logs
                      PolicyDocument:
                        Version: 2012-10-17
                        Statement: [{Effect: Allow, Action: "logs:*", Resource: "*"}]
                  Tags: [{Key: team, Value: web}]
            Outputs:
              Name: {Value: !Ref Ann}
              Arn: {Value: !GetAtt Ann.Arn}
            """
                    .formatted(PASSWORD);

    @Override
    public String type() {
        return "AWS::IAM::User";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        var iam = admin.iam();
        iam.createGroup(r -> r.groupName("first-group"));
        iam.createGroup(r -> r.groupName("second-group"));
        var made = stacks.create("user", TEMPLATE);
        assertThat(made).containsEntry("Name", "ann");
        assertThat(iam.getUser(r -> r.userName("ann")).user())
                .returns(made.get("Arn"), User::arn)
                .returns("/apps/", User::path)
                .returns(List.of(Tag.builder().key("team").value("web").build()), User::tags);
        assertThat(
                        iam.getLoginProfile(r -> r.userName("ann"))
                                .loginProfile()
                                .passwordResetRequired())
                .isTrue();
        assertThat(groups(iam)).containsExactly("first-group");
        assertThat(iam.listUserPolicies(r -> r.userName("ann")).policyNames())
                .containsExactly("logs");
        assertThat(stacks.shownProperties("user", "Ann"))
                .contains("PasswordResetRequired", "****")
                .doesNotContain(PASSWORD);

        var moved =
                stacks.update(
                        "user",
                        TEMPLATE.replace("first-group", "second-group")
                                .replace("/apps/", "/apps/web/")
                                .replace("Value: web}", "Value: all}")
                                .replaceAll(" *LoginProfile: .*\n", ""));
        assertThat(moved.get("Arn")).endsWith(":user/apps/web/ann");
        assertThat(groups(iam)).containsExactly("second-group");
        assertThat(iam.getUser(r -> r.userName("ann")).user().tags())
                .containsExactly(Tag.builder().key("team").value("all").build());
        assertThat(stacks.failsToUpdate("user", TEMPLATE.replace(PASSWORD, "short")))
                .contains("Password does not conform to the account password policy.");
        iam.createAccessKey(r -> r.userName("ann"));
        assertThat(stacks.failsToDelete("user"))
                .contains("Cannot delete entity, must delete access keys first.");
        iam.listAccessKeys(r -> r.userName("ann"))
                .accessKeyMetadata()
                .forEach(key ->
                        iam.deleteAccessKey(r -> r.userName("ann").accessKeyId(key.accessKeyId())));
        stacks.delete("user");
        assertThat(users(iam)).isEmpty();

        stacks.needs(
                TEMPLATE,
                List.of(
                        "iam:CreateUser",
                        "iam:TagUser",
                        "iam:CreateLoginProfile",
                        "iam:PutUserPolicy",
                        "iam:GetUserPolicy",
                        "iam:AttachUserPolicy",
                        "iam:AddUserToGroup",
                        "iam:GetUser"),
                List.of(
                        "iam:GetUser",
                        "iam:DeleteUserPolicy",
                        "iam:DetachUserPolicy",
                        "iam:RemoveUserFromGroup",
                        "iam:DeleteLoginProfile",
                        "iam:DeleteUser"),
                () -> users(iam));
        iam.deleteGroup(r -> r.groupName("first-group"));
        iam.deleteGroup(r -> r.groupName("second-group"));
    }

    private static List<User> users(IamClient iam) {
        return iam.listUsers(r -> r.pathPrefix("/apps/")).users();
    }

    private static List<String> groups(IamClient iam) {
        return iam.listGroupsForUser(r -> r.userName("ann")).groups().stream()
                .map(Group::groupName)
                .toList();
    }
}

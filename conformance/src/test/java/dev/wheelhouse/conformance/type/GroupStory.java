package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Group;

/** A group with policies; its members keep it. */
final class GroupStory implements Story {
    private static final String TEMPLATE =
            """
            Resources:
              Web:
                Type: AWS::IAM::Group
                Properties:
                  GroupName: web-group
                  Path: /apps/
                  ManagedPolicyArns: [arn:aws:iam::aws:policy/ReadOnlyAccess]
                  Policies:
                    - PolicyName: logs
                      PolicyDocument:
                        Version: 2012-10-17
                        Statement: [{Effect: Allow, Action: "logs:*", Resource: "*"}]
            Outputs:
              Name: {Value: !Ref Web}
              Arn: {Value: !GetAtt Web.Arn}
            """;

    @Override
    public String type() {
        return "AWS::IAM::Group";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        var iam = admin.iam();
        var made = stacks.create("group", TEMPLATE);
        assertThat(groups(iam))
                .singleElement()
                .returns("web-group", Group::groupName)
                .returns(made.get("Arn"), Group::arn);
        var moved = stacks.update("group", TEMPLATE.replace("/apps/", "/apps/web/"));
        assertThat(moved.get("Arn")).endsWith(":group/apps/web/web-group");
        stacks.update("group", TEMPLATE.replace("PolicyName: logs", "PolicyName: writes"));
        assertThat(iam.listGroupPolicies(r -> r.groupName("web-group")).policyNames())
                .containsExactly("writes");
        iam.createUser(r -> r.userName("member"));
        iam.addUserToGroup(r -> r.groupName("web-group").userName("member"));
        assertThat(stacks.failsToDelete("group"))
                .contains("Cannot delete entity, must remove users from group first.");
        iam.removeUserFromGroup(r -> r.groupName("web-group").userName("member"));
        iam.deleteUser(r -> r.userName("member"));
        stacks.delete("group");
        assertThat(groups(iam)).isEmpty();

        stacks.needs(
                TEMPLATE,
                List.of(
                        "iam:CreateGroup",
                        "iam:PutGroupPolicy",
                        "iam:GetGroupPolicy",
                        "iam:AttachGroupPolicy",
                        "iam:GetGroup"),
                List.of(
                        "iam:GetGroup",
                        "iam:DeleteGroupPolicy",
                        "iam:DetachGroupPolicy",
                        "iam:DeleteGroup"),
                () -> groups(iam));
    }

    private static List<Group> groups(IamClient iam) {
        return iam.listGroups(r -> r.pathPrefix("/apps/")).groups();
    }
}

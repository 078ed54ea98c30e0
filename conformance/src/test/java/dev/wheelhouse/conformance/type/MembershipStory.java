package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;

/** Users join a group, change places, and leave it. */
final class MembershipStory implements Story {
    private static final String TEMPLATE =
            """
            Resources:
              Members:
                Type: AWS::IAM::UserToGroupAddition
                Properties:
                  GroupName: club
                  Users: [joining, staying]
            Outputs:
              Ref: {Value: !Ref Members}
            """;

    @Override
    public String type() {
        return "AWS::IAM::UserToGroupAddition";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        var iam = admin.iam();
        iam.createGroup(r -> r.groupName("club"));
        var users = List.of("joining", "leaving", "staying");
        users.forEach(user -> iam.createUser(r -> r.userName(user)));
        assertThat(stacks.create("members", TEMPLATE).get("Ref"))
                .matches("members-Members-[A-Z0-9]{12}");
        assertThat(members(iam)).containsExactly("joining", "staying");
        stacks.update("members", TEMPLATE.replace("joining", "leaving"));
        assertThat(members(iam)).containsExactly("leaving", "staying");
        stacks.delete("members");
        assertThat(members(iam)).isEmpty();
        stacks.needs(
                TEMPLATE,
                List.of("iam:AddUserToGroup"),
                List.of("iam:RemoveUserFromGroup"),
                () -> members(iam));
        users.forEach(user -> iam.deleteUser(r -> r.userName(user)));
        iam.deleteGroup(r -> r.groupName("club"));
    }

    private static List<String> members(IamClient iam) {
        return iam.getGroup(r -> r.groupName("club")).users().stream().map(User::userName).toList();
    }
}

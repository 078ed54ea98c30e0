package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;

/** An inline policy as a resource of its own. */
final class PrincipalPolicyStory implements Story {
    private static final String TEMPLATE =
            """
            Resources:
              Rights:
                Type: AWS::IAM::KINDPolicy
                Properties:
                  PolicyName: reads
                  KINDName: holder
                  PolicyDocument:
                    Version: 2012-10-17
                    Statement: [{Effect: Allow, Action: "s3:Get*", Resource: "*"}]
            Outputs:
              Ref: {Value: !Ref Rights}
            """;

    private final String kind;

    PrincipalPolicyStory(String kind) {
        this.kind = kind;
    }

    @Override
    public String type() {
        return "AWS::IAM::" + kind + "Policy";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        var iam = admin.iam();
        makeHolder(iam);
        var template = TEMPLATE.replace("KIND", kind);
        assertThat(stacks.create("inline", template)).containsEntry("Ref", "reads|holder");
        assertThat(names(iam)).containsExactly("reads");
        assertThat(stacks.failsToCreate("again", template))
                .contains("reads|holder already exists in stack arn:");
        stacks.delete("again");
        assertThat(names(iam)).containsExactly("reads");
        assertThat(stacks.update("inline", template.replace("reads", "writes")))
                .containsEntry("Ref", "writes|holder");
        assertThat(names(iam)).containsExactly("writes");
        stacks.delete("inline");
        assertThat(names(iam)).isEmpty();
        if (kind.equals("Role")) { // the three are the same but for the names of the actions
            stacks.needs(
                    template,
                    List.of("iam:GetRolePolicy", "iam:PutRolePolicy"),
                    List.of("iam:GetRolePolicy", "iam:DeleteRolePolicy"),
                    () -> names(iam));
        }
        deleteHolder(iam);
    }

    private void makeHolder(IamClient iam) {
        switch (kind) {
            case "Role" ->
                    iam.createRole(r ->
                            r.roleName("holder")
                                    .assumeRolePolicyDocument(
                                            """
                                            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                            "Action":"sts:AssumeRole",
                                            "Principal":{"Service":"ec2.amazonaws.com"}}]}
                                            """));
            case "User" -> iam.createUser(r -> r.userName("holder"));
            default -> iam.createGroup(r -> r.groupName("holder"));
        }
    }

    private void deleteHolder(IamClient iam) {
        switch (kind) {
            case "Role" -> iam.deleteRole(r -> r.roleName("holder"));
            case "User" -> iam.deleteUser(r -> r.userName("holder"));
            default -> iam.deleteGroup(r -> r.groupName("holder"));
        }
    }

    private List<String> names(IamClient iam) {
        return switch (kind) {
            case "Role" -> iam.listRolePolicies(r -> r.roleName("holder")).policyNames();
            case "User" -> iam.listUserPolicies(r -> r.userName("holder")).policyNames();
            default -> iam.listGroupPolicies(r -> r.groupName("holder")).policyNames();
        };
    }
}

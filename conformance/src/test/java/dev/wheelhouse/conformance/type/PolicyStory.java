package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;

/** One inline policy for a role, a user and a group at once; it moves on and goes again. */
final class PolicyStory implements Story {
    private static final String TEMPLATE =
            """
            Resources:
              Rights:
                Type: AWS::IAM::Policy
                Properties:
                  PolicyName: reads
                  PolicyDocument:
                    Version: 2012-10-17
                    Statement: [{Effect: Allow, Action: "s3:Get*", Resource: "*"}]
                  Roles: [held-role]
                  Users: [held-user]
                  Groups: [held-group]
            Outputs:
              Ref: {Value: !Ref Rights}
              Id: {Value: !GetAtt Rights.Id}
            """;

    @Override
    public String type() {
        return "AWS::IAM::Policy";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        var iam = admin.iam();
        iam.createRole(r ->
                r.roleName("held-role")
                        .assumeRolePolicyDocument(
                                """
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                "Action":"sts:AssumeRole",
                                "Principal":{"Service":"ec2.amazonaws.com"}}]}
                                """));
        iam.createUser(r -> r.userName("held-user"));
        iam.createGroup(r -> r.groupName("held-group"));

        var made = stacks.create("policy", TEMPLATE);
        assertThat(made.get("Ref")).matches("policy-Rights-[A-Z0-9]{12}").isEqualTo(made.get("Id"));
        assertThat(names(iam)).containsExactly("reads", "reads", "reads");
        stacks.update(
                "policy",
                TEMPLATE.replace("s3:Get*", "s3:Put*").replace("  Users: [held-user]\n", "\n"));
        assertThat(names(iam)).containsExactly("reads", "reads");
        assertThat(
                        iam.getRolePolicy(r -> r.roleName("held-role").policyName("reads"))
                                .policyDocument())
                .contains("s3%3APut");
        assertThat(stacks.update("policy", TEMPLATE.replace("reads", "writes")))
                .containsEntry("Ref", made.get("Ref"));
        assertThat(names(iam)).containsExactly("writes", "writes", "writes");
        stacks.delete("policy");
        assertThat(names(iam)).isEmpty();

        assertThat(
                        stacks.failsToCreate(
                                "nobody", TEMPLATE.replaceAll(" *(Roles|Users|Groups): .*\n", "")))
                .contains("At least one of [Groups,Roles,Users] must be non-empty.");
        stacks.delete("nobody");
        stacks.needs(
                TEMPLATE,
                List.of("iam:PutRolePolicy", "iam:PutUserPolicy", "iam:PutGroupPolicy"),
                List.of("iam:DeleteRolePolicy", "iam:DeleteUserPolicy", "iam:DeleteGroupPolicy"),
                () -> names(iam));
        iam.deleteRole(r -> r.roleName("held-role"));
        iam.deleteUser(r -> r.userName("held-user"));
        iam.deleteGroup(r -> r.groupName("held-group"));
    }

    private static List<String> names(IamClient iam) {
        return List.of(
                        iam.listRolePolicies(r -> r.roleName("held-role")).policyNames(),
                        iam.listUserPolicies(r -> r.userName("held-user")).policyNames(),
                        iam.listGroupPolicies(r -> r.groupName("held-group")).policyNames())
                .stream()
                .flatMap(List::stream)
                .toList();
    }
}

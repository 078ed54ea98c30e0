package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.conformance.SdkClients;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** A role with policies of both kinds is made, changed, renamed and deleted. */
final class RoleStory implements Story {
    private static final String TEMPLATE =
            """
            Resources:
              Web:
                Type: AWS::IAM::Role
                Properties:
                  RoleName: web-role
                  Path: /apps/
                  Description: for the web
                  MaxSessionDuration: 7200
                  PermissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess
                  AssumeRolePolicyDocument:
                    Version: 2012-10-17
                    Statement:
                      - {Effect: Allow, Action: sts:AssumeRole, Principal: {Service: ec2.amazonaws.com}}
                  ManagedPolicyArns: [arn:aws:iam::aws:policy/ReadOnlyAccess]
                  Policies:
                    - PolicyName: logs
                      PolicyDocument:
                        Version: 2012-10-17
                        Statement: [{Effect: Allow, Action: "logs:*", Resource: "*"}]
                  Tags: [{Key: team, Value: web}]
            Outputs:
              Name: {Value: !Ref Web}
              Arn: {Value: !GetAtt Web.Arn}
              Id: {Value: !GetAtt Web.RoleId}
            """;

    @Override
    public String type() {
        return "AWS::IAM::Role";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        var iam = admin.iam();
        assertThatThrownBy(() ->
                        admin.cloudFormation()
                                .createStack(r -> r.stackName("role").templateBody(TEMPLATE)))
                .hasMessageContaining("Requires capabilities : [CAPABILITY_NAMED_IAM]");
        lives(iam, stacks);
        changes(iam, stacks);
        fails(iam, stacks);
        stacks.needs(
                TEMPLATE,
                List.of(
                        "iam:CreateRole",
                        "iam:TagRole",
                        "iam:PutRolePolicy",
                        "iam:GetRolePolicy",
                        "iam:AttachRolePolicy",
                        "iam:GetRole"),
                List.of(
                        "iam:GetRole",
                        "iam:DeleteRolePolicy",
                        "iam:DetachRolePolicy",
                        "iam:DeleteRole"),
                () -> roles(iam));
    }

    private static void lives(IamClient iam, Stacks stacks) {
        var made = stacks.create("role", TEMPLATE);
        assertThat(made).containsEntry("Name", "web-role");
        var role = iam.getRole(r -> r.roleName("web-role")).role();
        assertThat(role)
                .returns(made.get("Arn"), Role::arn)
                .returns(made.get("Id"), Role::roleId)
                .returns("/apps/", Role::path)
                .returns("for the web", Role::description)
                .returns(7200, Role::maxSessionDuration)
                .returns(
                        "arn:aws:iam::aws:policy/PowerUserAccess",
                        found -> found.permissionsBoundary().permissionsBoundaryArn())
                .returns(List.of(Tag.builder().key("team").value("web").build()), Role::tags);
        assertThat(role.assumeRolePolicyDocument()).contains("ec2.amazonaws.com", "2012-10-17");
        assertThat(iam.listRolePolicies(r -> r.roleName("web-role")).policyNames())
                .containsExactly("logs");
        assertThat(attached(iam)).containsExactly("ReadOnlyAccess");
        assertThat(stacks.failsToCreate("same", TEMPLATE))
                .contains("web-role already exists in stack arn:aws:cloudformation:us-east-1:");
        stacks.delete("same");
    }

    private static void changes(IamClient iam, Stacks stacks) {
        var changed =
                TEMPLATE.replace("for the web", "for all")
                        .replace("ec2.amazonaws.com", "lambda.amazonaws.com")
                        .replace("ReadOnlyAccess", "AmazonS3FullAccess")
                        .replace("PolicyName: logs", "PolicyName: writes")
                        .replace("Key: team", "Key: owner")
                        .replaceAll(" *(PermissionsBoundary|MaxSessionDuration): .*\n", "");
        var made = stacks.update("role", changed);
        assertThat(made).containsKeys("Arn", "Id");
        var role = iam.getRole(r -> r.roleName("web-role")).role();
        assertThat(role)
                .returns(made.get("Id"), Role::roleId)
                .returns("for all", Role::description)
                .returns(3600, Role::maxSessionDuration)
                .returns(null, Role::permissionsBoundary)
                .returns(List.of(Tag.builder().key("owner").value("web").build()), Role::tags);
        assertThat(role.assumeRolePolicyDocument()).contains("lambda.amazonaws.com");
        assertThat(iam.listRolePolicies(r -> r.roleName("web-role")).policyNames())
                .containsExactly("writes");
        assertThat(attached(iam)).containsExactly("AmazonS3FullAccess");

        assertThat(stacks.failsToUpdate("role", changed.replace("/apps/", "/other/")))
                .contains(
                        "CloudFormation cannot update a stack when a custom-named resource requires"
                                + " replacing. Rename web-role and update the stack again.");
        assertThat(stacks.failsToUpdate("role", changed.replace("logs:*", "nonsense")))
                .contains("(Service: Iam, Status Code: 400)");
        assertThat(stacks.update("role", changed.replace("web-role", "web-role-2")))
                .containsEntry("Name", "web-role-2");
        assertThat(roles(iam)).extracting(Role::roleName).containsExactly("web-role-2");

        iam.attachRolePolicy(
                r -> r.roleName("web-role-2").policyArn("arn:aws:iam::aws:policy/PowerUserAccess"));
        assertThat(stacks.failsToDelete("role"))
                .contains("Cannot delete entity, must detach all policies first.");
        iam.detachRolePolicy(
                r -> r.roleName("web-role-2").policyArn("arn:aws:iam::aws:policy/PowerUserAccess"));
        stacks.delete("role");
        assertThat(roles(iam)).isEmpty();
    }

    private static void fails(IamClient iam, Stacks stacks) {
        iam.createRole(r ->
                r.roleName("web-role")
                        .assumeRolePolicyDocument(
                                """
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                "Action":"sts:AssumeRole",
                                "Principal":{"Service":"ec2.amazonaws.com"}}]}
                                """));
        assertThat(stacks.failsToCreate("taken", TEMPLATE))
                .contains(
                        "Resource of type 'AWS::IAM::Role' with identifier 'web-role' already"
                                + " exists.")
                .contains("HandlerErrorCode: AlreadyExists");
        stacks.delete("taken");
        iam.deleteRole(r -> r.roleName("web-role"));
        var unnamed = stacks.create("unnamed", TEMPLATE.replace("RoleName: web-role", ""));
        assertThat(unnamed.get("Name")).matches("unnamed-Web-[A-Z0-9]{12}");
        assertThat(roles(iam)).hasSize(1);
        stacks.delete("unnamed");
        assertThat(stacks.failsToCreate("bad", TEMPLATE.replace("web-role", "web role")))
                .contains("Value 'web role' at 'roleName' failed to satisfy constraint");
        stacks.delete("bad");
        assertThat(stacks.failsToCreate("none", TEMPLATE.replace("policy/ReadOnly", "policy/No")))
                .contains("does not exist or is not attachable");
        assertThat(roles(iam)).isEmpty();
        stacks.delete("none");
    }

    private static List<Role> roles(IamClient iam) {
        return iam.listRoles(r -> r.pathPrefix("/apps/")).roles();
    }

    private static List<String> attached(IamClient iam) {
        return iam.listAttachedRolePolicies(r -> r.roleName("web-role")).attachedPolicies().stream()
                .map(AttachedPolicy::policyName)
                .toList();
    }
}

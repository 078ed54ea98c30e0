package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;

/** A managed policy gets versions, moves between those it is attached to, and goes again. */
final class ManagedPolicyStory implements Story {
    private static final String TEMPLATE =
            """
            Resources:
              Rights:
                Type: AWS::IAM::ManagedPolicy
                Properties:
                  ManagedPolicyName: reads
                  Path: /apps/
                  Description: what it is for
                  PolicyDocument:
                    Version: 2012-10-17
                    Statement: [{Effect: Allow, Action: "s3:Get1", Resource: "*"}]
                  Users: [policed-user]
                  Groups: [policed-group]
            Outputs:
              Ref: {Value: !Ref Rights}
              Arn: {Value: !GetAtt Rights.PolicyArn}
              Id: {Value: !GetAtt Rights.PolicyId}
              Version: {Value: !GetAtt Rights.DefaultVersionId}
              Count: {Value: !GetAtt Rights.AttachmentCount}
            """;

    @Override
    public String type() {
        return "AWS::IAM::ManagedPolicy";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        var iam = admin.iam();
        iam.createUser(r -> r.userName("policed-user"));
        iam.createGroup(r -> r.groupName("policed-group"));
        var made = stacks.create("managed", TEMPLATE);
        assertThat(made)
                .containsEntry("Arn", made.get("Ref"))
                .containsEntry("Version", "v1")
                .containsEntry("Count", "2");
        assertThat(policies(iam))
                .singleElement()
                .returns(made.get("Arn"), Policy::arn)
                .returns(made.get("Id"), Policy::policyId)
                .returns("reads", Policy::policyName)
                .returns(2, Policy::attachmentCount);
        for (var version = 2; version <= 6; version++) {
            assertThat(stacks.update("managed", TEMPLATE.replace("s3:Get1", "s3:Get" + version)))
                    .containsEntry("Version", "v" + version);
        }
        assertThat(iam.listPolicyVersions(r -> r.policyArn(made.get("Arn"))).versions()).hasSize(5);
        assertThat(stacks.update("managed", TEMPLATE.replace("  Users: [policed-user]\n", "\n")))
                .containsEntry("Count", "1");
        assertThat(stacks.failsToUpdate("managed", TEMPLATE.replace("it is for", "it was for")))
                .contains("CloudFormation cannot update a stack when a custom-named resource");
        assertThat(stacks.failsToCreate("same", TEMPLATE))
                .contains(made.get("Arn") + " already exists in stack arn:");
        stacks.delete("same");
        iam.attachUserPolicy(r -> r.userName("policed-user").policyArn(made.get("Arn")));
        assertThat(stacks.failsToDelete("managed"))
                .contains("Cannot delete a policy attached to entities.");
        iam.detachUserPolicy(r -> r.userName("policed-user").policyArn(made.get("Arn")));
        stacks.delete("managed");
        assertThat(policies(iam)).isEmpty();

        stacks.needs(
                TEMPLATE,
                List.of("iam:CreatePolicy", "iam:AttachUserPolicy", "iam:AttachGroupPolicy"),
                List.of(
                        "iam:GetPolicy",
                        "iam:DetachUserPolicy",
                        "iam:DetachGroupPolicy",
                        "iam:ListPolicyVersions",
                        "iam:DeletePolicy"),
                () -> policies(iam));
        iam.deleteUser(r -> r.userName("policed-user"));
        iam.deleteGroup(r -> r.groupName("policed-group"));
    }

    private static List<Policy> policies(IamClient iam) {
        return iam.listPolicies(r -> r.scope(PolicyScopeType.LOCAL).pathPrefix("/apps/"))
                .policies();
    }
}

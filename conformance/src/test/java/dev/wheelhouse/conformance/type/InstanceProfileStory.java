package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;

/** An instance profile gets a role, changes it, and gives it to an instance of the same stack. */
final class InstanceProfileStory implements Story {
    private static final String TRUST =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
            "Principal":{"Service":"ec2.amazonaws.com"}}]}
            """;
    private static final String TEMPLATE =
            """
            Resources:
              Profile:
                Type: AWS::IAM::InstanceProfile
                Properties:
                  InstanceProfileName: web-profile
                  Path: /apps/
                  Roles: [first-role]
            Outputs:
              Name: {Value: !Ref Profile}
              Arn: {Value: !GetAtt Profile.Arn}
            """;
    private static final String WITH_INSTANCE =
            """
            Parameters:
              Image:
                Type: AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>
                Default: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument: '%s'
              Profile:
                Type: AWS::IAM::InstanceProfile
                Properties:
                  Path: /apps/
                  Roles: [!Ref Role]
              Web:
                Type: AWS::EC2::Instance
                Properties:
                  ImageId: !Ref Image
                  InstanceType: t3.micro
                  IamInstanceProfile: !Ref Profile
            Outputs:
              Instance: {Value: !Ref Web}
              Arn: {Value: !GetAtt Profile.Arn}
            """
                    .formatted(TRUST.replaceAll("\\s", ""));

    @Override
    public String type() {
        return "AWS::IAM::InstanceProfile";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        var iam = admin.iam();
        iam.createRole(r -> r.roleName("first-role").assumeRolePolicyDocument(TRUST));
        iam.createRole(r -> r.roleName("second-role").assumeRolePolicyDocument(TRUST));
        var made = stacks.create("profile", TEMPLATE);
        assertThat(profiles(iam))
                .singleElement()
                .returns("web-profile", InstanceProfile::instanceProfileName)
                .returns(made.get("Arn"), InstanceProfile::arn)
                .extracting(profile -> profile.roles().getFirst())
                .returns("first-role", Role::roleName);
        stacks.update("profile", TEMPLATE.replace("first-role", "second-role"));
        assertThat(profiles(iam))
                .singleElement()
                .extracting(profile -> profile.roles().getFirst())
                .returns("second-role", Role::roleName);
        assertThat(stacks.failsToUpdate("profile", TEMPLATE.replace("first-role", "no-role")))
                .contains("The role with name no-role cannot be found.")
                .contains("HandlerErrorCode: NotFound");
        assertThat(profiles(iam).getFirst().roles())
                .extracting(Role::roleName)
                .containsExactly("second-role");
        stacks.delete("profile");
        assertThat(
                        stacks.failsToCreate(
                                "two",
                                TEMPLATE.replace("[first-role]", "[first-role, second-role]")))
                .contains("Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        stacks.delete("two");
        assertThat(profiles(iam)).isEmpty();

        var launched = stacks.create("instance", WITH_INSTANCE);
        assertThat(
                        admin.ec2()
                                .describeInstances(r -> r.instanceIds(launched.get("Instance")))
                                .reservations()
                                .getFirst()
                                .instances()
                                .getFirst()
                                .iamInstanceProfile()
                                .arn())
                .isEqualTo(launched.get("Arn"));
        stacks.delete("instance");

        stacks.needs(
                TEMPLATE,
                List.of(
                        "iam:CreateInstanceProfile",
                        "iam:AddRoleToInstanceProfile",
                        "iam:PassRole",
                        "iam:GetInstanceProfile"),
                List.of(
                        "iam:GetInstanceProfile",
                        "iam:RemoveRoleFromInstanceProfile",
                        "iam:DeleteInstanceProfile"),
                () -> profiles(iam));
        iam.deleteRole(r -> r.roleName("first-role"));
        iam.deleteRole(r -> r.roleName("second-role"));
    }

    private static List<InstanceProfile> profiles(IamClient iam) {
        return iam.listInstanceProfiles(r -> r.pathPrefix("/apps/")).instanceProfiles();
    }
}

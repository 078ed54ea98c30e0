package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;

/** A key is made, switched off, and made anew; its secret shows in the output alone. */
final class AccessKeyStory implements Story {
    private static final String TEMPLATE =
            """
            Resources:
              Key:
                Type: AWS::IAM::AccessKey
                Properties:
                  UserName: keyed
                  Serial: 1
              Kept:
                Type: AWS::SSM::Parameter
                Properties:
                  Name: /keyed/secret
                  Type: String
                  Value: !GetAtt Key.SecretAccessKey
            Outputs:
              Id: {Value: !Ref Key}
              Secret: {Value: !GetAtt Key.SecretAccessKey}
            """;

    @Override
    public String type() {
        return "AWS::IAM::AccessKey";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        var iam = admin.iam();
        iam.createUser(r -> r.userName("keyed"));
        var made = stacks.create("key", TEMPLATE);
        assertThat(made.get("Secret")).hasSize(40);
        assertThat(keys(iam))
                .singleElement()
                .returns(made.get("Id"), AccessKeyMetadata::accessKeyId)
                .returns(StatusType.ACTIVE, AccessKeyMetadata::status);
        assertThat(admin.ssm().getParameter(r -> r.name("/keyed/secret")).parameter().value())
                .isEqualTo(made.get("Secret"));
        assertThat(stacks.shownProperties("key", "Kept"))
                .contains("/keyed/secret", "****")
                .doesNotContain(made.get("Secret"));

        assertThat(
                        stacks.update(
                                "key",
                                TEMPLATE.replace("Serial: 1", "Serial: 1\n      Status: Inactive")))
                .isEqualTo(made);
        assertThat(keys(iam))
                .singleElement()
                .returns(StatusType.INACTIVE, AccessKeyMetadata::status);
        var rotated = stacks.update("key", TEMPLATE.replace("Serial: 1", "Serial: 2"));
        assertThat(rotated.get("Id")).isNotEqualTo(made.get("Id"));
        assertThat(rotated.get("Secret")).isNotEqualTo(made.get("Secret"));
        assertThat(keys(iam))
                .singleElement()
                .returns(rotated.get("Id"), AccessKeyMetadata::accessKeyId);
        stacks.delete("key");
        assertThat(keys(iam)).isEmpty();

        stacks.needs(
                TEMPLATE.substring(0, TEMPLATE.indexOf("  Kept:")),
                List.of("iam:CreateAccessKey"),
                List.of("iam:DeleteAccessKey"),
                () -> keys(iam));
        iam.deleteUser(r -> r.userName("keyed"));
    }

    private static List<AccessKeyMetadata> keys(IamClient iam) {
        return iam.listAccessKeys(r -> r.userName("keyed")).accessKeyMetadata();
    }
}

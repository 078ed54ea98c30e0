package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** A key pair that is made keeps its private half as a parameter; one that is imported has none. */
final class KeyPairStory implements Story {
    private static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGwqxgQBcFnVhbWYqHKN7BHZrRpKZSM8mLSmjBXhNPvB";
    private static final String TEMPLATE =
            """
            Resources:
              Key:
                Type: AWS::EC2::KeyPair
                Properties:
                  KeyName: made
                  KeyType: ed25519
                  Tags: [{Key: team, Value: web}]
            Outputs:
              Name: {Value: !Ref Key}
              Id: {Value: !GetAtt Key.KeyPairId}
              Fingerprint: {Value: !GetAtt Key.KeyFingerprint}
            """;

    @Override
    public String type() {
        return "AWS::EC2::KeyPair";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        var made = stacks.create("keys", TEMPLATE);
        assertThat(made).containsEntry("Name", "made");
        assertThat(keys(admin))
                .singleElement()
                .returns("made", KeyPairInfo::keyName)
                .returns(made.get("Id"), KeyPairInfo::keyPairId)
                .returns(made.get("Fingerprint"), KeyPairInfo::keyFingerprint)
                .extracting(KeyPairInfo::tags)
                .asString()
                .contains(Tag.builder().key("team").value("web").build().toString())
                .contains("aws:cloudformation:stack-name");
        var kept =
                admin.ssm()
                        .getParameter(
                                r -> r.name("/ec2/keypair/" + made.get("Id")).withDecryption(true))
                        .parameter();
        assertThat(kept.type()).isEqualTo(ParameterType.SECURE_STRING);
        assertThat(kept.value()).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");

        assertThat(stacks.failsToUpdate("keys", TEMPLATE.replace("ed25519", "rsa")))
                .contains("CloudFormation cannot update a stack when a custom-named resource");
        var imported =
                stacks.update(
                        "keys",
                        TEMPLATE.replace("KeyName: made", "KeyName: imported")
                                .replace("KeyType: ed25519", "PublicKeyMaterial: " + PUBLIC_KEY));
        assertThat(imported).containsEntry("Name", "imported");
        assertThat(keys(admin)).singleElement().returns("imported", KeyPairInfo::keyName);
        assertThat(parameters(admin)).isEmpty();
        assertThat(stacks.failsToCreate("same", TEMPLATE.replace("made", "imported")))
                .contains("The keypair already exists");
        stacks.delete("same");
        stacks.delete("keys");
        assertThat(keys(admin)).isEmpty();

        stacks.needs(
                TEMPLATE,
                List.of("ec2:CreateKeyPair", "ec2:CreateTags", "ssm:PutParameter"),
                List.of("ec2:DescribeKeyPairs", "ec2:DeleteKeyPair", "ssm:DeleteParameter"),
                () -> keys(admin));
        assertThat(parameters(admin)).isEmpty();
    }

    private static List<KeyPairInfo> keys(SdkClients admin) {
        return admin.ec2().describeKeyPairs().keyPairs();
    }

    private static List<?> parameters(SdkClients admin) {
        return admin.ssm().describeParameters().parameters();
    }
}

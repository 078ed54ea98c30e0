package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket gets a policy, which may not make it public unless that is allowed. */
final class BucketPolicyStory implements Story {
    private static final String BUCKET = "a-bucket-with-a-policy";
    private static final String TEMPLATE =
            """
            Resources:
              Rights:
                Type: AWS::S3::BucketPolicy
                Properties:
                  Bucket: a-bucket-with-a-policy
                  PolicyDocument:
                    Version: 2012-10-17
                    Statement:
                      - Effect: Allow
                        Principal: {AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"}
                        Action: s3:GetObject
                        Resource: arn:aws:s3:::a-bucket-with-a-policy/*
            Outputs:
              Ref: {Value: !Ref Rights}
            """;
    private static final String PUBLIC = TEMPLATE.replaceAll("Principal: .*", "Principal: \"*\"");

    @Override
    public String type() {
        return "AWS::S3::BucketPolicy";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        var s3 = admin.s3();
        s3.createBucket(r -> r.bucket(BUCKET));
        assertThat(stacks.create("policy", TEMPLATE)).containsEntry("Ref", BUCKET);
        assertThat(policies(s3)).singleElement().asString().contains("s3:GetObject", ":root");
        stacks.update("policy", TEMPLATE.replace("s3:GetObject", "s3:PutObject"));
        assertThat(policies(s3)).singleElement().asString().contains("s3:PutObject");
        assertThat(stacks.failsToCreate("second", TEMPLATE))
                .contains("The bucket policy already exists on bucket " + BUCKET + ".");
        stacks.delete("second");

        assertThat(stacks.failsToUpdate("policy", PUBLIC))
                .contains(
                        "because public policies are prevented by the BlockPublicPolicy setting in"
                                + " S3 Block Public Access.")
                .contains("HandlerErrorCode: AccessDenied");
        assertThat(policies(s3)).singleElement().asString().contains("s3:PutObject");
        s3.deletePublicAccessBlock(r -> r.bucket(BUCKET));
        stacks.update("policy", PUBLIC);
        assertThat(stacks.failsToUpdate("policy", PUBLIC.replace("3:::a-", "3:::another-")))
                .contains("Policy has invalid resource");
        stacks.delete("policy");
        assertThat(policies(s3)).isEmpty();
        assertThat(stacks.failsToCreate("nowhere", TEMPLATE.replace("Bucket: a-", "Bucket: no-")))
                .contains("The specified bucket does not exist");
        stacks.delete("nowhere");

        stacks.needs(
                TEMPLATE,
                List.of("s3:GetBucketPolicy", "s3:PutBucketPolicy"),
                List.of("s3:GetBucketPolicy", "s3:DeleteBucketPolicy"),
                () -> policies(s3));
        s3.deleteBucket(r -> r.bucket(BUCKET));
    }

    private static List<String> policies(S3Client s3) {
        try {
            return Optional.ofNullable(s3.getBucketPolicy(r -> r.bucket(BUCKET)).policy()).stream()
                    .toList();
        } catch (S3Exception none) {
            assertThat(none.awsErrorDetails().errorCode()).isEqualTo("NoSuchBucketPolicy");
            return List.of();
        }
    }
}

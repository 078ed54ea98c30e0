package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.Tag;

/** A bucket with its settings is made, changed, renamed, and deleted once it is empty. */
final class BucketStory implements Story {
    private static final String NAME = "a-bucket-of-a-stack";
    private static final String TEMPLATE =
            """
            Resources:
              Store:
                Type: AWS::S3::Bucket
                Properties:
                  BucketName: a-bucket-of-a-stack
                  AccessControl: Private
                  PublicAccessBlockConfiguration:
                    BlockPublicAcls: true
                    IgnorePublicAcls: true
                    RestrictPublicBuckets: true
                  BucketEncryption:
                    ServerSideEncryptionConfiguration:
                      - BucketKeyEnabled: true
                        ServerSideEncryptionByDefault: {SSEAlgorithm: AES256}
                  OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerEnforced}]}
                  Tags: [{Key: team, Value: web}]
            Outputs:
              Name: {Value: !Ref Store}
              Arn: {Value: !GetAtt Store.Arn}
              Domain: {Value: !GetAtt Store.DomainName}
              Regional: {Value: !GetAtt Store.RegionalDomainName}
              Dual: {Value: !GetAtt Store.DualStackDomainName}
              Website: {Value: !GetAtt Store.WebsiteURL}
            """;

    @Override
    public String type() {
        return "AWS::S3::Bucket";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        var s3 = admin.s3();
        lives(s3, stacks);
        refuses(s3, stacks);
        stacks.needs(
                TEMPLATE,
                List.of(
                        "s3:CreateBucket",
                        "s3:PutBucketTagging",
                        "s3:PutBucketOwnershipControls",
                        "s3:PutBucketPublicAccessBlock",
                        "s3:PutEncryptionConfiguration"),
                List.of("s3:DeleteBucket"),
                () -> buckets(s3));
    }

    private static void lives(S3Client s3, Stacks stacks) {
        assertThat(stacks.create("bucket", TEMPLATE))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "Name", NAME,
                                "Arn", "arn:aws:s3:::" + NAME,
                                "Domain", NAME + ".s3.amazonaws.com",
                                "Regional", NAME + ".s3.us-east-1.amazonaws.com",
                                "Dual", NAME + ".s3.dualstack.us-east-1.amazonaws.com",
                                "Website",
                                        "http://" + NAME + ".s3-website-us-east-1.amazonaws.com"));
        assertThat(block(s3))
                .returns(true, PublicAccessBlockConfiguration::restrictPublicBuckets)
                .returns(false, PublicAccessBlockConfiguration::blockPublicPolicy);
        assertThat(
                        s3.getBucketEncryption(r -> r.bucket(NAME))
                                .serverSideEncryptionConfiguration()
                                .rules())
                .singleElement()
                .returns(true, rule -> rule.bucketKeyEnabled());
        assertThat(tags(s3))
                .containsEntry("team", "web")
                .containsEntry("aws:cloudformation:logical-id", "Store")
                .containsKeys("aws:cloudformation:stack-name", "aws:cloudformation:stack-id");

        stacks.update(
                "bucket",
                TEMPLATE.replace("Value: web", "Value: all")
                        .replace("RestrictPublicBuckets: true", "RestrictPublicBuckets: false"));
        assertThat(tags(s3)).containsEntry("team", "all").hasSize(4);
        assertThat(block(s3)).returns(false, PublicAccessBlockConfiguration::restrictPublicBuckets);
        assertThat(stacks.failsToCreate("same", TEMPLATE))
                .contains(NAME + " already exists in stack arn:");
        stacks.delete("same");

        s3.putObject(r -> r.bucket(NAME).key("kept"), RequestBody.fromString("kept"));
        assertThat(stacks.failsToDelete("bucket"))
                .contains("The bucket you tried to delete is not empty");
        s3.deleteObject(r -> r.bucket(NAME).key("kept"));
        stacks.delete("bucket");
        assertThat(buckets(s3)).isEmpty();
    }

    private static void refuses(S3Client s3, Stacks stacks) {
        var unnamed =
                stacks.create(
                        "Unnamed",
                        TEMPLATE.replace("BucketName: a-bucket-of-a-stack", "Tags: []")
                                .replace("Tags: [{Key: team, Value: web}]", ""));
        assertThat(unnamed.get("Name")).matches("unnamed-store-[a-z0-9]{12}");
        stacks.delete("Unnamed");
        refuses(
                stacks,
                "AccessControl: Private",
                "VersioningConfiguration: {Status: Enabled}",
                "Wheelhouse has not built the property VersioningConfiguration");
        refuses(
                stacks,
                "AccessControl: Private",
                "AccessControl: PublicRead",
                "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
        refuses(stacks, "AES256", "aws:kms", "Wheelhouse has not built encryption with aws:kms");
        refuses(stacks, "BucketOwnerEnforced", "ObjectWriter", "has not built ACLs yet");
        refuses(stacks, NAME, "Not_A_Bucket", "The specified bucket is not valid.");
        assertThat(buckets(s3)).isEmpty();
    }

    private static void refuses(Stacks stacks, String part, String other, String why) {
        assertThat(stacks.failsToCreate("wrong", TEMPLATE.replace(part, other))).contains(why);
        stacks.delete("wrong");
    }

    private static PublicAccessBlockConfiguration block(S3Client s3) {
        return s3.getPublicAccessBlock(r -> r.bucket(NAME)).publicAccessBlockConfiguration();
    }

    private static Map<String, String> tags(S3Client s3) {
        return s3.getBucketTagging(r -> r.bucket(NAME)).tagSet().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }

    private static List<Bucket> buckets(S3Client s3) {
        return s3.listBuckets().buckets().stream()
                .filter(bucket -> bucket.name().equals(NAME))
                .toList();
    }
}

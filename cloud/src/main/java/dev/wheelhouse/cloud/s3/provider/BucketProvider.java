package dev.wheelhouse.cloud.s3.provider;

import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.resource.GeneratedNames;
import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Property;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceSchema.Update;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.cloud.s3.PublicAccessBlock;
import dev.wheelhouse.cloud.s3.S3Refusal;
import dev.wheelhouse.cloud.s3.S3Refusal.Reason;
import dev.wheelhouse.cloud.s3.operation.BucketChanges;
import dev.wheelhouse.cloud.s3.operation.ForwardedRequests;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.Region;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code AWS::S3::Bucket}; {@code Ref} is its name. Versions, lifecycles, logs, notifications,
 * replication, websites and what else S3 has are not built: the properties that ask for them are
 * refused by name. {@code AccessControl} may be what changes nothing where the bucket's owner owns
 * all objects, as S3 itself has it.
 */
final class BucketProvider implements ResourceProvider {
    private static final int MAX_NAME = 63;
    private static final String BLOCK = "PublicAccessBlockConfiguration";
    private static final String ENCRYPTION = "BucketEncryption";
    private static final String OWNERSHIP = "OwnershipControls";
    private static final String ACL = "AccessControl";
    private static final String OBJECT_LOCK = "ObjectLockEnabled";
    private static final Set<String> HARMLESS_ACLS = Set.of("Private", "BucketOwnerFullControl");

    /** Properties of the published type that ask for what is not built. */
    private static final Set<String> NOT_BUILT =
            Set.of(
                    "AbacStatus",
                    "AccelerateConfiguration",
                    "AnalyticsConfigurations",
                    "CorsConfiguration",
                    "IntelligentTieringConfigurations",
                    "InventoryConfigurations",
                    "LifecycleConfiguration",
                    "LoggingConfiguration",
                    "MetadataConfiguration",
                    "MetadataTableConfiguration",
                    "MetricsConfigurations",
                    "NotificationConfiguration",
                    "ObjectLockConfiguration",
                    "ReplicationConfiguration",
                    "VersioningConfiguration",
                    "WebsiteConfiguration");

    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::S3::Bucket",
                    properties(),
                    List.of(
                            "Arn",
                            "DomainName",
                            "DualStackDomainName",
                            "RegionalDomainName",
                            "WebsiteURL"),
                    true,
                    false);

    private final BucketChanges changes;
    private final GeneratedNames names;

    BucketProvider(BucketChanges changes, GeneratedNames names) {
        this.changes = changes;
        this.names = names;
    }

    private static Map<String, Property> properties() {
        var properties = new LinkedHashMap<String, Property>();
        properties.put("BucketName", new Property(Shape.STRING, false, Update.REPLACEMENT));
        properties.put("Tags", changeable(Shape.LIST));
        properties.put(BLOCK, changeable(Shape.OBJECT));
        properties.put(ENCRYPTION, changeable(Shape.OBJECT));
        properties.put(OWNERSHIP, changeable(Shape.OBJECT));
        properties.put(ACL, changeable(Shape.STRING));
        properties.put(OBJECT_LOCK, changeable(Shape.BOOLEAN));
        NOT_BUILT.forEach(name -> properties.put(name, changeable(Shape.JSON)));
        return properties;
    }

    private static Property changeable(Shape shape) {
        return new Property(shape, false, Update.IN_PLACE);
    }

    @Override
    public ResourceSchema schema() {
        return SCHEMA;
    }

    @Override
    public Progress create(ResourceStep step, Value.Members values) {
        var properties = checked(values);
        var by = ForwardedRequests.acting(step);
        var name =
                properties.text("BucketName").orElseGet(() -> names.lowerCaseName(step, MAX_NAME));
        return Failures.translate(() -> {
            changes.requireCreation(by, step.region(), name);
            make(by, step.region(), name);
            changes.setTags(by, name, properties.tags(step.tags()));
            set(by, name, new Properties(Value.object()), properties);
            return done(name, step.region());
        });
    }

    private void make(Acting by, Region region, String name) {
        try {
            changes.create(by, region, name, Map.of());
        } catch (S3Refusal refusal) {
            if (refusal.reason() == Reason.BUCKET_ALREADY_EXISTS
                    || refusal.reason() == Reason.BUCKET_ALREADY_OWNED) {
                throw ResourceFailure.alreadyExists(SCHEMA.type(), name);
            }
            throw refusal;
        }
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        var properties = checked(after);
        var by = ForwardedRequests.acting(step);
        return Failures.translate(() -> {
            changes.setTags(by, physicalId, properties.tags(step.tags()));
            set(by, physicalId, new Properties(before), properties);
            return done(physicalId, step.region());
        });
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        var by = ForwardedRequests.acting(step);
        return Failures.translate(() -> {
            try {
                changes.delete(by, physicalId);
            } catch (S3Refusal refusal) {
                if (refusal.reason() != Reason.NO_SUCH_BUCKET) {
                    throw refusal;
                }
            }
            return new Progress.Done(physicalId, Map.of());
        });
    }

    /** Sets what differs; what a template does not speak of any more is as in a new bucket. */
    private void set(Acting by, String name, Properties before, Properties after) {
        if (!before.object(OWNERSHIP).equals(after.object(OWNERSHIP))) {
            changes.setOwnership(
                    by,
                    name,
                    Optional.of(
                            after.object(OWNERSHIP)
                                    .map(BucketProvider::ownership)
                                    .orElse("BucketOwnerEnforced")));
        }
        if (!before.object(BLOCK).equals(after.object(BLOCK))) {
            changes.setPublicAccessBlock(
                    by,
                    name,
                    Optional.of(
                            after.object(BLOCK)
                                    .map(BucketProvider::block)
                                    .orElse(PublicAccessBlock.OF_NEW_BUCKETS)));
        }
        if (!before.object(ENCRYPTION).equals(after.object(ENCRYPTION))) {
            var encryption = after.object(ENCRYPTION);
            if (encryption.isPresent()) {
                encrypt(by, name, encryption.get());
            } else {
                changes.deleteEncryption(by, name);
            }
        }
    }

    private static PublicAccessBlock block(Properties given) {
        var block =
                given.only(
                        Set.of(
                                "BlockPublicAcls",
                                "BlockPublicPolicy",
                                "IgnorePublicAcls",
                                "RestrictPublicBuckets"));
        return new PublicAccessBlock(
                block.flag("BlockPublicAcls").orElse(false),
                block.flag("IgnorePublicAcls").orElse(false),
                block.flag("BlockPublicPolicy").orElse(false),
                block.flag("RestrictPublicBuckets").orElse(false));
    }

    private static String ownership(Properties given) {
        var rules = given.only(Set.of("Rules")).objects("Rules");
        if (rules.size() != 1) {
            throw Properties.invalid("Property OwnershipControls must have one rule");
        }
        return rules.getFirst().only(Set.of("ObjectOwnership")).requiredText("ObjectOwnership");
    }

    private void encrypt(Acting by, String name, Properties given) {
        var list = "ServerSideEncryptionConfiguration";
        var rules = given.only(Set.of(list)).objects(list);
        if (rules.size() != 1) {
            throw Properties.invalid("Property BucketEncryption must have one rule");
        }
        var rule =
                rules.getFirst().only(Set.of("BucketKeyEnabled", "ServerSideEncryptionByDefault"));
        var algorithm =
                rule.object("ServerSideEncryptionByDefault")
                        .map(byDefault ->
                                byDefault
                                        .only(Set.of("SSEAlgorithm", "KMSMasterKeyID"))
                                        .requiredText("SSEAlgorithm"))
                        .orElse("AES256");
        changes.setEncryption(by, name, algorithm, rule.flag("BucketKeyEnabled").orElse(false));
    }

    private static Properties checked(Value.Members values) {
        values.values().keySet().stream()
                .filter(NOT_BUILT::contains)
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw notBuilt(name);
                });
        var properties = new Properties(values);
        if (properties.flag(OBJECT_LOCK).orElse(false)) {
            throw notBuilt(OBJECT_LOCK);
        }
        properties
                .text(ACL)
                .filter(acl -> !HARMLESS_ACLS.contains(acl))
                .ifPresent(_ -> {
                    throw Properties.invalid(
                            "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced"
                                    + " setting");
                });
        return properties;
    }

    private static ResourceFailure notBuilt(String property) {
        return Properties.invalid(
                "Wheelhouse has not built the property " + property + " of AWS::S3::Bucket yet");
    }

    private static Progress done(String name, Region region) {
        return new Progress.Done(
                name,
                Map.of(
                        "Arn", Value.text("arn:aws:s3:::" + name),
                        "DomainName", Value.text(name + ".s3.amazonaws.com"),
                        "DualStackDomainName",
                                Value.text(name + ".s3.dualstack." + region + ".amazonaws.com"),
                        "RegionalDomainName", Value.text(name + ".s3." + region + ".amazonaws.com"),
                        "WebsiteURL", Value.text(website(name, region))));
    }

    /** Older regions have a hyphen there. */
    private static String website(String name, Region region) {
        var hyphened =
                Set.of(
                        "us-east-1",
                        "us-west-1",
                        "us-west-2",
                        "ap-southeast-1",
                        "ap-southeast-2",
                        "ap-northeast-1",
                        "eu-west-1",
                        "sa-east-1");
        return "http://"
                + name
                + ".s3-website"
                + (hyphened.contains(region.value()) ? "-" : ".")
                + region
                + ".amazonaws.com";
    }
}

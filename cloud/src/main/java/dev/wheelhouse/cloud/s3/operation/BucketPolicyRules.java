package dev.wheelhouse.cloud.s3.operation;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.MALFORMED_POLICY;

import dev.wheelhouse.cloud.s3.Bucket;
import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.access.PrincipalIds;
import dev.wheelhouse.identity.access.UnknownPrincipalException;
import dev.wheelhouse.identity.policy.MalformedPolicyException;
import dev.wheelhouse.identity.policy.PolicyDocument;
import dev.wheelhouse.store.sql.Handle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What holds for the policy of a bucket. */
public final class BucketPolicyRules {
    private static final int MAX_BYTES = 20 * 1024;
    private static final PrincipalIds PRINCIPALS = new PrincipalIds();

    private BucketPolicyRules() {}

    /**
     * Checks a policy that is to be put on a bucket.
     *
     * @throws dev.wheelhouse.cloud.s3.S3Refusal if it is malformed, too long, about other buckets
     *     or services, or has an action that is about none of its resources
     */
    public static void check(String bucket, String policy) {
        if (policy.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw MALFORMED_POLICY.because("Policy exceeds the maximum allowed document size.");
        }
        try {
            PolicyDocument.parse(policy, PolicyDocument.Kind.RESOURCE);
        } catch (MalformedPolicyException malformed) {
            throw MALFORMED_POLICY.because(String.valueOf(malformed.getMessage()));
        }
        var statements =
                list(Json.readObject(policy), "Statement").stream()
                        .filter(Value.Members.class::isInstance)
                        .map(Value.Members.class::cast)
                        .toList();
        for (var statement : statements) {
            checkActions(statement);
            checkResources(statement, Bucket.arn(bucket));
        }
        for (var statement : statements) {
            checkApplication(statement, Bucket.arn(bucket));
        }
    }

    private static void checkActions(Value.Members statement) {
        for (var action : texts(statement, "Action", "NotAction")) {
            if (!PolicyActions.isOfS3(action)) {
                throw MALFORMED_POLICY.because("Policy has invalid action");
            }
        }
    }

    private static void checkResources(Value.Members statement, String arn) {
        for (var resource : texts(statement, "Resource", "NotResource")) {
            if (!resource.equals(arn) && !resource.startsWith(arn + "/")) {
                throw MALFORMED_POLICY.because("Policy has invalid resource");
            }
        }
    }

    /** Every action must be one that can be done to a resource beside it. */
    private static void checkApplication(Value.Members statement, String arn) {
        var resources = texts(statement, "Resource");
        boolean bucket = resources.contains(arn);
        boolean objects = resources.stream().anyMatch(each -> !each.equals(arn));
        for (var action : texts(statement, "Action")) {
            if (!resources.isEmpty() && !PolicyActions.applies(action, bucket, objects)) {
                throw MALFORMED_POLICY.because(
                        "Action does not apply to any resource(s) in statement");
            }
        }
    }

    /**
     * A checked policy as it is kept.
     *
     * @throws dev.wheelhouse.cloud.s3.S3Refusal if it names somebody who does not exist
     */
    static String kept(Handle db, String policy) {
        try {
            return PRINCIPALS.kept(db, policy);
        } catch (UnknownPrincipalException unknown) {
            throw MALFORMED_POLICY.because("Invalid principal in policy");
        }
    }

    /** A bucket's policy as it is shown. */
    public static Optional<String> shown(Handle db, Bucket bucket) {
        return bucket.policy().map(policy -> PRINCIPALS.shown(db, policy));
    }

    /**
     * The policy that binds requests to a bucket: its own, held to the bucket's account where a
     * public one is restricted; blank when there is none.
     */
    static String inForce(Bucket bucket) {
        return bucket.isRestricted()
                ? restricted(bucket, Json.readObject(bucket.policy().orElseThrow()))
                : bucket.policy().orElse("");
    }

    private static String restricted(Bucket bucket, Value.Members policy) {
        var statements = new ArrayList<>(list(policy, "Statement"));
        statements.add(
                Value.object("Sid", Value.text("RestrictPublicBuckets"))
                        .with("Effect", Value.text("Deny"))
                        .with("Principal", Value.text("*"))
                        .with("Action", Value.text("s3:*"))
                        .with(
                                "Resource",
                                Value.texts(List.of(bucket.arn(), Bucket.arn(bucket.name(), "*"))))
                        .with(
                                "Condition",
                                Value.object(
                                        "StringNotEquals",
                                        Value.object(
                                                "aws:PrincipalAccount",
                                                Value.text(bucket.account().value())))));
        return Json.write(policy.with("Statement", Value.list(statements)));
    }

    private static List<String> texts(Value.Members statement, String... names) {
        return Arrays.stream(names)
                .flatMap(name -> list(statement, name).stream())
                .flatMap(value -> value.scalar().stream())
                .toList();
    }

    private static List<Value> list(Value.Members members, String name) {
        return switch (members.get(name).orElse(new Value.Null())) {
            case Value.Null _ -> List.of();
            case Value.Items items -> items.values();
            case Value single -> List.of(single);
        };
    }
}

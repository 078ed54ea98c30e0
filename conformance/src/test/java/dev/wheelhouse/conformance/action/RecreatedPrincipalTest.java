package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.conformance.SdkClients;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Who is made under the name of somebody deleted is somebody else: policies of resources name
 * people by their unique ids. IAM User Guide, "AWS JSON policy elements: Principal".
 */
class RecreatedPrincipalTest {
    private static final String USER = "heir";
    private static final String BUCKET = "for-the-first-of-two";

    @OnEachDatabase
    void aRoleDoesNotTrustWhoIsMadeAnewUnderATrustedName(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var admin = cloud.admin();
            var user = "arn:aws:iam::" + admin.account() + ":user/" + USER;
            var first = made(cloud, admin, "sts:AssumeRole");
            admin.iam()
                    .createRole(
                            r -> r.roleName("trusting").assumeRolePolicyDocument(trusting(user)));
            assertThat(trust(admin)).contains(user).doesNotContain("AIDA");
            assertThat(assume(first, admin)).contains("assumed-role/trusting/test");

            deleted(admin);
            assertThat(trust(admin)).contains("AIDA").doesNotContain(user);
            var second = made(cloud, admin, "sts:AssumeRole");
            assertThatThrownBy(() -> assume(second, admin))
                    .isInstanceOf(StsException.class)
                    .hasMessageContaining("is not authorized to perform: sts:AssumeRole");

            admin.iam()
                    .updateAssumeRolePolicy(
                            r -> r.roleName("trusting").policyDocument(trusting(user)));
            assertThat(assume(second, admin)).contains("assumed-role/trusting/test");
        }
    }

    @OnEachDatabase
    void whoIsNamedByAnIdMustExistToo(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var admin = cloud.admin();
            made(cloud, admin, "sts:AssumeRole");
            var id = admin.iam().getUser(r -> r.userName(USER)).user().userId();
            admin.iam()
                    .createRole(r -> r.roleName("trusting").assumeRolePolicyDocument(trusting(id)));
            assertThat(trust(admin)).contains(":user/" + USER).doesNotContain("AIDA");

            deleted(admin);
            assertThatThrownBy(() ->
                            admin.iam()
                                    .updateAssumeRolePolicy(r ->
                                            r.roleName("trusting").policyDocument(trusting(id))))
                    .isInstanceOf(MalformedPolicyDocumentException.class)
                    .hasMessageContaining("Invalid principal in policy: \"AWS\":\"" + id + "\"");
        }
    }

    @OnEachDatabase
    void aBucketOfAnotherAccountIsNotOpenToWhoIsMadeAnew(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var owner = cloud.admin();
            var member = cloud.memberAccount("spoke");
            var user = "arn:aws:iam::" + member.account() + ":user/" + USER;
            var first = made(cloud, member, "s3:GetObject");
            owner.s3().createBucket(r -> r.bucket(BUCKET));
            owner.s3().putObject(r -> r.bucket(BUCKET).key("key"), RequestBody.fromString("text"));
            owner.s3().putBucketPolicy(r -> r.bucket(BUCKET).policy(opening(user)));
            assertThat(owner.s3().getBucketPolicy(r -> r.bucket(BUCKET)).policy()).contains(user);
            assertThat(read(first)).isEqualTo("text");

            deleted(member);
            var second = made(cloud, member, "s3:GetObject");
            assertThatThrownBy(() -> read(second))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            refusal -> assertThat(refusal.statusCode()).isEqualTo(403));
            assertThat(owner.s3().getBucketPolicy(r -> r.bucket(BUCKET)).policy())
                    .contains("AIDA")
                    .doesNotContain(user);
            assertThatThrownBy(() ->
                            owner.s3()
                                    .putBucketPolicy(r ->
                                            r.bucket(BUCKET).policy(opening(user + "-nobody"))))
                    .isInstanceOf(S3Exception.class)
                    .hasMessageContaining("Invalid principal in policy");
        }
    }

    private static SdkClients made(RunningCloud cloud, SdkClients admin, String allowed) {
        admin.iam().createUser(r -> r.userName(USER));
        admin.iam()
                .putUserPolicy(
                        r -> r.userName(USER).policyName("p").policyDocument(allowing(allowed)));
        var key = admin.iam().createAccessKey(r -> r.userName(USER)).accessKey();
        return cloud.as(AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    }

    private static void deleted(SdkClients admin) {
        admin.iam().listAccessKeys(r -> r.userName(USER)).accessKeyMetadata().stream()
                .map(key -> key.accessKeyId())
                .forEach(id -> admin.iam().deleteAccessKey(r -> r.userName(USER).accessKeyId(id)));
        admin.iam().deleteUserPolicy(r -> r.userName(USER).policyName("p"));
        admin.iam().deleteUser(r -> r.userName(USER));
    }

    private static String trusting(String principal) {
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
          "Principal":{"AWS":["%s"]},
          "Condition":{"StringNotEquals":{"aws:PrincipalArn":"arn:aws:iam::1:user/heir"}}}]}
        """
                .formatted(principal);
    }

    private static String allowing(String action) {
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"%s","Resource":"*"}]}
        """
                .formatted(action);
    }

    private static String opening(String principal) {
        return """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",
          "Principal":{"AWS":"%s"},"Resource":"arn:aws:s3:::%s/*"}}
        """
                .formatted(principal, BUCKET);
    }

    private static String trust(SdkClients admin) {
        return URLDecoder.decode(
                admin.iam().getRole(r -> r.roleName("trusting")).role().assumeRolePolicyDocument(),
                StandardCharsets.UTF_8);
    }

    private static String assume(SdkClients user, SdkClients admin) {
        var role = "arn:aws:iam::" + admin.account() + ":role/trusting";
        return user.sts()
                .assumeRole(r -> r.roleArn(role).roleSessionName("test"))
                .assumedRoleUser()
                .arn();
    }

    private static String read(SdkClients user) {
        return user.s3().getObjectAsBytes(r -> r.bucket(BUCKET).key("key")).asUtf8String();
    }
}

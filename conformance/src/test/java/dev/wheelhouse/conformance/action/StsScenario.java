package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** A user with a key of her own asks who she is, and for sessions. */
final class StsScenario implements Scenario {
    @Override
    public String service() {
        return "sts";
    }

    @Override
    public void play(RunningCloud cloud) {
        var admin = cloud.admin();
        var account = admin.account();
        var iam = admin.iam();
        iam.createUser(r -> r.userName("sam"));
        iam.attachUserPolicy(
                r -> r.userName("sam").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        var key = iam.createAccessKey(r -> r.userName("sam")).accessKey();
        var sam = cloud.as(AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
        assertThat(sam.sts().getCallerIdentity().arn())
                .isEqualTo("arn:aws:iam::" + account + ":user/sam");
        assertThat(sam.sts().getAccessKeyInfo(r -> r.accessKeyId(key.accessKeyId())).account())
                .isEqualTo(account);

        var session = sam.sts().getSessionToken(r -> r.durationSeconds(900)).credentials();
        assertThat(cloud.as(session).sts().getCallerIdentity().arn()).endsWith(":user/sam");

        iam.createRole(r ->
                r.roleName("reader")
                        .assumeRolePolicyDocument(
                                """
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                "Principal":{"AWS":"%s"},"Action":"sts:AssumeRole",
                                "Condition":{"StringEquals":{"sts:ExternalId":"wheel"}}}]}
                                """
                                        .formatted(account)));
        var role = "arn:aws:iam::" + account + ":role/reader";
        var reader =
                sam.sts()
                        .assumeRole(
                                r -> r.roleArn(role).roleSessionName("sam").externalId("wheel"));
        assertThat(cloud.as(reader.credentials()).sts().getCallerIdentity().arn())
                .isEqualTo("arn:aws:sts::" + account + ":assumed-role/reader/sam");
    }
}

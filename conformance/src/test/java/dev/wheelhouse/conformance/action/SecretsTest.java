package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Every kind of secret that somebody can hand in or is handed: none is in the clear in a table, the
 * journal, a job, a file of the data folder or the log, plain or as base64. What failed because of
 * a secret does not tell it either.
 */
class SecretsTest {
    private static final String LAUNCHING =
            """
            {"Parameters":{"Password":{"Type":"String","NoEcho":true},"Image":{"Type":"String"}},
             "Resources":{"Server":{"Type":"AWS::EC2::Instance","Properties":{
               "ImageId":{"Ref":"Image"},"InstanceType":"t3.micro",
               "UserData":{"Fn::Base64":{"Fn::Sub":"echo ${Password}"}}}}}}
            """;

    /** The secret stands where an id belongs, so that the step fails and says why. */
    private static final String FAILING =
            """
            {"Parameters":{"Password":{"Type":"String","NoEcho":true}},
             "Resources":{"Rule":{"Type":"AWS::EC2::SecurityGroupIngress","Properties":{
               "GroupId":{"Ref":"Password"},"IpProtocol":"tcp","FromPort":1,"ToPort":1,
               "CidrIp":"10.0.0.0/8"}}}}
            """;

    private final Map<String, String> secrets = new LinkedHashMap<>();

    @OnEachDatabase
    void noneRestsInTheClear(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            handOver(cloud.admin());
            stacks(cloud.admin().cloudFormation(), cloud.admin());
            var told = new ArrayList<String>();
            for (var text : resting(cloud, folder)) {
                secrets.forEach((what, secret) -> {
                    for (var form : forms(secret)) {
                        if (text.content().contains(form)) {
                            told.add(what + " in " + text.where());
                        }
                    }
                });
            }
            assertThat(secrets).hasSizeGreaterThan(10);
            assertThat(told).isEmpty();
        }
    }

    private String secret(String what) {
        var secret = "Sekret1!" + what.replace(' ', '-') + "-" + secrets.size();
        secrets.put(what, secret);
        return secret;
    }

    private void handOver(SdkClients admin) {
        var iam = admin.iam();
        iam.createUser(r -> r.userName("keeper"));
        iam.createLoginProfile(r -> r.userName("keeper").password(secret("password")));
        iam.updateLoginProfile(r -> r.userName("keeper").password(secret("second password")));
        secrets.put(
                "access key",
                iam.createAccessKey(r -> r.userName("keeper")).accessKey().secretAccessKey());
        var session = admin.sts().getSessionToken().credentials();
        secrets.put("session key", session.secretAccessKey());
        secrets.put("session token", session.sessionToken());
        var role =
                iam.createRole(r ->
                                r.roleName("role")
                                        .assumeRolePolicyDocument(
                                                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\""
                                                        + admin.account()
                                                        + "\"}}}"))
                        .role()
                        .arn();
        var assumed =
                admin.sts().assumeRole(r -> r.roleArn(role).roleSessionName("test")).credentials();
        secrets.put("role session key", assumed.secretAccessKey());
        secrets.put("role session token", assumed.sessionToken());
        admin.ssm()
                .putParameter(r ->
                        r.name("secure").type(ParameterType.SECURE_STRING).value(secret("secure")));
        admin.ssm()
                .putParameter(r ->
                        r.name("secure")
                                .type(ParameterType.SECURE_STRING)
                                .overwrite(true)
                                .value(secret("secure again")));
        var pem = admin.ec2().createKeyPair(r -> r.keyName("pair")).keyMaterial();
        secrets.put("private key", pem.lines().skip(1).findFirst().orElseThrow());
        var userData = Base64.getEncoder().encodeToString(bytes("run " + secret("user data")));
        admin.ec2()
                .runInstances(
                        r -> r.imageId(image(admin)).minCount(1).maxCount(1).userData(userData));
    }

    private static String image(SdkClients admin) {
        return admin.ec2().describeImages().images().getFirst().imageId();
    }

    private void stacks(
            software.amazon.awssdk.services.cloudformation.CloudFormationClient stacks,
            SdkClients admin) {
        var image = parameter("Image", image(admin));
        stacks.createStack(r ->
                r.stackName("launching")
                        .templateBody(LAUNCHING)
                        .parameters(parameter("Password", secret("NoEcho")), image));
        ends(stacks, "launching", StackStatus.CREATE_COMPLETE);
        stacks.createChangeSet(r ->
                r.stackName("launching")
                        .changeSetName("set")
                        .usePreviousTemplate(true)
                        .parameters(parameter("Password", secret("NoEcho in a set")), image));
        Until.holds(() ->
                stacks.describeChangeSet(r -> r.stackName("launching").changeSetName("set"))
                                .status()
                        == ChangeSetStatus.CREATE_COMPLETE);
        stacks.createStack(r ->
                r.stackName("failing")
                        .templateBody(FAILING)
                        .parameters(parameter("Password", secret("NoEcho that fails"))));
        ends(stacks, "failing", StackStatus.ROLLBACK_COMPLETE);
        assertThat(stacks.describeStackEvents(r -> r.stackName("failing")).stackEvents().toString())
                .as("what is told of the failure")
                .doesNotContain(secrets.get("NoEcho that fails"));
    }

    private static Parameter parameter(String key, String value) {
        return Parameter.builder().parameterKey(key).parameterValue(value).build();
    }

    private static void ends(
            software.amazon.awssdk.services.cloudformation.CloudFormationClient stacks,
            String name,
            StackStatus status) {
        Until.holds(() ->
                stacks.describeStacks(r -> r.stackName(name)).stacks().getFirst().stackStatus()
                        == status);
    }

    /** Something that rests somewhere. */
    private record Resting(String where, String content) {}

    private static List<Resting> resting(RunningCloud cloud, Path folder) {
        var all =
                new ArrayList<>(
                        cloud.rows().stream()
                                .map(row -> new Resting(row.table(), row.text()))
                                .toList());
        assertThat(all).hasSizeGreaterThan(40);
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                all.add(
                        new Resting(
                                String.valueOf(folder.relativize(file)),
                                Files.readString(file, StandardCharsets.ISO_8859_1)));
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return all;
    }

    /** The secret itself, and the middle of its base64 at each of three offsets. */
    private static List<String> forms(String secret) {
        var forms = new ArrayList<>(List.of(secret));
        for (var offset = 0; offset < 3; offset++) {
            var encoded = Base64.getEncoder().encodeToString(bytes("-".repeat(offset) + secret));
            forms.add(encoded.substring(4, Math.min(24, encoded.length() - 4)));
        }
        return forms;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

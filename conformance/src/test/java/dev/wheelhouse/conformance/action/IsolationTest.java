package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.Eventually;
import dev.wheelhouse.conformance.SdkClients;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The administrator of a spoke tries every action of every service on what belongs to the hub,
 * named by its real ids, names and ARNs; the administrator of another spoke tries the same on what
 * never existed. Both hear the same: so nobody learns what another account has. And nothing happens
 * there.
 */
class IsolationTest {
    private static final String SECRET = "only-the-hub-knows-this";
    private static final String BUCKET = "the-hubs-own-bucket";
    private static final List<String> SERVICES =
            List.of("cloudformation", "ec2", "iam", "ssm", "sts");

    /**
     * What is everybody's to know: aliases of accounts are one space for all, and GetAccessKeyInfo
     * tells the account of any key (IAM and STS references).
     */
    private static final Set<String> COMMON =
            Set.of("iam:CreateAccountAlias", "iam:DeleteAccountAlias", "sts:GetAccessKeyInfo");

    private static final String POLICY =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"}}}";
    private static final String TEMPLATE =
            "{\"Resources\":{\"G\":{\"Type\":\"AWS::EC2::SecurityGroup\",\"Properties\":{\"GroupDescription\":\""
                    + SECRET
                    + "\"}}},\"Outputs\":{\"O\":{\"Value\":\""
                    + SECRET
                    + "\"}}}";

    /**
     * What something is called: a value by the members that take it, and the ghost's in its place.
     */
    private static final class Names {
        private final Map<String, Object> real = new LinkedHashMap<>();
        private final Map<String, Object> ghost = new LinkedHashMap<>();
        private final Map<String, String> texts = new HashMap<>();

        /** An id, name or ARN that one or many members take. */
        void add(String text, String never, String... members) {
            texts.put(text, "~");
            texts.put(never, "~");
            for (var member : members) {
                var many = member.endsWith("[]");
                var name = member.replace("[]", "");
                real.put(name, many ? List.of(text) : text);
                ghost.put(name, many ? List.of(never) : never);
            }
        }

        String without(String message, SdkClients... accounts) {
            var plain = message;
            for (var text :
                    texts.keySet().stream()
                            .sorted(java.util.Comparator.comparingInt(String::length).reversed())
                            .toList()) {
                plain = plain.replace(text, "~");
            }
            for (var account : accounts) {
                plain = plain.replace(account.account(), "#");
            }
            return plain.replaceAll("Request ID: [0-9a-zA-Z-]+", "Request ID")
                    .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID");
        }
    }

    @OnEachDatabase
    void aSpokeLearnsNothingOfTheHubAndChangesNothingThere(
            TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var hub = cloud.admin();
            var names = furnish(hub);
            var intruder = cloud.memberAccount("intruder");
            var control = cloud.memberAccount("control");
            var account = hub.account();
            var before = cloud.changes(account);
            var wrong = new ArrayList<String>();
            var tried = 0;
            for (var service : SERVICES) {
                var real = new Requests(service, names.real);
                var ghost = new Requests(service, names.ghost);
                for (var action : new TreeSet<>(cloud.built().get(service))) {
                    tried++;
                    var heard =
                            names.without(
                                    outcome(
                                            real,
                                            UnauthorizedTest.client(intruder, service),
                                            action),
                                    intruder,
                                    control,
                                    hub);
                    var usual =
                            names.without(
                                    outcome(
                                            ghost,
                                            UnauthorizedTest.client(control, service),
                                            action),
                                    intruder,
                                    control,
                                    hub);
                    if (heard.contains(SECRET)) {
                        wrong.add(service + ":" + action + " tells the secret");
                    } else if (!heard.equals(usual) && !COMMON.contains(service + ":" + action)) {
                        wrong.add(service + ":" + action + ": " + heard + " BUT " + usual);
                    }
                }
            }
            for (var action : new TreeSet<>(cloud.built().get("s3"))) {
                tried++;
                if (List.of("ListBuckets", "CreateBucket").contains(action)) {
                    continue; // these are about no bucket of somebody else's
                }
                var heard = outcome(new Requests("s3", names.real), intruder.s3(), action);
                if (!heard.contains("AccessDenied") && !heard.contains(" 403")) {
                    wrong.add("s3:" + action + ": " + heard);
                }
            }
            assertThat(wrong).isEmpty();
            assertThat(tried).isGreaterThan(150);
            assertThat(cloud.changes(account)).as("changes in the hub's account").isEqualTo(before);
            assertThat(hub.ssm().getParameter(r -> r.name("hub-parameter")).parameter().value())
                    .isEqualTo(SECRET);
            assertThat(
                            hub.s3()
                                    .getObjectAsBytes(r -> r.bucket(BUCKET).key("hub-key"))
                                    .asUtf8String())
                    .isEqualTo(SECRET);
        }
    }

    /** What an action answers: the error's code and message, or the whole response. */
    private static String outcome(Requests requests, Object client, String action) {
        try {
            var response = requests.call(client, action);
            if (response instanceof DeleteObjectsResponse each
                    && UnauthorizedTest.refusesEveryKey(each)) {
                return "AccessDenied";
            }
            var answer = response.toString();
            return answer.contains(SECRET) ? SECRET : "success";
        } catch (AwsServiceException refused) {
            var details = refused.awsErrorDetails();
            return (details == null ? "" : details.errorCode())
                    + " "
                    + refused.statusCode()
                    + " "
                    + refused.getMessage();
        }
    }

    /** Everything that the hub has, and what it is called. */
    private static Names furnish(SdkClients hub) {
        var names = new Names();
        hub.s3().createBucket(r -> r.bucket(BUCKET));
        hub.s3().putObject(r -> r.bucket(BUCKET).key("hub-key"), RequestBody.fromString(SECRET));
        names.add(BUCKET, "never-a-bucket", "Bucket");
        names.add("hub-key", "never-a-key", "Key");
        names.real.put("CopySource", BUCKET + "/hub-key");
        names.real.put("DestinationBucket", BUCKET);
        names.real.put("DestinationKey", "copied");

        hub.ssm()
                .putParameter(
                        r -> r.name("hub-parameter").type(ParameterType.STRING).value(SECRET));
        var parameter = hub.ssm().getParameter(r -> r.name("hub-parameter")).parameter().arn();
        names.add(
                parameter,
                parameter.replace("hub-parameter", "never-param"),
                "Name",
                "Names[]",
                "ResourceId");

        var ec2 = hub.ec2();
        var group =
                ec2.createSecurityGroup(r -> r.groupName("hub-group").description(SECRET))
                        .groupId();
        names.add(group, "sg-00000000000000bad", "GroupId", "GroupIds[]", "SecurityGroupIds[]");
        var image = ec2.describeImages().images().getFirst().imageId();
        var instance =
                ec2.runInstances(r -> r.imageId(image).minCount(1).maxCount(1))
                        .instances()
                        .getFirst();
        names.add(instance.instanceId(), "i-00000000000000bad", "InstanceId", "InstanceIds[]");
        names.add(instance.vpcId(), "vpc-00000000000000bad", "VpcId", "VpcIds[]");
        names.add(instance.subnetId(), "subnet-00000000000000bad", "SubnetId", "SubnetIds[]");
        names.add(group, "sg-00000000000000bad", "Resources[]");
        var gateway =
                ec2.describeInternetGateways().internetGateways().getFirst().internetGatewayId();
        names.add(
                gateway,
                "igw-00000000000000bad",
                "InternetGatewayId",
                "InternetGatewayIds[]",
                "GatewayId");
        var table = ec2.describeRouteTables().routeTables().getFirst();
        names.add(table.routeTableId(), "rtb-00000000000000bad", "RouteTableId", "RouteTableIds[]");
        var rule =
                ec2.describeSecurityGroupRules(r -> {})
                        .securityGroupRules()
                        .getFirst()
                        .securityGroupRuleId();
        names.add(rule, "sgr-00000000000000bad", "SecurityGroupRuleIds[]");
        ec2.createKeyPair(r -> r.keyName("hub-key-pair"));
        names.add("hub-key-pair", "never-a-pair", "KeyName", "KeyNames[]");

        var iam = hub.iam();
        iam.createUser(r -> r.userName("hub-user"));
        iam.createRole(r -> r.roleName("hub-role").assumeRolePolicyDocument(TRUST));
        iam.createGroup(r -> r.groupName("hub-group"));
        iam.createInstanceProfile(r -> r.instanceProfileName("hub-profile"));
        var policy =
                iam.createPolicy(r -> r.policyName("hub-policy").policyDocument(POLICY))
                        .policy()
                        .arn();
        var key = iam.createAccessKey(r -> r.userName("hub-user")).accessKey().accessKeyId();
        names.add("hub-user", "no-user", "UserName");
        names.add("hub-role", "no-role", "RoleName");
        names.add("hub-group", "no-group", "GroupName");
        names.add("hub-profile", "no-profile", "InstanceProfileName");
        names.add(
                policy,
                policy.replace("hub-policy", "no-policy"),
                "PolicyArn",
                "PermissionsBoundary");
        names.add(key, "AKIAIOSFODNN7EXAMPLE", "AccessKeyId");
        names.add(
                "arn:aws:iam::" + hub.account() + ":role/hub-role",
                "arn:aws:iam::" + hub.account() + ":role/no-role",
                "RoleArn");
        for (var map : List.of(names.real, names.ghost)) {
            map.put("PolicyDocument", POLICY);
            map.put("AssumeRolePolicyDocument", TRUST);
            map.put(
                    "TemplateBody",
                    "{\"Resources\":{\"G\":{\"Type\":\"AWS::EC2::SecurityGroup\",\"Properties\":{\"GroupDescription\":\"g\"}}}}");
        }

        var stack =
                hub.cloudFormation()
                        .createStack(r -> r.stackName("hub-stack").templateBody(TEMPLATE))
                        .stackId();
        // the SDK's own waiter asks every thirty seconds
        Eventually.holds(() ->
                assertThat(
                                hub.cloudFormation()
                                        .describeStacks(r -> r.stackName("hub-stack"))
                                        .stacks()
                                        .getFirst()
                                        .stackStatusAsString())
                        .isEqualTo("CREATE_COMPLETE"));
        names.add(
                stack,
                stack.replaceFirst("[0-9a-f-]{36}$", "00000000-0000-4000-8000-000000000000")
                        .replace("hub-stack", "no-stack"),
                "StackName");
        var set =
                hub.cloudFormation()
                        .createChangeSet(r ->
                                r.stackName("hub-stack")
                                        .changeSetName("hub-set")
                                        .templateBody(TEMPLATE.replace("\"G\"", "\"H\"")))
                        .id();
        names.add(
                set,
                set.replaceFirst("[0-9a-f-]{36}$", "00000000-0000-4000-8000-000000000001")
                        .replace("hub-set", "no-set"),
                "ChangeSetName");
        return names;
    }
}

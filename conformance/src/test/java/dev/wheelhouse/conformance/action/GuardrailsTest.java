package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.conformance.SdkClients;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What organizations write in guardrails holds here as it does on AWS. */
class GuardrailsTest {
    private static final String IMAGE =
            "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    private static final String TEMPLATE =
            "{\"Resources\":{\"H\":{\"Type\":\"AWS::CloudFormation::WaitConditionHandle\"}}}";
    private static final String TRUST =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",
             "Principal":{"Service":["ec2.amazonaws.com","cloudformation.amazonaws.com"]}}}
            """;

    private final AtomicInteger users = new AtomicInteger();

    @OnEachDatabase
    void aLaunchIsHeldToInstanceTypes(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var user =
                    guarded(
                            cloud,
                            """
                            {"Effect":"Deny","Action":"ec2:RunInstances",
                             "Resource":"arn:aws:ec2:*:*:instance/*",
                             "Condition":{"StringNotEquals":
                               {"ec2:InstanceType":["t3.micro","t3.small"]}}}
                            """);

            launch(cloud, user, r -> r.instanceType(InstanceType.T3_SMALL));
            denied(() -> launch(cloud, user, r -> r.instanceType(InstanceType.M5_LARGE)));
        }
    }

    @OnEachDatabase
    void aLaunchIsHeldToTheMetadataServiceThatItsRequestAsksFor(
            TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var user =
                    guarded(
                            cloud,
                            """
                            {"Effect":"Deny","Action":"ec2:RunInstances",
                             "Resource":"arn:aws:ec2:*:*:instance/*",
                             "Condition":{"StringNotEquals":{"ec2:MetadataHttpTokens":"required"}}},
                            {"Effect":"Deny","Action":"ec2:ModifyInstanceMetadataOptions",
                             "Resource":"*",
                             "Condition":{"StringEquals":{"ec2:Attribute/HttpTokens":"optional"}}},
                            {"Effect":"Deny","Action":"ec2:ModifyInstanceAttribute","Resource":"*",
                             "Condition":{"StringEquals":
                               {"ec2:Attribute/DisableApiTermination":"false"}}}
                            """);

            var id =
                    launch(
                            cloud,
                            user,
                            r ->
                                    r.disableApiTermination(true)
                                            .metadataOptions(
                                                    m -> m.httpTokens(HttpTokensState.REQUIRED)));
            denied(() -> launch(cloud, user, _ -> {}));
            denied(() ->
                    launch(
                            cloud,
                            user,
                            r -> r.metadataOptions(m -> m.httpTokens(HttpTokensState.OPTIONAL))));
            user.ec2()
                    .modifyInstanceMetadataOptions(
                            r -> r.instanceId(id).httpPutResponseHopLimit(3));
            denied(() ->
                    user.ec2()
                            .modifyInstanceMetadataOptions(
                                    r -> r.instanceId(id).httpTokens(HttpTokensState.OPTIONAL)));
            denied(() ->
                    user.ec2()
                            .modifyInstanceAttribute(r ->
                                    r.instanceId(id).disableApiTermination(v -> v.value(false))));
        }
    }

    @OnEachDatabase
    void everythingThatALaunchMakesIsHeldToTheTagsOfItsOwn(
            TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var user =
                    guarded(
                            cloud,
                            """
                            {"Effect":"Deny","Action":"ec2:RunInstances",
                             "Resource":["arn:aws:ec2:*:*:instance/*","arn:aws:ec2:*:*:volume/*"],
                             "Condition":{"Null":{"aws:RequestTag/team":"true"}}}
                            """);

            launch(
                    cloud,
                    user,
                    r ->
                            r.tagSpecifications(
                                    team(ResourceType.INSTANCE), team(ResourceType.VOLUME)));
            denied(() -> launch(cloud, user, _ -> {}));
            denied(() ->
                    launch(cloud, user, r -> r.tagSpecifications(team(ResourceType.INSTANCE))));
        }
    }

    @OnEachDatabase
    void tagsMayBeSetWhereSomethingIsMadeAndNotLater(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var user =
                    user(
                            cloud,
                            """
                            {"Effect":"Allow","NotAction":"ec2:CreateTags","Resource":"*"},
                            {"Effect":"Allow","Action":"ec2:CreateTags","Resource":"*",
                             "Condition":{"StringEquals":{"ec2:CreateAction":"RunInstances"}}}
                            """);

            var id = launch(cloud, user, r -> r.tagSpecifications(team(ResourceType.INSTANCE)));
            assertThatThrownBy(() ->
                            user.ec2()
                                    .createTags(r ->
                                            r.resources(id)
                                                    .tags(
                                                            Tag.builder()
                                                                    .key("team")
                                                                    .value("other")
                                                                    .build())))
                    .hasMessageContaining("no identity-based policy allows");
        }
    }

    @OnEachDatabase
    void aLaunchAsksAboutEverythingThatItUses(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var vpc = cloud.admin().ec2().describeVpcs().vpcs().getFirst();
            var arn = "arn:aws:ec2:us-east-1:" + vpc.ownerId() + ":vpc/" + vpc.vpcId();
            cloud.admin().ec2().createKeyPair(r -> r.keyName("mine"));
            var user =
                    user(
                            cloud,
                            """
                            {"Effect":"Allow","Action":"ec2:RunInstances",
                             "Resource":"arn:aws:ec2:*:*:instance/*",
                             "Condition":{"StringEquals":{"ec2:Tenancy":"default",
                                "ec2:RootDeviceType":"ebs","ec2:InstanceMarketType":"on-demand",
                                "ec2:Region":"us-east-1"},
                               "StringLike":{"ec2:AvailabilityZone":"us-east-1?"},
                               "Null":{"ec2:InstanceProfile":"true"}}},
                            {"Effect":"Allow","Action":"ec2:RunInstances",
                             "Resource":"arn:aws:ec2:*::image/*",
                             "Condition":{"Bool":{"ec2:Public":"true"},
                               "StringEquals":{"ec2:Owner":"amazon","ec2:RootDeviceType":"ebs"}}},
                            {"Effect":"Allow","Action":"ec2:RunInstances",
                             "Resource":["arn:aws:ec2:*:*:subnet/*","arn:aws:ec2:*:*:security-group/*",
                               "arn:aws:ec2:*:*:network-interface/*"],
                             "Condition":{"ArnEquals":{"ec2:Vpc":"%s"}}},
                            {"Effect":"Allow","Action":"ec2:RunInstances",
                             "Resource":"arn:aws:ec2:*:*:volume/*",
                             "Condition":{"NumericLessThanEquals":{"ec2:VolumeSize":"8"},
                               "Bool":{"ec2:Encrypted":"false"}}},
                            {"Effect":"Allow","Action":"ec2:RunInstances",
                             "Resource":"arn:aws:ec2:*:*:key-pair/*",
                             "Condition":{"StringEquals":{"ec2:KeyPairName":"mine",
                               "ec2:KeyPairType":"rsa"}}}
                            """
                                    .formatted(arn));

            launch(cloud, user, r -> r.keyName("mine"));
            assertThatThrownBy(() ->
                            launch(cloud, user, r -> r.placement(p -> p.tenancy("dedicated"))))
                    .hasMessageContaining("no identity-based policy allows");
            assertThatThrownBy(() -> launch(cloud, user, r -> r.keyName("other")))
                    .hasMessageContaining("no identity-based policy allows");
        }
    }

    @OnEachDatabase
    void aPolicyAboutALaunchTemplateIsAboutNoLaunchWithoutOne(
            TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var user =
                    guarded(
                            cloud,
                            """
                            {"Effect":"Deny","Action":"ec2:RunInstances","Resource":"*",
                             "Condition":{"StringLike":{"ec2:LaunchTemplate":"*"}}},
                            {"Effect":"Deny","Action":"ec2:RunInstances",
                             "Resource":"arn:aws:ec2:*:*:network-interface/*",
                             "Condition":{"Bool":{"ec2:AssociatePublicIpAddress":"true"}}}
                            """);

            launch(cloud, user, r -> r.networkInterfaces(addressed(false)));
            denied(() -> launch(cloud, user, r -> r.networkInterfaces(addressed(true))));
        }
    }

    @OnEachDatabase
    void whatIsTaggedOtherwiseIsLeftAlone(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var admin = cloud.admin();
            var ours = launch(cloud, admin, r -> r.tagSpecifications(team(ResourceType.INSTANCE)));
            var others = launch(cloud, admin, _ -> {});
            admin.ssm()
                    .putParameter(r ->
                            r.name("ours")
                                    .type("String")
                                    .value("1")
                                    .tags(parameterTag("team", "a")));
            admin.ssm().putParameter(r -> r.name("others").type("String").value("1"));
            admin.cloudFormation()
                    .createStack(r ->
                            r.stackName("ours").templateBody(TEMPLATE).tags(stackTag("team", "a")));
            admin.cloudFormation().createStack(r -> r.stackName("others").templateBody(TEMPLATE));
            admin.iam().createUser(r -> r.userName("ours").tags(iamTag("team", "a")));
            admin.iam().createUser(r -> r.userName("others"));
            for (var key : new String[] {"aws:ResourceTag/team", "ec2:ResourceTag/team"}) {
                var user =
                        guarded(
                                cloud,
                                """
                                {"Effect":"Deny","Action":["ec2:StopInstances","ec2:StartInstances"],
                                 "Resource":"*","Condition":{"StringNotEquals":{"%s":"a"}}}
                                """
                                        .formatted(key));
                user.ec2().stopInstances(r -> r.instanceIds(ours));
                denied(() -> user.ec2().stopInstances(r -> r.instanceIds(others)));
            }
            var user =
                    guarded(
                            cloud,
                            """
                            {"Effect":"Deny","Action":["ssm:GetParameter","iam:GetUser",
                               "cloudformation:DescribeStacks"],"Resource":"*",
                             "Condition":{"StringNotEquals":{"aws:ResourceTag/team":"a"}}}
                            """);
            user.ssm().getParameter(r -> r.name("ours"));
            denied(() -> user.ssm().getParameter(r -> r.name("others")));
            user.cloudFormation().describeStacks(r -> r.stackName("ours"));
            denied(() -> user.cloudFormation().describeStacks(r -> r.stackName("others")));
            user.iam().getUser(r -> r.userName("ours"));
            denied(() -> user.iam().getUser(r -> r.userName("others")));
        }
    }

    @OnEachDatabase
    void aRoleIsPassedByItsTags(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var admin = cloud.admin();
            admin.iam()
                    .createRole(r ->
                            r.roleName("secret")
                                    .assumeRolePolicyDocument(TRUST)
                                    .tags(iamTag("sensitive", "true")));
            admin.iam().createRole(r -> r.roleName("common").assumeRolePolicyDocument(TRUST));
            for (var name : new String[] {"secret", "common"}) {
                admin.iam().createInstanceProfile(r -> r.instanceProfileName(name));
                admin.iam()
                        .addRoleToInstanceProfile(r -> r.instanceProfileName(name).roleName(name));
            }
            var user =
                    guarded(
                            cloud,
                            """
                            {"Effect":"Deny","Action":"iam:PassRole","Resource":"*",
                             "Condition":{"StringEquals":{"iam:ResourceTag/sensitive":"true"}}}
                            """);

            launch(cloud, user, r -> r.iamInstanceProfile(p -> p.name("common")));
            denied(() -> launch(cloud, user, r -> r.iamInstanceProfile(p -> p.name("secret"))));
            var role = admin.iam().getRole(r -> r.roleName("secret")).role().arn();
            denied(() ->
                    user.cloudFormation()
                            .createStack(
                                    r -> r.stackName("s").templateBody(TEMPLATE).roleARN(role)));
        }
    }

    @OnEachDatabase
    void stacksAreHeldToWhatTheirRequestsSay(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var admin = cloud.admin();
            var role =
                    admin.iam()
                            .createRole(r -> r.roleName("stacks").assumeRolePolicyDocument(TRUST))
                            .role()
                            .arn();
            var user =
                    guarded(
                            cloud,
                            """
                            {"Effect":"Deny","Action":"cloudformation:CreateStack","Resource":"*",
                             "Condition":{"ArnNotLike":
                               {"cloudformation:RoleArn":"arn:aws:iam::*:role/stacks"}}},
                            {"Effect":"Deny","Action":"cloudformation:CreateStack","Resource":"*",
                             "Condition":{"Null":{"cloudformation:TemplateUrl":"false"}}},
                            {"Effect":"Deny","Action":"cloudformation:CreateStack","Resource":"*",
                             "Condition":{"ForAnyValue:StringLike":
                               {"cloudformation:ResourceTypes":"AWS::IAM::*"}}},
                            {"Effect":"Deny","Action":"cloudformation:*ChangeSet","Resource":"*",
                             "Condition":{"StringLike":{"cloudformation:ChangeSetName":"no-*"}}}
                            """);

            user.cloudFormation()
                    .createStack(r -> r.stackName("one").templateBody(TEMPLATE).roleARN(role));
            denied(() ->
                    user.cloudFormation()
                            .createStack(r -> r.stackName("two").templateBody(TEMPLATE)));
            denied(() ->
                    user.cloudFormation()
                            .createStack(r ->
                                    r.stackName("two")
                                            .templateURL("https://s3.amazonaws.com/b/k")
                                            .roleARN(role)));
            denied(() ->
                    user.cloudFormation()
                            .createStack(r ->
                                    r.stackName("two")
                                            .templateBody(TEMPLATE)
                                            .resourceTypes("AWS::IAM::Role")
                                            .roleARN(role)));
            var set =
                    user.cloudFormation()
                            .createChangeSet(r ->
                                    r.stackName("three")
                                            .changeSetName("yes-1")
                                            .changeSetType("CREATE")
                                            .templateBody(TEMPLATE))
                            .id();
            user.cloudFormation().describeChangeSet(r -> r.changeSetName(set));
            denied(() ->
                    user.cloudFormation()
                            .createChangeSet(r ->
                                    r.stackName("four")
                                            .changeSetName("no-1")
                                            .changeSetType("CREATE")
                                            .templateBody(TEMPLATE)));
        }
    }

    /** Launches an instance in the default VPC; its id. */
    private static String launch(
            RunningCloud cloud, SdkClients as, Consumer<RunInstancesRequest.Builder> more) {
        var request =
                RunInstancesRequest.builder()
                        .imageId(image(cloud, IMAGE))
                        .instanceType(InstanceType.T3_MICRO)
                        .minCount(1)
                        .maxCount(1);
        more.accept(request);
        return as.ec2().runInstances(request.build()).instances().getFirst().instanceId();
    }

    private static String image(RunningCloud cloud, String parameter) {
        return cloud.admin().ssm().getParameter(r -> r.name(parameter)).parameter().value();
    }

    private static TagSpecification team(ResourceType type) {
        return TagSpecification.builder()
                .resourceType(type)
                .tags(Tag.builder().key("team").value("a").build())
                .build();
    }

    private static software.amazon.awssdk.services.ssm.model.Tag parameterTag(
            String key, String value) {
        return software.amazon.awssdk.services.ssm.model.Tag.builder()
                .key(key)
                .value(value)
                .build();
    }

    private static software.amazon.awssdk.services.cloudformation.model.Tag stackTag(
            String key, String value) {
        return software.amazon.awssdk.services.cloudformation.model.Tag.builder()
                .key(key)
                .value(value)
                .build();
    }

    private static software.amazon.awssdk.services.iam.model.Tag iamTag(String key, String value) {
        return software.amazon.awssdk.services.iam.model.Tag.builder()
                .key(key)
                .value(value)
                .build();
    }

    private static InstanceNetworkInterfaceSpecification addressed(boolean publicly) {
        return InstanceNetworkInterfaceSpecification.builder()
                .deviceIndex(0)
                .associatePublicIpAddress(publicly)
                .build();
    }

    private static void denied(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("with an explicit deny in an identity-based policy");
    }

    private SdkClients guarded(RunningCloud cloud, String denials) {
        return user(cloud, "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}," + denials);
    }

    private SdkClients user(RunningCloud cloud, String statements) {
        var name = "user" + users.incrementAndGet();
        var admin = cloud.admin();
        admin.iam().createUser(r -> r.userName(name));
        admin.iam()
                .putUserPolicy(r ->
                        r.userName(name)
                                .policyName("own")
                                .policyDocument(
                                        "{\"Version\":\"2012-10-17\",\"Statement\":["
                                                + statements
                                                + "]}"));
        var key = admin.iam().createAccessKey(r -> r.userName(name)).accessKey();
        return cloud.as(AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    }
}

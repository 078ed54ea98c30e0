package dev.wheelhouse.cloud;

import static dev.wheelhouse.cloud.Cloud.REGION;
import static dev.wheelhouse.cloud.Cloud.SPOKE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.cloud.ec2.PublicImage;
import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.wire.ServiceException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** What EC2 takes and refuses, and what it tells of instances that were shut down. */
final class Ec2RulesTest {
    private static final Principal ADMIN = Principal.admin(SPOKE);
    private static final String IMAGE =
            PublicImage.byParameter(
                            REGION,
                            "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")
                    .orElseThrow();

    @OnEachDatabase
    void aClientTokenStandsForOneRequestOnly(TestDatabase given) {
        var cloud = new Cloud(given);
        var first = run(cloud, launch().clientToken("once").userData("c2VjcmV0"));

        assertThat(run(cloud, launch().clientToken("once").userData("c2VjcmV0")).instanceId())
                .isEqualTo(first.instanceId());
        for (var other :
                List.of(
                        launch(),
                        launch().userData("b3RoZXI="),
                        launch().userData("c2VjcmV0").maxCount(2),
                        launch().userData("c2VjcmV0").ebsOptimized(true))) {
            refused("IdempotentParameterMismatch", () -> run(cloud, other.clientToken("once")));
        }
        assertThat(run(cloud, launch().clientToken("twice")).instanceId())
                .isNotEqualTo(first.instanceId());
    }

    @OnEachDatabase
    void aDryRunAnswersWhetherItWouldSucceedAndDoesNothing(TestDatabase given) {
        var cloud = new Cloud(given);
        var instance = run(cloud, launch()).instanceId();
        var nobody = Principal.allowed(SPOKE, "ec2:RunInstances");

        refused(
                "DryRunOperation",
                () -> ask(cloud, "DescribeVpcs", DescribeVpcsRequest.builder().dryRun(true)));
        assertThatThrownBy(() ->
                        cloud.ec2(
                                nobody,
                                "DescribeVpcs",
                                DescribeVpcsRequest.builder().dryRun(true),
                                Object.class))
                .isInstanceOf(AccessDeniedException.class);
        refused(
                "InvalidInstanceID.NotFound",
                () ->
                        ask(
                                cloud,
                                "DescribeInstances",
                                DescribeInstancesRequest.builder()
                                        .instanceIds("i-00000000000000000")
                                        .dryRun(true)));
        refused(
                "DryRunOperation",
                () ->
                        ask(
                                cloud,
                                "CreateKeyPair",
                                CreateKeyPairRequest.builder()
                                        .keyName("demo")
                                        .keyType("ed25519")
                                        .dryRun(true)));
        refused(
                "DryRunOperation",
                () ->
                        ask(
                                cloud,
                                "CreateTags",
                                CreateTagsRequest.builder()
                                        .resources(instance)
                                        .tags(Tag.builder().key("team").value("web").build())
                                        .dryRun(true)));
        refused("DryRunOperation", () -> run(cloud, launch().dryRun(true)));
        assertThat(
                        cloud.ec2(
                                        ADMIN,
                                        "DescribeKeyPairs",
                                        DescribeKeyPairsRequest.builder(),
                                        DescribeKeyPairsResponse.class)
                                .keyPairs())
                .isEmpty();
        assertThat(
                        cloud.ec2(
                                        ADMIN,
                                        "DescribeTags",
                                        DescribeTagsRequest.builder(),
                                        DescribeTagsResponse.class)
                                .tags())
                .isEmpty();
    }

    @OnEachDatabase
    void whatIsNotThereIsRefusedByName(TestDatabase given) {
        var cloud = new Cloud(given);
        var group =
                cloud.ec2(
                                ADMIN,
                                "DescribeSecurityGroups",
                                DescribeSecurityGroupsRequest.builder(),
                                DescribeSecurityGroupsResponse.class)
                        .securityGroups()
                        .getFirst()
                        .groupId();

        refused(
                "InvalidPrefixListID.NotFound",
                () ->
                        ask(
                                cloud,
                                "AuthorizeSecurityGroupIngress",
                                AuthorizeSecurityGroupIngressRequest.builder()
                                        .groupId(group)
                                        .ipPermissions(
                                                IpPermission.builder()
                                                        .ipProtocol("-1")
                                                        .prefixListIds(
                                                                PrefixListId.builder()
                                                                        .prefixListId("pl-12345678")
                                                                        .build())
                                                        .build())));
        refused(
                "InvalidParameterValue",
                () ->
                        ask(
                                cloud,
                                "DescribeAvailabilityZones",
                                DescribeAvailabilityZonesRequest.builder()
                                        .zoneNames("us-east-1z")));
        refused(
                "InvalidParameterValue",
                () ->
                        ask(
                                cloud,
                                "DescribeRegions",
                                DescribeRegionsRequest.builder().regionNames("us-none-1")));
        refused(
                "InvalidAMIID.Malformed",
                () ->
                        ask(
                                cloud,
                                "DescribeImages",
                                DescribeImagesRequest.builder().imageIds("image")));
        var instance = run(cloud, launch()).instanceId();
        refused(
                "InvalidParameterCombination",
                () ->
                        ask(
                                cloud,
                                "DescribeInstances",
                                DescribeInstancesRequest.builder()
                                        .instanceIds(instance)
                                        .maxResults(5)));
    }

    @OnEachDatabase
    void anInstanceIsLaunchedWhereItsSubnetIsAtAnAddressThatIsFree(TestDatabase given) {
        var cloud = new Cloud(given);
        run(cloud, launch());
        var subnets =
                cloud.ec2(
                                ADMIN,
                                "DescribeSubnets",
                                DescribeSubnetsRequest.builder(),
                                DescribeSubnetsResponse.class)
                        .subnets();
        var subnet = subnets.getFirst();
        var elsewhere =
                subnets.stream()
                        .map(Subnet::availabilityZone)
                        .filter(zone -> !zone.equals(subnet.availabilityZone()))
                        .findFirst()
                        .orElseThrow();
        var network = subnet.cidrBlock().replaceAll("[.][0-9]+/.*", ".");

        refused(
                "InvalidParameterValue",
                () ->
                        run(
                                cloud,
                                launch().subnetId(subnet.subnetId())
                                        .placement(p -> p.availabilityZone(elsewhere))));
        run(
                cloud,
                launch().subnetId(subnet.subnetId())
                        .placement(p -> p.availabilityZone(subnet.availabilityZone()))
                        .privateIpAddress(network + "200"));
        assertThatThrownBy(() ->
                        run(
                                cloud,
                                launch().subnetId(subnet.subnetId())
                                        .privateIpAddress(network + "200")))
                .hasMessage("Address " + network + "200 is in use.")
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        error ->
                                assertThat(error.kind().code())
                                        .isEqualTo("InvalidIPAddress.InUse"));
        for (var reserved : List.of("0", "3")) {
            assertThatThrownBy(() ->
                            run(
                                    cloud,
                                    launch().subnetId(subnet.subnetId())
                                            .privateIpAddress(network + reserved)))
                    .hasMessage(
                            "Address "
                                    + network
                                    + reserved
                                    + " is in subnet's reserved address range");
        }
    }

    @OnEachDatabase
    void anInstanceThatWasShutDownSaysByWhomAndWhen(TestDatabase given) {
        var cloud = new Cloud(given);
        var id = run(cloud, launch()).instanceId();
        assertThat(seen(cloud, id).stateReason()).isNull();

        ask(cloud, "StopInstances", StopInstancesRequest.builder().instanceIds(id));
        shutDown(seen(cloud, id), "stopped");
        ask(cloud, "TerminateInstances", TerminateInstancesRequest.builder().instanceIds(id));
        shutDown(seen(cloud, id), "terminated");
    }

    private static void shutDown(Instance instance, String state) {
        assertThat(instance.state().nameAsString()).isEqualTo(state);
        assertThat(instance.stateReason().code()).isEqualTo("Client.UserInitiatedShutdown");
        assertThat(instance.stateReason().message())
                .isEqualTo("Client.UserInitiatedShutdown: User initiated shutdown");
        assertThat(instance.stateTransitionReason())
                .isEqualTo("User initiated (2026-01-02 03:04:05 GMT)");
    }

    private static Instance seen(Cloud cloud, String id) {
        return cloud.ec2(
                        ADMIN,
                        "DescribeInstances",
                        DescribeInstancesRequest.builder().instanceIds(id),
                        DescribeInstancesResponse.class)
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
    }

    private static RunInstancesRequest.Builder launch() {
        return RunInstancesRequest.builder()
                .imageId(IMAGE)
                .instanceType("t3.micro")
                .minCount(1)
                .maxCount(1);
    }

    private static Instance run(Cloud cloud, RunInstancesRequest.Builder request) {
        return cloud.ec2(ADMIN, "RunInstances", request, RunInstancesResponse.class)
                .instances()
                .getFirst();
    }

    private static void ask(Cloud cloud, String action, SdkBuilder<?, ?> request) {
        cloud.ec2(ADMIN, action, request, Object.class);
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        error -> assertThat(error.kind().code()).isEqualTo(code));
    }
}

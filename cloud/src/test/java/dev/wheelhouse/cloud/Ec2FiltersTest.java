package dev.wheelhouse.cloud;

import static dev.wheelhouse.cloud.Cloud.REGION;
import static dev.wheelhouse.cloud.Cloud.SPOKE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.cloud.ec2.PublicImage;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.wire.ServiceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** The filters of EC2's lists. */
final class Ec2FiltersTest {
    private static final Principal ADMIN = Principal.admin(SPOKE);
    private static final String IMAGE =
            PublicImage.byParameter(
                            REGION,
                            "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")
                    .orElseThrow();

    @OnEachDatabase
    void everyFilterOfTheReferenceIsTakenOrRefusedAsNotBuilt(TestDatabase given) {
        var cloud = new Cloud(given);
        run(cloud, HttpTokensState.REQUIRED, "first");
        var refused = new ArrayList<String>();
        for (var line : reference()) {
            var action = line.substring(0, line.indexOf(' '));
            var filter = line.substring(line.indexOf(' ') + 1);
            try {
                list(cloud, action, Object.class, Map.of(filter, "*"));
            } catch (ServiceException refusal) {
                assertThat(refusal).as(line).hasMessageContaining("has not built the filter");
                refused.add(action);
            }
        }
        assertThat(refused).containsOnly("DescribeInstanceTypes");
        assertThatThrownBy(() -> list(cloud, "DescribeVpcs", Object.class, Map.of("vpcid", "*")))
                .hasMessage("The filter 'vpcid' is invalid");
    }

    @OnEachDatabase
    void instancesAreFoundByWhatIsToldOfThem(TestDatabase given) {
        var cloud = new Cloud(given);
        var strict = run(cloud, HttpTokensState.REQUIRED, "strict");
        var loose = run(cloud, HttpTokensState.OPTIONAL, "loose");

        assertThat(instances(cloud, Map.of("metadata-options.http-tokens", "required")))
                .containsExactly(strict);
        assertThat(instances(cloud, Map.of("tag:Name", "l??se", "architecture", "x86_64")))
                .containsExactly(loose);
        assertThat(instances(cloud, Map.of("launch-time", "2026-01-02T03:04:05.*")))
                .containsExactlyInAnyOrder(strict, loose);
        assertThat(instances(cloud, Map.of("network-interface.attachment.status", "attached")))
                .containsExactlyInAnyOrder(strict, loose);
        for (var none :
                List.of(
                        "instance-lifecycle",
                        "outpost-arn",
                        "ipv6-address",
                        "placement-group-name")) {
            assertThat(instances(cloud, Map.of(none, "?*"))).as(none).isEmpty();
        }
        cloud.ec2(
                ADMIN,
                "StopInstances",
                StopInstancesRequest.builder().instanceIds(loose),
                Object.class);
        assertThat(instances(cloud, Map.of("state-reason-code", "Client.*")))
                .containsExactly(loose);
        assertThat(
                        list(
                                        cloud,
                                        "DescribeInstanceStatus",
                                        DescribeInstanceStatusResponse.class,
                                        Map.of("instance-status.reachability", "passed"))
                                .instanceStatuses())
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.instanceId()).isEqualTo(strict);
                    assertThat(status.availabilityZoneId()).startsWith("use1-az");
                    assertThat(status.systemStatus().details().getFirst().nameAsString())
                            .isEqualTo("reachability");
                });
    }

    @OnEachDatabase
    void listsOfRulesAndDisksAreLookedThrough(TestDatabase given) {
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
        cloud.ec2(
                ADMIN,
                "AuthorizeSecurityGroupIngress",
                AuthorizeSecurityGroupIngressRequest.builder()
                        .groupId(group)
                        .ipPermissions(
                                IpPermission.builder()
                                        .ipProtocol("tcp")
                                        .fromPort(22)
                                        .toPort(22)
                                        .ipv6Ranges(
                                                Ipv6Range.builder()
                                                        .cidrIpv6("2001:db8::/32")
                                                        .build())
                                        .build()),
                Object.class);

        assertThat(groups(cloud, Map.of("ip-permission.ipv6-cidr", "2001:db8::/32")))
                .containsExactly(group);
        assertThat(groups(cloud, Map.of("ip-permission.user-id", SPOKE.value())))
                .containsExactly(group);
        assertThat(groups(cloud, Map.of("egress.ip-permission.ipv6-cidr", "2001:db8::/32")))
                .isEmpty();
        assertThat(
                        list(
                                        cloud,
                                        "DescribeNetworkAcls",
                                        DescribeNetworkAclsResponse.class,
                                        Map.of("entry.rule-number", "32767", "default", "true"))
                                .networkAcls())
                .hasSize(1);
        assertThat(
                        list(
                                        cloud,
                                        "DescribeImages",
                                        DescribeImagesResponse.class,
                                        Map.of(
                                                "platform",
                                                "windows",
                                                "block-device-mapping.volume-size",
                                                "30"))
                                .images())
                .isNotEmpty()
                .allSatisfy(image -> assertThat(image.platformDetails()).isEqualTo("Windows"));
        assertThat(
                        list(
                                        cloud,
                                        "DescribeImages",
                                        DescribeImagesResponse.class,
                                        Map.of("block-device-mapping.volume-type", "gp3"))
                                .images())
                .isNotEmpty()
                .allSatisfy(image -> assertThat(image.name()).doesNotEndWith("-gp2"));
    }

    private static List<String> instances(Cloud cloud, Map<String, String> filters) {
        return list(cloud, "DescribeInstances", DescribeInstancesResponse.class, filters)
                .reservations()
                .stream()
                .flatMap(reservation -> reservation.instances().stream())
                .map(instance -> instance.instanceId())
                .toList();
    }

    private static List<String> groups(Cloud cloud, Map<String, String> filters) {
        return list(cloud, "DescribeSecurityGroups", DescribeSecurityGroupsResponse.class, filters)
                .securityGroups()
                .stream()
                .map(group -> group.groupId())
                .toList();
    }

    private static String run(Cloud cloud, HttpTokensState tokens, String name) {
        return cloud.ec2(
                        ADMIN,
                        "RunInstances",
                        RunInstancesRequest.builder()
                                .imageId(IMAGE)
                                .instanceType("t3.micro")
                                .minCount(1)
                                .maxCount(1)
                                .metadataOptions(options -> options.httpTokens(tokens))
                                .tagSpecifications(
                                        TagSpecification.builder()
                                                .resourceType(ResourceType.INSTANCE)
                                                .tags(Tag.builder().key("Name").value(name).build())
                                                .build()),
                        RunInstancesResponse.class)
                .instances()
                .getFirst()
                .instanceId();
    }

    private static <R> R list(
            Cloud cloud, String action, Class<R> answer, Map<String, String> filters) {
        var request = cloud.ec2Request(action);
        request.sdkFields().stream()
                .filter(field -> field.memberName().equals("Filters"))
                .map(SdkField.class::cast)
                .findFirst()
                .orElseThrow()
                .set(
                        request,
                        filters.entrySet().stream()
                                .map(filter ->
                                        Filter.builder()
                                                .name(filter.getKey())
                                                .values(filter.getValue())
                                                .build())
                                .toList());
        return cloud.ec2(ADMIN, action, (SdkBuilder<?, ?>) request, answer);
    }

    private static List<String> reference() {
        try (var in = Ec2FiltersTest.class.getResourceAsStream("ec2-filters.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}

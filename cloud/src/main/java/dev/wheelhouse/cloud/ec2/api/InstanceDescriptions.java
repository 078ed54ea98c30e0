package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_COMBINATION;

import dev.wheelhouse.cloud.ec2.AvailabilityZone;
import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.InstanceState;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.ec2.operation.Instances;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.EbsStatusDetails;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusDetails;
import software.amazon.awssdk.services.ec2.model.Reservation;

/** What EC2 tells of instances. */
final class InstanceDescriptions {
    static final Filters<InstanceStatus> STATUS_FILTERS =
            new Filters<InstanceStatus>(status -> status)
                    .at(
                            List.of(
                                    "attached-ebs-status.status",
                                    "availability-zone",
                                    "availability-zone-id",
                                    "instance-status.status",
                                    "operator.managed",
                                    "operator.principal",
                                    "system-status.status"))
                    .at("event.code", "Events.Code")
                    .at("event.description", "Events.Description")
                    .at("event.instance-event-id", "Events.InstanceEventId")
                    .at("event.not-after", "Events.NotAfter")
                    .at("event.not-before", "Events.NotBefore")
                    .at("event.not-before-deadline", "Events.NotBeforeDeadline")
                    .at("instance-state-code", "InstanceState.Code")
                    .at("instance-state-name", "InstanceState.Name")
                    .at("instance-status.reachability", "InstanceStatus.Details.Status")
                    .at("system-status.reachability", "SystemStatus.Details.Status");

    private final Database database;
    private final Ec2Operations ec2;

    InstanceDescriptions(Database database, Ec2Operations ec2) {
        this.database = database;
        this.ec2 = ec2;
    }

    DescribeInstancesResponse instances(Call call, DescribeInstancesRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeInstances", "*")
                        .with("ec2:Region", call.region().value()));
        refuseBoth(request.instanceIds(), request.maxResults());
        return database.read(db -> {
            var by = Acting.of(db, call);
            var tags = ec2.tagging().all(by);
            var view = InstanceView.of(ec2, by);
            Function<Instance, software.amazon.awssdk.services.ec2.model.Instance> answer =
                    instance ->
                            view.describe(
                                    instance, tags.getOrDefault(instance.id(), new TreeMap<>()));
            var page =
                    Page.of(
                            filters(by, answer)
                                    .select(
                                            chosen(ec2, by, request.instanceIds()),
                                            request.filters()),
                            request.maxResults(),
                            request.nextToken());
            var reservations = new LinkedHashMap<String, List<Instance>>();
            page.items()
                    .forEach(instance ->
                            reservations
                                    .computeIfAbsent(
                                            instance.reservationId(), _ -> new ArrayList<>())
                                    .add(instance));
            return DescribeInstancesResponse.builder()
                    .reservations(
                            reservations.entrySet().stream()
                                    .map(entry ->
                                            Reservation.builder()
                                                    .reservationId(entry.getKey())
                                                    .ownerId(call.account().value())
                                                    .groups(List.of())
                                                    .instances(
                                                            entry.getValue().stream()
                                                                    .map(answer)
                                                                    .toList())
                                                    .build())
                                    .toList())
                    .nextToken(page.next())
                    .build();
        });
    }

    DescribeInstanceStatusResponse status(Call call, DescribeInstanceStatusRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeInstanceStatus", "*")
                        .with("ec2:Region", call.region().value()));
        refuseBoth(request.instanceIds(), request.maxResults());
        boolean all = Boolean.TRUE.equals(request.includeAllInstances());
        return database.read(db -> {
            var by = Acting.of(db, call);
            var page =
                    Page.of(
                            STATUS_FILTERS.select(
                                    chosen(ec2, by, request.instanceIds()).stream()
                                            .filter(instance ->
                                                    all
                                                            || instance.state()
                                                                    == InstanceState.RUNNING)
                                            .map(instance -> status(by, instance))
                                            .toList(),
                                    request.filters()),
                            request.maxResults(),
                            request.nextToken());
            return DescribeInstanceStatusResponse.builder()
                    .instanceStatuses(page.items())
                    .nextToken(page.next())
                    .build();
        });
    }

    private static void refuseBoth(List<String> ids, @Nullable Integer maxResults) {
        if (!ids.isEmpty() && maxResults != null) {
            throw INVALID_PARAMETER_COMBINATION.because(
                    "The parameter instancesSet cannot be used with the parameter maxResults");
        }
    }

    /** The instances of these ids, or all; one that is not there is refused. */
    static List<Instance> chosen(Ec2Operations ec2, Acting by, List<String> ids) {
        if (ids.isEmpty()) {
            return ec2.instances().all(by);
        }
        return ids.stream()
                .map(id ->
                        ec2.instances()
                                .find(by, id)
                                .orElseThrow(() -> Instances.noSuchInstance(id)))
                .toList();
    }

    static Filters<Instance> filters(
            Acting by,
            Function<Instance, software.amazon.awssdk.services.ec2.model.Instance> answer) {
        var filters =
                new Filters<>(answer)
                        .at(
                                List.of(
                                        "architecture",
                                        "boot-mode",
                                        "capacity-reservation-id",
                                        "capacity-reservation-specification.capacity-reservation-preference",
                                        "capacity-reservation-specification.capacity-reservation-target"
                                                + ".capacity-reservation-id",
                                        "capacity-reservation-specification.capacity-reservation-target"
                                                + ".capacity-reservation-resource-group-arn",
                                        "client-token",
                                        "current-instance-boot-mode",
                                        "ebs-optimized",
                                        "ena-support",
                                        "enclave-options.enabled",
                                        "hibernation-options.configured",
                                        "hypervisor",
                                        "iam-instance-profile.arn",
                                        "iam-instance-profile.id",
                                        "image-id",
                                        "instance-id",
                                        "instance-lifecycle",
                                        "instance-type",
                                        "ipv6-address",
                                        "kernel-id",
                                        "key-name",
                                        "launch-time",
                                        "maintenance-options.auto-recovery",
                                        "metadata-options.http-endpoint",
                                        "metadata-options.http-protocol-ipv6",
                                        "metadata-options.http-put-response-hop-limit",
                                        "metadata-options.http-tokens",
                                        "metadata-options.instance-metadata-tags",
                                        "metadata-options.state",
                                        "network-performance-options.bandwidth-weighting",
                                        "operator.managed",
                                        "operator.principal",
                                        "outpost-arn",
                                        "platform",
                                        "platform-details",
                                        "private-dns-name",
                                        "private-dns-name-options.enable-resource-name-dns-a-record",
                                        "private-dns-name-options.enable-resource-name-dns-aaaa-record",
                                        "private-dns-name-options.hostname-type",
                                        "private-ip-address",
                                        "ramdisk-id",
                                        "root-device-name",
                                        "root-device-type",
                                        "source-dest-check",
                                        "spot-instance-request-id",
                                        "subnet-id",
                                        "tpm-support",
                                        "usage-operation",
                                        "usage-operation-update-time",
                                        "virtualization-type",
                                        "vpc-id"))
                        .at("affinity", "Placement.Affinity")
                        .at("availability-zone", "Placement.AvailabilityZone")
                        .at("availability-zone-id", "Placement.AvailabilityZoneId")
                        .at("dns-name", "PublicDnsName")
                        .at("group-id", "SecurityGroups.GroupId")
                        .at("group-name", "SecurityGroups.GroupName")
                        .at("host-id", "Placement.HostId")
                        .at("instance-state-code", "State.Code")
                        .at("instance-state-name", "State.Name")
                        .at("instance.group-id", "SecurityGroups.GroupId")
                        .at("instance.group-name", "SecurityGroups.GroupName")
                        .at("ip-address", "PublicIpAddress")
                        .at("launch-index", "AmiLaunchIndex")
                        .at("monitoring-state", "Monitoring.State")
                        .one("owner-id", _ -> by.account().value())
                        .at("placement-group-name", "Placement.GroupName")
                        .at("placement-partition-number", "Placement.PartitionNumber")
                        .at("product-code", "ProductCodes.ProductCodeId")
                        .at("product-code.type", "ProductCodes.ProductCodeType")
                        .at("reason", "StateTransitionReason")
                        .one("reservation-id", Instance::reservationId)
                        .at("state-reason-code", "StateReason.Code")
                        .at("state-reason-message", "StateReason.Message")
                        .at("tenancy", "Placement.Tenancy")
                        .absent(List.of("metadata-options.http-protocol-ipv4", "requester-id"))
                        .at("block-device-mapping.device-name", "BlockDeviceMappings.DeviceName")
                        .tags("Tags");
        for (var name : List.of("attach-time", "delete-on-termination", "status", "volume-id")) {
            filters.at("block-device-mapping." + name, "BlockDeviceMappings.Ebs." + name);
        }
        return interfaces(filters);
    }

    /** The filters over network interfaces that DescribeInstances has. */
    private static Filters<Instance> interfaces(Filters<Instance> filters) {
        var name = "network-interface.";
        var path = "NetworkInterfaces.";
        for (var same :
                List.of(
                        "association.carrier-ip",
                        "association.customer-owned-ip",
                        "association.ip-owner-id",
                        "association.public-dns-name",
                        "association.public-ip",
                        "attachment.attach-time",
                        "attachment.attachment-id",
                        "attachment.delete-on-termination",
                        "attachment.device-index",
                        "attachment.network-card-index",
                        "attachment.status",
                        "description",
                        "ipv4-prefixes.ipv4-prefix",
                        "ipv6-addresses.ipv6-address",
                        "ipv6-addresses.is-primary-ipv6",
                        "ipv6-prefixes.ipv6-prefix",
                        "mac-address",
                        "network-interface-id",
                        "operator.managed",
                        "operator.principal",
                        "owner-id",
                        "private-dns-name",
                        "private-ip-address",
                        "source-dest-check",
                        "status",
                        "subnet-id",
                        "vpc-id")) {
            filters.at(name + same, path + same);
        }
        for (var same :
                List.of(
                        "association.carrier-ip",
                        "association.customer-owned-ip",
                        "association.ip-owner-id",
                        "association.public-dns-name",
                        "association.public-ip",
                        "primary",
                        "private-dns-name",
                        "private-ip-address")) {
            filters.at(name + "addresses." + same, path + "PrivateIpAddresses." + same);
        }
        return filters.at(name + "attachment.instance-id", "InstanceId")
                .at(name + "attachment.instance-owner-id", path + "OwnerId")
                .at(name + "availability-zone", "Placement.AvailabilityZone")
                .at(name + "group-id", path + "Groups.GroupId")
                .at(name + "group-name", path + "Groups.GroupName")
                .at(name + "ipv6-address", path + "Ipv6Addresses.Ipv6Address")
                .at(name + "public-dns-name", path + "Association.PublicDnsName")
                .absent(
                        Stream.of(
                                        "addresses.association.allocation-id",
                                        "addresses.association.association-id",
                                        "association.allocation-id",
                                        "association.association-id",
                                        "deny-all-igw-traffic",
                                        "ipv6-native",
                                        "outpost-arn",
                                        "requester-id",
                                        "requester-managed",
                                        "tag-key",
                                        "tag-value")
                                .map(name::concat)
                                .toList());
    }

    /**
     * The health of an instance: one that runs has passed its checks, of another they say nothing
     * (EC2 User Guide, Status checks).
     */
    private static InstanceStatus status(Acting by, Instance instance) {
        boolean runs = instance.state() == InstanceState.RUNNING;
        var health = runs ? "ok" : "not-applicable";
        var reachable =
                runs
                        ? List.of(
                                InstanceStatusDetails.builder()
                                        .name("reachability")
                                        .status("passed")
                                        .build())
                        : List.<InstanceStatusDetails>of();
        return InstanceStatus.builder()
                .instanceId(instance.id())
                .availabilityZone(instance.zone())
                .availabilityZoneId(
                        AvailabilityZone.idOf(by.region(), instance.zone()).orElse(null))
                .instanceState(
                        state -> state.code(instance.state().code()).name(instance.state().text()))
                .instanceStatus(summary -> summary.status(health).details(reachable))
                .systemStatus(summary -> summary.status(health).details(reachable))
                .attachedEbsStatus(summary ->
                        summary.status(health)
                                .details(
                                        runs
                                                ? List.of(
                                                        EbsStatusDetails.builder()
                                                                .name("reachability")
                                                                .status("passed")
                                                                .build())
                                                : List.of()))
                .operator(operator -> operator.managed(false))
                .build();
    }
}

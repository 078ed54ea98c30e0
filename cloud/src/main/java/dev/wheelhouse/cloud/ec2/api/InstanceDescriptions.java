package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_COMBINATION;

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
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.Reservation;

/** What EC2 tells of instances. */
final class InstanceDescriptions {
    private final Database database;
    private final Ec2Operations ec2;

    InstanceDescriptions(Database database, Ec2Operations ec2) {
        this.database = database;
        this.ec2 = ec2;
    }

    DescribeInstancesResponse instances(Call call, DescribeInstancesRequest request) {
        call.require(AccessRequest.to("ec2:DescribeInstances", "*"));
        refuseBoth(request.instanceIds(), request.maxResults());
        return database.read(db -> {
            var by = Acting.of(db, call);
            var tags = ec2.tagging().all(by);
            var view = InstanceView.of(ec2, by);
            var filters = filters(by, tags, view.groupNames());
            var page =
                    Page.of(
                            chosen(ec2, by, request.instanceIds()).stream()
                                    .filter(filters.matching(request.filters()))
                                    .toList(),
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
                                                                    .map(instance ->
                                                                            view.describe(
                                                                                    instance,
                                                                                    tags
                                                                                            .getOrDefault(
                                                                                                    instance
                                                                                                            .id(),
                                                                                                    new TreeMap<>())))
                                                                    .toList())
                                                    .build())
                                    .toList())
                    .nextToken(page.next())
                    .build();
        });
    }

    DescribeInstanceStatusResponse status(Call call, DescribeInstanceStatusRequest request) {
        call.require(AccessRequest.to("ec2:DescribeInstanceStatus", "*"));
        refuseBoth(request.instanceIds(), request.maxResults());
        boolean all = Boolean.TRUE.equals(request.includeAllInstances());
        return database.read(db -> {
            var by = Acting.of(db, call);
            var tags = ec2.tagging().all(by);
            var filters = filters(by, tags, Map.of());
            var page =
                    Page.of(
                            chosen(ec2, by, request.instanceIds()).stream()
                                    .filter(instance ->
                                            all || instance.state() == InstanceState.RUNNING)
                                    .filter(filters.matching(request.filters()))
                                    .toList(),
                            request.maxResults(),
                            request.nextToken());
            return DescribeInstanceStatusResponse.builder()
                    .instanceStatuses(
                            page.items().stream().map(InstanceDescriptions::status).toList())
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

    private static Filters<Instance> filters(
            Acting by,
            Map<String, SequencedMap<String, String>> tags,
            Map<String, String> groupNames) {
        return new Filters<Instance>(instance -> tags.getOrDefault(instance.id(), new TreeMap<>()))
                .one("instance-id", Instance::id)
                .one("image-id", Instance::imageId)
                .one("instance-type", Instance::type)
                .one("instance-state-name", instance -> instance.state().text())
                .one("instance-state-code", instance -> String.valueOf(instance.state().code()))
                .one("availability-zone", Instance::zone)
                .one("subnet-id", Instance::subnetId)
                .one("vpc-id", Instance::vpcId)
                .one("key-name", instance -> instance.keyName().orElse(""))
                .one("private-ip-address", instance -> instance.privateIp().orElse(""))
                .one("ip-address", instance -> instance.publicIp().orElse(""))
                .one(
                        "private-dns-name",
                        instance ->
                                instance.privateIp()
                                        .map(ip -> Instance.privateDnsName(by.region(), ip))
                                        .orElse(""))
                .one("reservation-id", Instance::reservationId)
                .one("owner-id", _ -> by.account().value())
                .one("client-token", instance -> instance.clientToken().orElse(""))
                .one("iam-instance-profile.arn", instance -> instance.profileArn().orElse(""))
                .many("instance.group-id", Instance::groupIds)
                .many("group-id", Instance::groupIds)
                .many("network-interface.group-id", Instance::groupIds)
                .many(
                        "instance.group-name",
                        instance ->
                                instance.groupIds().stream()
                                        .map(id -> groupNames.getOrDefault(id, ""))
                                        .toList())
                .many(
                        "group-name",
                        instance ->
                                instance.groupIds().stream()
                                        .map(id -> groupNames.getOrDefault(id, ""))
                                        .toList());
    }

    private static InstanceStatus status(Instance instance) {
        boolean runs = instance.state() == InstanceState.RUNNING;
        var health = runs ? "ok" : "not-applicable";
        return InstanceStatus.builder()
                .instanceId(instance.id())
                .availabilityZone(instance.zone())
                .instanceState(
                        state -> state.code(instance.state().code()).name(instance.state().text()))
                .instanceStatus(summary -> summary.status(health))
                .systemStatus(summary -> summary.status(health))
                .build();
    }
}

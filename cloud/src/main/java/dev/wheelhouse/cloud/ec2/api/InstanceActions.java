package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_COMBINATION;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.MISSING_PARAMETER;

import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.ec2.operation.InstanceLaunch;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/** The actions of EC2 that launch, stop, start and terminate instances. */
final class InstanceActions {
    private final Database database;
    private final Ec2Operations ec2;

    InstanceActions(Database database, Ec2Operations ec2) {
        this.database = database;
        this.ec2 = ec2;
    }

    RunInstancesResponse run(Call call, RunInstancesRequest request) {
        refuseUnbuilt(request);
        if (request.imageId() == null) {
            throw MISSING_PARAMETER.because("The request must contain the parameter ImageId");
        }
        var launch = launch(request);
        return database.write(db -> {
            var by = Acting.of(db, call);
            var launched = ec2.instances().run(by, launch);
            DryRun.end(request.dryRun());
            var view = InstanceView.of(ec2, by);
            return RunInstancesResponse.builder()
                    .reservationId(launched.getFirst().reservationId())
                    .ownerId(call.account().value())
                    .groups(List.of())
                    .instances(
                            launched.stream()
                                    .map(instance ->
                                            view.describe(instance, launch.tags()).toBuilder()
                                                    .state(state -> state.code(0).name("pending"))
                                                    .build())
                                    .toList())
                    .build();
        });
    }

    TerminateInstancesResponse terminate(Call call, TerminateInstancesRequest request) {
        return database.write(db -> {
            var before = ec2.instances().terminate(Acting.of(db, call), request.instanceIds());
            DryRun.end(request.dryRun());
            return TerminateInstancesResponse.builder()
                    .terminatingInstances(changes(before, "terminated", 48, "shutting-down", 32))
                    .build();
        });
    }

    StopInstancesResponse stop(Call call, StopInstancesRequest request) {
        return database.write(db -> {
            var before = ec2.instances().stop(Acting.of(db, call), request.instanceIds());
            DryRun.end(request.dryRun());
            return StopInstancesResponse.builder()
                    .stoppingInstances(changes(before, "stopped", 80, "stopping", 64))
                    .build();
        });
    }

    StartInstancesResponse start(Call call, StartInstancesRequest request) {
        return database.write(db -> {
            var before = ec2.instances().start(Acting.of(db, call), request.instanceIds());
            DryRun.end(request.dryRun());
            return StartInstancesResponse.builder()
                    .startingInstances(changes(before, "running", 16, "pending", 0))
                    .build();
        });
    }

    /** What became of instances: one that was there already stays, others are on their way. */
    private static List<InstanceStateChange> changes(
            List<Instance> before, String end, int endCode, String underWay, int underWayCode) {
        return before.stream()
                .map(instance -> {
                    boolean was = instance.state().text().equals(end);
                    return InstanceStateChange.builder()
                            .instanceId(instance.id())
                            .previousState(state ->
                                    state.code(instance.state().code())
                                            .name(instance.state().text()))
                            .currentState(state ->
                                    state.code(was ? endCode : underWayCode)
                                            .name(was ? end : underWay))
                            .build();
                })
                .toList();
    }

    @SuppressWarnings("deprecation") // old members come over the wire, too
    private static void refuseUnbuilt(RunInstancesRequest request) {
        new Unbuilt()
                .parameter("LaunchTemplate", request.launchTemplate())
                .parameter("BlockDeviceMapping", given(request.blockDeviceMappings()))
                .parameter("Ipv6AddressCount", request.ipv6AddressCount())
                .parameter("Ipv6Address", given(request.ipv6Addresses()))
                .parameter("EnablePrimaryIpv6", request.enablePrimaryIpv6())
                .parameter("KernelId", request.kernelId())
                .parameter("RamdiskId", request.ramdiskId())
                .parameter("ElasticGpuSpecification", given(request.elasticGpuSpecification()))
                .parameter(
                        "ElasticInferenceAccelerator",
                        given(request.elasticInferenceAccelerators()))
                .parameter("InstanceMarketOptions", request.instanceMarketOptions())
                .parameter("CpuOptions", request.cpuOptions())
                .parameter(
                        "CapacityReservationSpecification",
                        request.capacityReservationSpecification())
                .parameter(
                        "HibernationOptions",
                        request.hibernationOptions() == null
                                ? null
                                : request.hibernationOptions().configured())
                .parameter("LicenseSpecification", given(request.licenseSpecifications()))
                .parameter(
                        "EnclaveOptions",
                        request.enclaveOptions() == null
                                ? null
                                : request.enclaveOptions().enabled())
                .parameter("PrivateDnsNameOptions", request.privateDnsNameOptions())
                .parameter("MaintenanceOptions", request.maintenanceOptions())
                .parameter("NetworkPerformanceOptions", request.networkPerformanceOptions())
                .refuse();
        var placement = request.placement();
        if (placement != null) {
            new Unbuilt()
                    .parameter("Placement.GroupName", text(placement.groupName()))
                    .parameter("Placement.GroupId", text(placement.groupId()))
                    .parameter("Placement.HostId", text(placement.hostId()))
                    .parameter(
                            "Placement.HostResourceGroupArn",
                            text(placement.hostResourceGroupArn()))
                    .parameter("Placement.PartitionNumber", placement.partitionNumber())
                    .refuse();
        }
    }

    private static @Nullable Object given(List<?> list) {
        return list.isEmpty() ? null : list;
    }

    private static @Nullable Object text(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static InstanceLaunch launch(RunInstancesRequest request) {
        var tags =
                Tagged.of(
                        request.tagSpecifications(),
                        "instance",
                        Set.of("volume", "network-interface", "spot-instances-request"));
        var interfaces = request.networkInterfaces();
        if (interfaces.size() > 1
                || (!interfaces.isEmpty() && interfaces.getFirst().networkInterfaceId() != null)) {
            throw INVALID_PARAMETER_COMBINATION.because(
                    "Only one network interface, made with the instance, is built");
        }
        if (!interfaces.isEmpty()
                && (request.subnetId() != null || !request.securityGroupIds().isEmpty())) {
            throw INVALID_PARAMETER_COMBINATION.because(
                    "Network interfaces and an instance-level subnet ID may not be specified on"
                            + " the same request");
        }
        var first = interfaces.stream().findFirst();
        var profile = Optional.ofNullable(request.iamInstanceProfile());
        return new InstanceLaunch(
                request.imageId(),
                request.instanceType() == null
                        ? InstanceLaunch.DEFAULT_TYPE
                        : request.instanceTypeAsString(),
                request.minCount(),
                request.maxCount(),
                Optional.ofNullable(request.keyName()),
                first.map(part -> part.subnetId())
                        .or(() -> Optional.ofNullable(request.subnetId())),
                Optional.ofNullable(request.placement())
                        .map(placement -> placement.availabilityZone())
                        .filter(zone -> !zone.isEmpty()),
                first.map(part -> part.groups()).orElse(request.securityGroupIds()),
                request.securityGroups(),
                first.map(part -> part.privateIpAddress())
                        .or(() -> Optional.ofNullable(request.privateIpAddress())),
                first.map(part -> part.associatePublicIpAddress()),
                profile.map(part -> part.arn() == null ? part.name() : part.arn()),
                Optional.ofNullable(request.userData()),
                Optional.ofNullable(request.clientToken()),
                settings(request),
                tags,
                partTags(request));
    }

    private static Map<String, Map<String, String>> partTags(RunInstancesRequest request) {
        var tags = new HashMap<String, Map<String, String>>();
        for (var specification : request.tagSpecifications()) {
            tags.computeIfAbsent(specification.resourceTypeAsString(), _ -> new HashMap<>())
                    .putAll(Tagged.read(specification.tags()));
        }
        tags.remove("instance");
        return tags;
    }

    private static Value.Members settings(RunInstancesRequest request) {
        var settings = Value.object();
        if (request.ebsOptimized() != null) {
            settings = settings.with("EbsOptimized", Value.bool(request.ebsOptimized()));
        }
        if (request.disableApiTermination() != null) {
            settings =
                    settings.with(
                            "DisableApiTermination", Value.bool(request.disableApiTermination()));
        }
        if (request.monitoring() != null && request.monitoring().enabled() != null) {
            settings = settings.with("Monitoring", Value.bool(request.monitoring().enabled()));
        }
        if (request.instanceInitiatedShutdownBehavior() != null) {
            settings =
                    settings.with(
                            "InstanceInitiatedShutdownBehavior",
                            Value.text(request.instanceInitiatedShutdownBehaviorAsString()));
        }
        if (request.disableApiStop() != null) {
            settings = settings.with("DisableApiStop", Value.bool(request.disableApiStop()));
        }
        var placement = request.placement();
        if (placement != null && text(placement.tenancyAsString()) != null) {
            settings = settings.with("Tenancy", Value.text(placement.tenancyAsString()));
        }
        var credits = request.creditSpecification();
        if (credits != null && credits.cpuCredits() != null) {
            settings =
                    settings.with(
                            InstanceSettings.CREDITS,
                            Value.object("CPUCredits", Value.text(credits.cpuCredits())));
        }
        var metadata = request.metadataOptions();
        if (metadata != null) {
            settings =
                    settings.with(
                            InstanceSettings.METADATA,
                            InstanceSettings.metadata(
                                    metadata.httpTokensAsString(),
                                    metadata.httpPutResponseHopLimit(),
                                    metadata.httpEndpointAsString(),
                                    metadata.httpProtocolIpv6AsString(),
                                    metadata.instanceMetadataTagsAsString()));
        }
        return settings;
    }
}

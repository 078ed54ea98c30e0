package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;

import dev.wheelhouse.cloud.ec2.AvailabilityZone;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Region;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;

/** What EC2 tells of regions and zones. */
final class ZoneActions {
    static final Filters<software.amazon.awssdk.services.ec2.model.Region> REGION_FILTERS =
            new Filters<software.amazon.awssdk.services.ec2.model.Region>(region -> region)
                    .at(List.of("endpoint", "opt-in-status", "region-name"));

    static final Filters<software.amazon.awssdk.services.ec2.model.AvailabilityZone> ZONE_FILTERS =
            new Filters<software.amazon.awssdk.services.ec2.model.AvailabilityZone>(zone -> zone)
                    .at(
                            List.of(
                                    "group-long-name",
                                    "group-name",
                                    "opt-in-status",
                                    "parent-zone-id",
                                    "parent-zone-name",
                                    "region-name",
                                    "state",
                                    "zone-id",
                                    "zone-name",
                                    "zone-type"))
                    .at("message", "Messages.Message");

    DescribeRegionsResponse regions(Call call, DescribeRegionsRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeRegions", "*")
                        .with("ec2:Region", call.region().value()));
        requireKnown(
                request.regionNames(),
                AvailabilityZone.REGIONS.stream().map(Region::value).toList(),
                name -> "Invalid region name: " + name);
        return DescribeRegionsResponse.builder()
                .regions(
                        REGION_FILTERS.select(
                                AvailabilityZone.REGIONS.stream()
                                        .filter(region ->
                                                request.regionNames().isEmpty()
                                                        || request.regionNames()
                                                                .contains(region.value()))
                                        .map(region ->
                                                software.amazon.awssdk.services.ec2.model.Region
                                                        .builder()
                                                        .regionName(region.value())
                                                        .endpoint(
                                                                "ec2." + region + ".amazonaws.com")
                                                        .optInStatus("opt-in-not-required")
                                                        .build())
                                        .toList(),
                                request.filters()))
                .build();
    }

    DescribeAvailabilityZonesResponse zones(Call call, DescribeAvailabilityZonesRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeAvailabilityZones", "*")
                        .with("ec2:Region", call.region().value()));
        var region = call.region().value();
        var all = AvailabilityZone.of(call.region());
        requireKnown(
                request.zoneNames(),
                all.stream().map(AvailabilityZone::name).toList(),
                name -> "Invalid availability zone: [" + name + "]");
        requireKnown(
                request.zoneIds(),
                all.stream().map(AvailabilityZone::id).toList(),
                id -> "Invalid availability zone-id: [" + id + "]");
        return DescribeAvailabilityZonesResponse.builder()
                .availabilityZones(
                        ZONE_FILTERS.select(
                                all.stream()
                                        .filter(zone -> named(request.zoneNames(), zone.name()))
                                        .filter(zone -> named(request.zoneIds(), zone.id()))
                                        .map(zone ->
                                                software.amazon.awssdk.services.ec2.model
                                                        .AvailabilityZone.builder()
                                                        .zoneName(zone.name())
                                                        .zoneId(zone.id())
                                                        .regionName(region)
                                                        .groupName(region)
                                                        .networkBorderGroup(region)
                                                        .zoneType("availability-zone")
                                                        .state("available")
                                                        .optInStatus("opt-in-not-required")
                                                        .build())
                                        .toList(),
                                request.filters()))
                .build();
    }

    private static void requireKnown(
            List<String> wanted, List<String> known, UnaryOperator<String> message) {
        for (var name : wanted) {
            if (!known.contains(name)) {
                throw INVALID_PARAMETER_VALUE.because(message.apply(name));
            }
        }
    }

    private static boolean named(List<String> wanted, String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }
}

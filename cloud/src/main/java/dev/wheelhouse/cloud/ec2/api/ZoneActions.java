package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;

import dev.wheelhouse.cloud.ec2.AvailabilityZone;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Region;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;

/** What EC2 tells of regions and zones. */
final class ZoneActions {
    DescribeRegionsResponse regions(Call call, DescribeRegionsRequest request) {
        call.require(AccessRequest.to("ec2:DescribeRegions", "*"));
        requireKnown(
                request.regionNames(),
                AvailabilityZone.REGIONS.stream().map(Region::value).toList(),
                name -> "Invalid region name: " + name);
        var filters =
                new Filters<Region>(_ -> Map.of())
                        .one("region-name", Region::value)
                        .one("endpoint", region -> "ec2." + region + ".amazonaws.com")
                        .one("opt-in-status", _ -> "opt-in-not-required");
        return DescribeRegionsResponse.builder()
                .regions(
                        AvailabilityZone.REGIONS.stream()
                                .filter(region ->
                                        request.regionNames().isEmpty()
                                                || request.regionNames().contains(region.value()))
                                .filter(filters.matching(request.filters()))
                                .map(region ->
                                        software.amazon.awssdk.services.ec2.model.Region.builder()
                                                .regionName(region.value())
                                                .endpoint("ec2." + region + ".amazonaws.com")
                                                .optInStatus("opt-in-not-required")
                                                .build())
                                .toList())
                .build();
    }

    DescribeAvailabilityZonesResponse zones(Call call, DescribeAvailabilityZonesRequest request) {
        call.require(AccessRequest.to("ec2:DescribeAvailabilityZones", "*"));
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
        var filters =
                new Filters<AvailabilityZone>(_ -> Map.of())
                        .one("zone-name", AvailabilityZone::name)
                        .one("zone-id", AvailabilityZone::id)
                        .one("region-name", _ -> region)
                        .one("state", _ -> "available")
                        .one("zone-type", _ -> "availability-zone")
                        .one("group-name", _ -> region)
                        .one("opt-in-status", _ -> "opt-in-not-required");
        return DescribeAvailabilityZonesResponse.builder()
                .availabilityZones(
                        all.stream()
                                .filter(zone -> named(request.zoneNames(), zone.name()))
                                .filter(zone -> named(request.zoneIds(), zone.id()))
                                .filter(filters.matching(request.filters()))
                                .map(zone ->
                                        software.amazon.awssdk.services.ec2.model.AvailabilityZone
                                                .builder()
                                                .zoneName(zone.name())
                                                .zoneId(zone.id())
                                                .regionName(region)
                                                .groupName(region)
                                                .networkBorderGroup(region)
                                                .zoneType("availability-zone")
                                                .state("available")
                                                .optInStatus("opt-in-not-required")
                                                .build())
                                .toList())
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

package dev.wheelhouse.cloud.ec2;

import dev.wheelhouse.identity.Region;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An availability zone.
 *
 * @param name for example {@code us-east-1a}
 * @param id for example {@code use1-az1}
 */
public record AvailabilityZone(String name, String id) {
    /** The regions that are offered. */
    public static final List<Region> REGIONS =
            List.of(
                            "ap-northeast-1",
                            "ap-northeast-2",
                            "ap-northeast-3",
                            "ap-south-1",
                            "ap-southeast-1",
                            "ap-southeast-2",
                            "ca-central-1",
                            "eu-central-1",
                            "eu-north-1",
                            "eu-west-1",
                            "eu-west-2",
                            "eu-west-3",
                            "sa-east-1",
                            "us-east-1",
                            "us-east-2",
                            "us-west-1",
                            "us-west-2")
                    .stream()
                    .map(Region::new)
                    .toList();

    /** A region's zones: six in us-east-1, two in us-west-1, four in us-west-2, else three. */
    public static List<AvailabilityZone> of(Region region) {
        int count =
                switch (region.value()) {
                    case "us-east-1" -> 6;
                    case "us-west-2" -> 4;
                    case "us-west-1" -> 2;
                    default -> 3;
                };
        return IntStream.range(0, count)
                .mapToObj(index ->
                        new AvailabilityZone(
                                region.value() + (char) ('a' + index),
                                shortName(region) + "-az" + (index + 1)))
                .toList();
    }

    /** The id of a region's zone; empty where there is no zone of this name. */
    public static Optional<String> idOf(Region region, String name) {
        return of(region).stream()
                .filter(zone -> zone.name().equals(name))
                .map(AvailabilityZone::id)
                .findFirst();
    }

    /** {@code us-east-1} becomes {@code use1}, {@code ap-southeast-2} {@code apse2}. */
    private static String shortName(Region region) {
        var parts = List.of(region.value().split("-", -1));
        var middle = parts.get(1);
        var direction =
                switch (middle) {
                    case "northeast" -> "ne";
                    case "northwest" -> "nw";
                    case "southeast" -> "se";
                    case "southwest" -> "sw";
                    default -> middle.substring(0, 1);
                };
        return parts.getFirst() + direction + parts.getLast();
    }
}

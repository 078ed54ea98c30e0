package dev.wheelhouse.cloud.ec2;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An instance type that is offered.
 *
 * @param name for example {@code t3.micro}
 * @param architecture {@code x86_64} or {@code arm64}
 */
public record InstanceType(
        String name, int virtualCpus, int memoryMib, String architecture, boolean burstable) {
    private static final Map<String, InstanceType> ALL = all();

    public static Optional<InstanceType> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    public static Collection<InstanceType> offered() {
        return ALL.values();
    }

    private record Size(String name, int cpus) {}

    private static Map<String, InstanceType> all() {
        var types = new LinkedHashMap<String, InstanceType>();
        burstable(types, "t2", "x86_64", List.of(1, 1, 1, 2, 2, 4, 8));
        burstable(types, "t3", "x86_64", List.of(2, 2, 2, 2, 2, 4, 8));
        burstable(types, "t3a", "x86_64", List.of(2, 2, 2, 2, 2, 4, 8));
        burstable(types, "t4g", "arm64", List.of(2, 2, 2, 2, 2, 4, 8));
        for (var family : List.of("m4", "m5", "m5a", "m6i", "m6a", "m7i", "m7a")) {
            sized(types, family, 4, "x86_64");
        }
        for (var family : List.of("m6g", "m7g", "m8g")) {
            sized(types, family, 4, "arm64");
        }
        for (var family : List.of("c4", "c5", "c5a", "c6i", "c6a", "c7i", "c7a")) {
            sized(types, family, 2, "x86_64");
        }
        for (var family : List.of("c6g", "c7g", "c8g")) {
            sized(types, family, 2, "arm64");
        }
        for (var family : List.of("r4", "r5", "r5a", "r6i", "r6a", "r7i", "r7a")) {
            sized(types, family, 8, "x86_64");
        }
        for (var family : List.of("r6g", "r7g", "r8g")) {
            sized(types, family, 8, "arm64");
        }
        for (var old :
                List.of(
                        new InstanceType("t1.micro", 1, 627, "x86_64", true),
                        new InstanceType("m1.small", 1, 1740, "x86_64", false),
                        new InstanceType("m1.medium", 1, 3788, "x86_64", false),
                        new InstanceType("m1.large", 2, 7680, "x86_64", false),
                        new InstanceType("m3.medium", 1, 3840, "x86_64", false),
                        new InstanceType("m3.large", 2, 7680, "x86_64", false),
                        new InstanceType("m3.xlarge", 4, 15360, "x86_64", false),
                        new InstanceType("c3.large", 2, 3840, "x86_64", false),
                        new InstanceType("g4dn.xlarge", 4, 16384, "x86_64", false),
                        new InstanceType("i3.large", 2, 15616, "x86_64", false))) {
            types.put(old.name(), old);
        }
        return types;
    }

    private static void burstable(
            Map<String, InstanceType> types,
            String family,
            String architecture,
            List<Integer> cpus) {
        var sizes = List.of("nano", "micro", "small", "medium", "large", "xlarge", "2xlarge");
        for (int size = 0; size < sizes.size(); size++) {
            var name = family + "." + sizes.get(size);
            types.put(
                    name, new InstanceType(name, cpus.get(size), 512 << size, architecture, true));
        }
    }

    private static void sized(
            Map<String, InstanceType> types, String family, int gibPerCpu, String architecture) {
        var sizes = new ArrayList<Size>();
        if (architecture.equals("arm64") || family.endsWith("7a")) {
            sizes.add(new Size("medium", 1));
        }
        sizes.add(new Size("large", 2));
        sizes.add(new Size("xlarge", 4));
        for (int factor : List.of(2, 4, 8, 12, 16, 24)) {
            sizes.add(new Size(factor + "xlarge", factor * 4));
        }
        for (var size : sizes) {
            var name = family + "." + size.name();
            types.put(
                    name,
                    new InstanceType(
                            name,
                            size.cpus(),
                            size.cpus() * gibPerCpu * 1024,
                            architecture,
                            false));
        }
    }
}

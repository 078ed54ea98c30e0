package dev.wheelhouse.cloud.ec2;

import dev.wheelhouse.identity.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A machine image that everybody may launch. Ids are stable for each region; they are this cloud's
 * own, not those of AWS.
 *
 * @param parameters the public Systems Manager parameters that name it
 */
public record PublicImage(
        String id,
        String name,
        String description,
        String architecture,
        String platform,
        List<String> parameters,
        Instant createdAt) {
    /** The account that owns Amazon's images. */
    public static final String OWNER = "137112412989";

    private static final String LINUX = "/aws/service/ami-amazon-linux-latest/";
    private static final String WINDOWS = "/aws/service/ami-windows-latest/";
    private static final Map<Region, List<PublicImage>> BY_REGION = new ConcurrentHashMap<>();

    public static List<PublicImage> of(Region region) {
        return BY_REGION.computeIfAbsent(region, PublicImage::imagesOf);
    }

    public static Optional<PublicImage> find(Region region, String id) {
        return of(region).stream().filter(image -> image.id().equals(id)).findFirst();
    }

    /** The id of the image that a public parameter names. */
    public static Optional<String> byParameter(Region region, String parameter) {
        return of(region).stream()
                .filter(image -> image.parameters().contains(parameter))
                .map(PublicImage::id)
                .findFirst();
    }

    /**
     * Whether instances of it take session tokens only from their metadata service, as AL2023's.
     */
    public boolean requiresMetadataTokens() {
        return name.startsWith("al2023-");
    }

    /**
     * The volume that instances of an image start from, as EC2 makes it when nothing else is said.
     *
     * @param type {@code gp2} or {@code gp3}
     * @param gib its size
     * @param throughputMib a second; only {@code gp3} has it
     */
    public record RootVolume(String type, int gib, int iops, Optional<Integer> throughputMib) {}

    /** Linux images take 8 GiB, those of Windows 30; older ones are of the type in their name. */
    public RootVolume rootVolume() {
        int gib = platform.equals("Windows") ? 30 : 8;
        return name.endsWith("-gp2")
                ? new RootVolume("gp2", gib, 100, Optional.empty())
                : new RootVolume("gp3", gib, 3_000, Optional.of(125));
    }

    private static List<PublicImage> imagesOf(Region region) {
        var images = new ArrayList<PublicImage>();
        for (var architecture : List.of("x86_64", "arm64")) {
            images.add(
                    image(
                            region,
                            "al2023-ami-2023.9.20251117.1-kernel-6.1-" + architecture,
                            "Amazon Linux 2023 AMI 2023.9.20251117.1 "
                                    + architecture
                                    + " HVM kernel-6.1",
                            architecture,
                            "Linux/UNIX",
                            Stream.of(
                                    LINUX + "al2023-ami-kernel-default-" + architecture,
                                    LINUX + "al2023-ami-kernel-6.1-" + architecture)));
            images.add(
                    image(
                            region,
                            "al2023-ami-2023.9.20251117.1-kernel-6.12-" + architecture,
                            "Amazon Linux 2023 AMI 2023.9.20251117.1 "
                                    + architecture
                                    + " HVM kernel-6.12",
                            architecture,
                            "Linux/UNIX",
                            Stream.of(LINUX + "al2023-ami-kernel-6.12-" + architecture)));
            images.add(
                    image(
                            region,
                            "al2023-ami-minimal-2023.9.20251117.1-kernel-6.1-" + architecture,
                            "Amazon Linux 2023 AMI 2023.9.20251117.1 "
                                    + architecture
                                    + " HVM Minimal kernel-6.1",
                            architecture,
                            "Linux/UNIX",
                            Stream.of(
                                    LINUX + "al2023-ami-minimal-kernel-default-" + architecture,
                                    LINUX + "al2023-ami-minimal-kernel-6.1-" + architecture)));
            images.add(
                    image(
                            region,
                            "amzn2-ami-hvm-2.0.20251110.1-" + architecture + "-gp2",
                            "Amazon Linux 2 AMI 2.0.20251110.1 " + architecture + " HVM gp2",
                            architecture,
                            "Linux/UNIX",
                            Stream.of(
                                    LINUX + "amzn2-ami-hvm-" + architecture + "-gp2",
                                    LINUX + "amzn2-ami-hvm-" + architecture + "-ebs")));
            images.add(
                    image(
                            region,
                            "amzn2-ami-kernel-5.10-hvm-2.0.20251110.1-" + architecture + "-gp2",
                            "Amazon Linux 2 LTS Kernel 5.10 AMI 2.0.20251110.1 "
                                    + architecture
                                    + " HVM gp2",
                            architecture,
                            "Linux/UNIX",
                            Stream.of(
                                    LINUX + "amzn2-ami-kernel-5.10-hvm-" + architecture + "-gp2")));
        }
        images.add(
                image(
                        region,
                        "amzn-ami-hvm-2018.03.0.20231218.0-x86_64-gp2",
                        "Amazon Linux AMI 2018.03.0.20231218.0 x86_64 HVM gp2",
                        "x86_64",
                        "Linux/UNIX",
                        Stream.of(
                                LINUX + "amzn-ami-hvm-x86_64-gp2",
                                LINUX + "amzn-ami-hvm-x86_64-ebs")));
        for (var year : List.of("2016", "2019", "2022", "2025")) {
            images.add(
                    image(
                            region,
                            "Windows_Server-" + year + "-English-Full-Base-2025.11.12",
                            "Microsoft Windows Server "
                                    + year
                                    + " Full Locale English AMI provided by Amazon",
                            "x86_64",
                            "Windows",
                            Stream.of(WINDOWS + "Windows_Server-" + year + "-English-Full-Base")));
        }
        return List.copyOf(images);
    }

    private static PublicImage image(
            Region region,
            String name,
            String description,
            String architecture,
            String platform,
            Stream<String> parameters) {
        return new PublicImage(
                ResourceIds.derived("ami", region + "/" + name),
                name,
                description,
                architecture,
                platform,
                parameters.toList(),
                Instant.parse("2025-11-17T00:00:00Z"));
    }
}

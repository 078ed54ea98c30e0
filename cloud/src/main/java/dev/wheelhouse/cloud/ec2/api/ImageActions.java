package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.IMAGE_MALFORMED;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.IMAGE_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;

import dev.wheelhouse.cloud.ec2.InstanceType;
import dev.wheelhouse.cloud.ec2.PublicImage;
import dev.wheelhouse.cloud.ec2.ResourceIds;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** What EC2 tells of images and instance types. */
final class ImageActions {
    DescribeImagesResponse images(Call call, DescribeImagesRequest request) {
        call.require(AccessRequest.to("ec2:DescribeImages", "*"));
        var all = PublicImage.of(call.region());
        for (var id : request.imageIds()) {
            if (!ResourceIds.isWellFormed("ami", id)) {
                throw IMAGE_MALFORMED.because("Invalid id: \"" + id + "\" (expecting \"ami-...\")");
            }
            if (all.stream().noneMatch(image -> image.id().equals(id))) {
                throw IMAGE_NOT_FOUND.because("The image id '[" + id + "]' does not exist");
            }
        }
        var filters =
                new Filters<PublicImage>(_ -> Map.of())
                        .one("image-id", PublicImage::id)
                        .one("name", PublicImage::name)
                        .one("description", PublicImage::description)
                        .one("architecture", PublicImage::architecture)
                        .one("owner-id", _ -> PublicImage.OWNER)
                        .one("owner-alias", _ -> "amazon")
                        .one("state", _ -> "available")
                        .one("image-type", _ -> "machine")
                        .one("is-public", _ -> "true")
                        .one("root-device-type", _ -> "ebs")
                        .one("root-device-name", _ -> "/dev/xvda")
                        .one("virtualization-type", _ -> "hvm")
                        .one("hypervisor", _ -> "xen")
                        .many(
                                "platform",
                                image ->
                                        image.platform().equals("Windows")
                                                ? List.of("windows")
                                                : List.of())
                        .one("platform-details", PublicImage::platform)
                        .one("ena-support", _ -> "true")
                        .one("block-device-mapping.volume-type", _ -> "gp2");
        var page =
                Page.of(
                        all.stream()
                                .filter(image ->
                                        request.imageIds().isEmpty()
                                                || request.imageIds().contains(image.id()))
                                .filter(image ->
                                        request.owners().isEmpty()
                                                || request.owners().contains("amazon")
                                                || request.owners().contains(PublicImage.OWNER))
                                .filter(filters.matching(request.filters()))
                                .toList(),
                        request.maxResults(),
                        request.nextToken());
        return DescribeImagesResponse.builder()
                .images(page.items().stream().map(ImageActions::describe).toList())
                .nextToken(page.next())
                .build();
    }

    DescribeInstanceTypesResponse types(Call call, DescribeInstanceTypesRequest request) {
        call.require(AccessRequest.to("ec2:DescribeInstanceTypes", "*"));
        var wanted = new ArrayList<InstanceType>();
        for (var name : request.instanceTypesAsStrings()) {
            wanted.add(
                    InstanceType.find(name)
                            .orElseThrow(() ->
                                    INVALID_PARAMETER_VALUE.because(
                                            "The following supplied instance types do not exist: ["
                                                    + name
                                                    + "]")));
        }
        var filters =
                new Filters<InstanceType>(_ -> Map.of())
                        .one("instance-type", InstanceType::name)
                        .one("current-generation", type -> String.valueOf(isCurrent(type)))
                        .one("processor-info.supported-architecture", InstanceType::architecture)
                        .one(
                                "burstable-performance-supported",
                                type -> String.valueOf(type.burstable()))
                        .one("vcpu-info.default-vcpus", type -> String.valueOf(type.virtualCpus()))
                        .one("memory-info.size-in-mib", type -> String.valueOf(type.memoryMib()));
        var page =
                Page.of(
                        (wanted.isEmpty() ? List.copyOf(InstanceType.offered()) : wanted)
                                .stream().filter(filters.matching(request.filters())).toList(),
                        request.maxResults(),
                        request.nextToken());
        return DescribeInstanceTypesResponse.builder()
                .instanceTypes(page.items().stream().map(ImageActions::describe).toList())
                .nextToken(page.next())
                .build();
    }

    private static Image describe(PublicImage image) {
        return Image.builder()
                .imageId(image.id())
                .name(image.name())
                .description(image.description())
                .architecture(image.architecture())
                .platform(image.platform().equals("Windows") ? "Windows" : null)
                .platformDetails(image.platform())
                .usageOperation("RunInstances")
                .ownerId(PublicImage.OWNER)
                .imageOwnerAlias("amazon")
                .imageLocation("amazon/" + image.name())
                .imageType("machine")
                .publicLaunchPermissions(true)
                .state("available")
                .creationDate(image.createdAt().toString().replace("Z", ".000Z"))
                .rootDeviceType("ebs")
                .rootDeviceName("/dev/xvda")
                .virtualizationType("hvm")
                .hypervisor("xen")
                .enaSupport(true)
                .imdsSupport(image.requiresMetadataTokens() ? "v2.0" : null)
                .build();
    }

    private static InstanceTypeInfo describe(InstanceType type) {
        return InstanceTypeInfo.builder()
                .instanceType(type.name())
                .currentGeneration(isCurrent(type))
                .burstablePerformanceSupported(type.burstable())
                .bareMetal(false)
                .vCpuInfo(info -> info.defaultVCpus(type.virtualCpus()))
                .memoryInfo(info -> info.sizeInMiB((long) type.memoryMib()))
                .processorInfo(info -> info.supportedArchitecturesWithStrings(type.architecture()))
                .supportedRootDeviceTypesWithStrings("ebs")
                .supportedUsageClassesWithStrings("on-demand")
                .supportedVirtualizationTypesWithStrings("hvm")
                .build();
    }

    private static boolean isCurrent(InstanceType type) {
        return !List.of("t1", "m1", "m3", "c3", "c4", "m4", "r4", "i3")
                .contains(type.name().substring(0, type.name().indexOf('.')));
    }
}

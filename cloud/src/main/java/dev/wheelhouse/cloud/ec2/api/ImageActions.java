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
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** What EC2 tells of images and instance types. */
final class ImageActions {
    private static final String ROOT_DEVICE = "/dev/xvda";

    static final Filters<PublicImage> IMAGE_FILTERS =
            new Filters<PublicImage>(ImageActions::describe)
                    .at(
                            List.of(
                                    "architecture",
                                    "creation-date",
                                    "description",
                                    "ena-support",
                                    "free-tier-eligible",
                                    "hypervisor",
                                    "image-allowed",
                                    "image-id",
                                    "image-type",
                                    "kernel-id",
                                    "name",
                                    "owner-id",
                                    "platform",
                                    "platform-details",
                                    "ramdisk-id",
                                    "root-device-name",
                                    "root-device-type",
                                    "source-image-id",
                                    "source-image-region",
                                    "source-instance-id",
                                    "sriov-net-support",
                                    "state",
                                    "usage-operation",
                                    "virtualization-type"))
                    .at("block-device-mapping.device-name", "BlockDeviceMappings.DeviceName")
                    .at(
                            "block-device-mapping.delete-on-termination",
                            "BlockDeviceMappings.Ebs.DeleteOnTermination")
                    .at("block-device-mapping.snapshot-id", "BlockDeviceMappings.Ebs.SnapshotId")
                    .at("block-device-mapping.volume-size", "BlockDeviceMappings.Ebs.VolumeSize")
                    .at("block-device-mapping.volume-type", "BlockDeviceMappings.Ebs.VolumeType")
                    .at("block-device-mapping.encrypted", "BlockDeviceMappings.Ebs.Encrypted")
                    .at("is-public", "PublicLaunchPermissions")
                    .at("manifest-location", "ImageLocation")
                    .at("owner-alias", "ImageOwnerAlias")
                    .at("product-code", "ProductCodes.ProductCodeId")
                    .at("product-code.type", "ProductCodes.ProductCodeType")
                    .at("state-reason-code", "StateReason.Code")
                    .at("state-reason-message", "StateReason.Message")
                    .tags("Tags");

    static final Filters<InstanceType> TYPE_FILTERS =
            new Filters<InstanceType>(ImageActions::describe)
                    .at(
                            List.of(
                                    "bare-metal",
                                    "burstable-performance-supported",
                                    "current-generation",
                                    "instance-type",
                                    "memory-info.size-in-mib",
                                    "vcpu-info.default-vcpus"))
                    .at(
                            "processor-info.supported-architecture",
                            "ProcessorInfo.SupportedArchitectures")
                    .at("supported-root-device-type", "SupportedRootDeviceTypes")
                    .at("supported-usage-class", "SupportedUsageClasses")
                    .at("supported-virtualization-type", "SupportedVirtualizationTypes")
                    .notBuilt(
                            List.of(
                                    "auto-recovery-supported",
                                    "dedicated-hosts-supported",
                                    "ebs-info.attachment-limit-type",
                                    "ebs-info.maximum-ebs-attachments",
                                    "ebs-info.ebs-optimized-info.baseline-bandwidth-in-mbps",
                                    "ebs-info.ebs-optimized-info.baseline-iops",
                                    "ebs-info.ebs-optimized-info.baseline-throughput-in-mbps",
                                    "ebs-info.ebs-optimized-info.maximum-bandwidth-in-mbps",
                                    "ebs-info.ebs-optimized-info.maximum-iops",
                                    "ebs-info.ebs-optimized-info.maximum-throughput-in-mbps",
                                    "ebs-info.ebs-optimized-support",
                                    "ebs-info.encryption-support",
                                    "ebs-info.nvme-support",
                                    "free-tier-eligible",
                                    "hibernation-supported",
                                    "hypervisor",
                                    "instance-storage-info.disk.count",
                                    "instance-storage-info.disk.size-in-gb",
                                    "instance-storage-info.disk.type",
                                    "instance-storage-info.encryption-support",
                                    "instance-storage-info.nvme-support",
                                    "instance-storage-info.total-size-in-gb",
                                    "instance-storage-supported",
                                    "network-info.bandwidth-weightings",
                                    "network-info.efa-info.maximum-efa-interfaces",
                                    "network-info.efa-supported",
                                    "network-info.ena-support",
                                    "network-info.flexible-ena-queues-support",
                                    "network-info.encryption-in-transit-supported",
                                    "network-info.ipv4-addresses-per-interface",
                                    "network-info.ipv6-addresses-per-interface",
                                    "network-info.ipv6-supported",
                                    "network-info.maximum-network-cards",
                                    "network-info.maximum-network-interfaces",
                                    "network-info.network-performance",
                                    "nitro-enclaves-support",
                                    "nitro-tpm-support",
                                    "nitro-tpm-info.supported-versions",
                                    "processor-info.sustained-clock-speed-in-ghz",
                                    "processor-info.supported-features",
                                    "reboot-migration-support",
                                    "supported-boot-mode",
                                    "vcpu-info.default-cores",
                                    "vcpu-info.default-threads-per-core",
                                    "vcpu-info.valid-cores",
                                    "vcpu-info.valid-threads-per-core"));

    DescribeImagesResponse images(Call call, DescribeImagesRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeImages", "*")
                        .with("ec2:Region", call.region().value()));
        var all = PublicImage.of(call.region());
        for (var id : request.imageIds()) {
            if (!ResourceIds.isWellFormed("ami", id)) {
                throw IMAGE_MALFORMED.because("Invalid id: \"" + id + "\" (expecting \"ami-...\")");
            }
            if (all.stream().noneMatch(image -> image.id().equals(id))) {
                throw IMAGE_NOT_FOUND.because("The image id '[" + id + "]' does not exist");
            }
        }
        var page =
                Page.of(
                        IMAGE_FILTERS.select(
                                all.stream()
                                        .filter(image ->
                                                request.imageIds().isEmpty()
                                                        || request.imageIds().contains(image.id()))
                                        .filter(image ->
                                                request.owners().isEmpty()
                                                        || request.owners().contains("amazon")
                                                        || request.owners()
                                                                .contains(PublicImage.OWNER))
                                        .toList(),
                                request.filters()),
                        request.maxResults(),
                        request.nextToken());
        return DescribeImagesResponse.builder()
                .images(page.items().stream().map(ImageActions::describe).toList())
                .nextToken(page.next())
                .build();
    }

    DescribeInstanceTypesResponse types(Call call, DescribeInstanceTypesRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeInstanceTypes", "*")
                        .with("ec2:Region", call.region().value()));
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
        var page =
                Page.of(
                        TYPE_FILTERS.select(
                                wanted.isEmpty() ? List.copyOf(InstanceType.offered()) : wanted,
                                request.filters()),
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
                .platform(image.platform().equals("Windows") ? "windows" : null)
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
                .rootDeviceName(ROOT_DEVICE)
                .blockDeviceMappings(root(image))
                .virtualizationType("hvm")
                .hypervisor("xen")
                .enaSupport(true)
                .imdsSupport(image.requiresMetadataTokens() ? "v2.0" : null)
                .build();
    }

    private static BlockDeviceMapping root(PublicImage image) {
        var volume = image.rootVolume();
        return BlockDeviceMapping.builder()
                .deviceName(ROOT_DEVICE)
                .ebs(disk ->
                        disk.snapshotId(ResourceIds.derived("snap", image.id()))
                                .volumeSize(volume.gib())
                                .volumeType(volume.type())
                                .encrypted(false)
                                .deleteOnTermination(true))
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

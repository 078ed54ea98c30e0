package dev.wheelhouse.cloud.ec2.api;

import dev.wheelhouse.cloud.ec2.AvailabilityZone;
import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.InstanceState;
import dev.wheelhouse.cloud.ec2.InstanceType;
import dev.wheelhouse.cloud.ec2.PublicImage;
import dev.wheelhouse.cloud.ec2.ResourceIds;
import dev.wheelhouse.cloud.ec2.SecurityGroup;
import dev.wheelhouse.cloud.ec2.Vpc;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.resource.Acting;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.StateReason;

/**
 * Instances and their network interfaces as EC2 tells of them.
 *
 * @param groupNames the names of all security groups by id
 * @param naming the VPCs that give public addresses a name
 */
record InstanceView(Acting by, Map<String, String> groupNames, Set<String> naming) {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final StateReason BY_USER =
            StateReason.builder()
                    .code("Client.UserInitiatedShutdown")
                    .message("Client.UserInitiatedShutdown: User initiated shutdown")
                    .build();

    static InstanceView of(Ec2Operations ec2, Acting by) {
        return new InstanceView(
                by,
                ec2.network().groups(by.db(), by.account(), by.region()).stream()
                        .collect(Collectors.toMap(SecurityGroup::id, SecurityGroup::name)),
                ec2.network().vpcs(by.db(), by.account(), by.region()).stream()
                        .filter(Vpc::namesPublicAddresses)
                        .map(Vpc::id)
                        .collect(Collectors.toSet()));
    }

    software.amazon.awssdk.services.ec2.model.Instance describe(
            Instance instance, Map<String, String> tags) {
        var image = PublicImage.find(by.region(), instance.imageId());
        var type = InstanceType.find(instance.type());
        var settings = new InstanceSettings(instance);
        boolean terminated = instance.state() == InstanceState.TERMINATED;
        return software.amazon.awssdk.services.ec2.model.Instance.builder()
                .instanceId(instance.id())
                .amiLaunchIndex(instance.launchIndex())
                .clientToken(instance.clientToken().orElse(null))
                .imageId(instance.imageId())
                .instanceType(instance.type())
                .keyName(instance.keyName().orElse(null))
                .launchTime(instance.launchedAt())
                .architecture(type.map(InstanceType::architecture).orElse("x86_64"))
                .platform(
                        image.filter(there -> there.platform().equals("Windows"))
                                .map(_ -> "windows")
                                .orElse(null))
                .platformDetails(image.map(PublicImage::platform).orElse(null))
                .usageOperation("RunInstances")
                .placement(placement ->
                        placement
                                .availabilityZone(instance.zone())
                                .availabilityZoneId(
                                        AvailabilityZone.idOf(by.region(), instance.zone())
                                                .orElse(null))
                                .groupName("")
                                .tenancy(settings.tenancy()))
                .state(state -> state.code(instance.state().code()).name(instance.state().text()))
                .stateTransitionReason(
                        instance.state() == InstanceState.RUNNING
                                ? ""
                                : "User initiated (" + MOMENT.format(instance.changedAt()) + ")")
                .stateReason(instance.state() == InstanceState.RUNNING ? null : BY_USER)
                .subnetId(terminated ? null : instance.subnetId())
                .vpcId(terminated ? null : instance.vpcId())
                .privateIpAddress(instance.privateIp().orElse(null))
                .privateDnsName(privateName(instance))
                .publicIpAddress(instance.publicIp().orElse(null))
                .publicDnsName(publicName(instance))
                .securityGroups(groups(instance))
                .networkInterfaces(
                        instance.privateIp().map(ip -> interfaceOf(instance, ip)).stream().toList())
                .iamInstanceProfile(
                        instance.profileArn()
                                .map(arn -> IamInstanceProfile.builder().arn(arn).build())
                                .orElse(null))
                .ebsOptimized(settings.ebsOptimized())
                .sourceDestCheck(settings.sourceDestCheck())
                .metadataOptions(settings.metadataOptions(by.region()))
                .enaSupport(true)
                .hypervisor("xen")
                .virtualizationType("hvm")
                .rootDeviceType("ebs")
                .rootDeviceName(InstanceSettings.ROOT_DEVICE)
                .monitoring(monitoring ->
                        monitoring.state(settings.monitoring() ? "enabled" : "disabled"))
                .tags(Tagged.write(tags))
                .build();
    }

    /** The network interface of an instance that has an address. */
    NetworkInterface networkInterface(Instance instance) {
        var ip = instance.privateIp().orElseThrow();
        var association =
                instance.publicIp()
                        .map(address ->
                                NetworkInterfaceAssociation.builder()
                                        .publicIp(address)
                                        .publicDnsName(publicName(instance))
                                        .ipOwnerId("amazon")
                                        .build())
                        .orElse(null);
        return NetworkInterface.builder()
                .networkInterfaceId(instance.networkInterfaceId())
                .availabilityZone(instance.zone())
                .availabilityZoneId(
                        AvailabilityZone.idOf(by.region(), instance.zone()).orElse(null))
                .subnetId(instance.subnetId())
                .vpcId(instance.vpcId())
                .ownerId(by.account().value())
                .description("")
                .interfaceType("interface")
                .requesterManaged(false)
                .status("in-use")
                .macAddress(macAddress(instance))
                .sourceDestCheck(new InstanceSettings(instance).sourceDestCheck())
                .groups(groups(instance))
                .privateIpAddress(ip)
                .privateDnsName(privateName(instance))
                .privateIpAddresses(
                        NetworkInterfacePrivateIpAddress.builder()
                                .primary(true)
                                .privateIpAddress(ip)
                                .privateDnsName(privateName(instance))
                                .association(association)
                                .build())
                .association(association)
                .attachment(attachment ->
                        attachment
                                .attachmentId(attachmentId(instance))
                                .instanceId(instance.id())
                                .instanceOwnerId(by.account().value())
                                .deviceIndex(0)
                                .networkCardIndex(0)
                                .deleteOnTermination(true)
                                .status("attached")
                                .attachTime(instance.launchedAt()))
                .ipv6Addresses(List.of())
                .tagSet(List.of())
                .build();
    }

    private InstanceNetworkInterface interfaceOf(Instance instance, String ip) {
        var association =
                instance.publicIp()
                        .map(address ->
                                InstanceNetworkInterfaceAssociation.builder()
                                        .publicIp(address)
                                        .publicDnsName(publicName(instance))
                                        .ipOwnerId("amazon")
                                        .build())
                        .orElse(null);
        return InstanceNetworkInterface.builder()
                .networkInterfaceId(instance.networkInterfaceId())
                .subnetId(instance.subnetId())
                .vpcId(instance.vpcId())
                .ownerId(by.account().value())
                .description("")
                .interfaceType("interface")
                .status("in-use")
                .macAddress(macAddress(instance))
                .sourceDestCheck(new InstanceSettings(instance).sourceDestCheck())
                .groups(groups(instance))
                .privateIpAddress(ip)
                .privateDnsName(privateName(instance))
                .privateIpAddresses(
                        InstancePrivateIpAddress.builder()
                                .primary(true)
                                .privateIpAddress(ip)
                                .privateDnsName(privateName(instance))
                                .association(association)
                                .build())
                .association(association)
                .attachment(attachment ->
                        attachment
                                .attachmentId(attachmentId(instance))
                                .deviceIndex(0)
                                .networkCardIndex(0)
                                .deleteOnTermination(true)
                                .status("attached")
                                .attachTime(instance.launchedAt()))
                .ipv6Addresses(List.of())
                .build();
    }

    /** The security groups of an instance with their names. */
    List<GroupIdentifier> groups(Instance instance) {
        return instance.groupIds().stream()
                .map(id ->
                        GroupIdentifier.builder()
                                .groupId(id)
                                .groupName(groupNames.getOrDefault(id, ""))
                                .build())
                .toList();
    }

    private String privateName(Instance instance) {
        return instance.privateIp().map(ip -> Instance.privateDnsName(by.region(), ip)).orElse("");
    }

    private String publicName(Instance instance) {
        return instance.publicIp()
                .filter(_ -> naming.contains(instance.vpcId()))
                .map(ip -> Instance.publicDnsName(by.region(), ip))
                .orElse("");
    }

    private static String attachmentId(Instance instance) {
        return ResourceIds.derived("eni-attach", instance.id());
    }

    /** A locally administered address that follows from the interface's id. */
    private static String macAddress(Instance instance) {
        var digits = instance.networkInterfaceId();
        var mac = new StringBuilder("02");
        for (int at = digits.length() - 10; at < digits.length(); at += 2) {
            mac.append(':').append(digits, at, at + 2);
        }
        return mac.toString();
    }
}

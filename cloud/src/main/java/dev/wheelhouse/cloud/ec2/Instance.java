package dev.wheelhouse.cloud.ec2;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.Region;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A virtual machine.
 *
 * @param id {@code i-} and 17 hexadecimal digits
 * @param reservationId {@code r-...}, the same for all instances of one request
 * @param launchIndex its place among them, from 0
 * @param clientToken what made the request idempotent
 * @param privateIp empty once terminated
 * @param publicIp empty unless it runs and has one
 * @param groupIds its security groups, in the order given
 * @param profileArn the instance profile
 * @param settings what it was launched with beside that, by the names of RunInstances
 * @param changedAt when it came into its state
 */
public record Instance(
        String id,
        String reservationId,
        int launchIndex,
        Optional<String> clientToken,
        String vpcId,
        String subnetId,
        String zone,
        String imageId,
        String type,
        Optional<String> keyName,
        Optional<String> privateIp,
        Optional<String> publicIp,
        List<String> groupIds,
        Optional<String> profileArn,
        InstanceState state,
        Value.Members settings,
        Instant launchedAt,
        Instant changedAt) {
    public Instance {
        groupIds = List.copyOf(groupIds);
    }

    /**
     * {@code ip-10-0-1-23.ec2.internal} in us-east-1, else {@code ip-10-0-1-23.R.compute.internal}.
     */
    public static String privateDnsName(Region region, String ip) {
        var host = "ip-" + ip.replace('.', '-');
        return region.value().equals("us-east-1")
                ? host + ".ec2.internal"
                : host + "." + region + ".compute.internal";
    }

    /** {@code ec2-3-80-1-2.compute-1.amazonaws.com} in us-east-1, else with the region's name. */
    public static String publicDnsName(Region region, String ip) {
        var host = "ec2-" + ip.replace('.', '-');
        return region.value().equals("us-east-1")
                ? host + ".compute-1.amazonaws.com"
                : host + "." + region + ".compute.amazonaws.com";
    }

    /** The id of the network interface that came with an instance. */
    public static String networkInterfaceOf(String instanceId) {
        return ResourceIds.derived("eni", instanceId);
    }

    /** The id of the network interface that came with it. */
    public String networkInterfaceId() {
        return networkInterfaceOf(id);
    }

    /** The id of the association of its profile with it; another with every profile. */
    public Optional<String> profileAssociationId() {
        return profileArn.map(arn -> ResourceIds.derived("iip-assoc", id + "/" + arn));
    }

    /** This instance with settings changed. */
    public Instance withSettings(Value.Members changed) {
        return new Instance(
                id,
                reservationId,
                launchIndex,
                clientToken,
                vpcId,
                subnetId,
                zone,
                imageId,
                type,
                keyName,
                privateIp,
                publicIp,
                groupIds,
                profileArn,
                state,
                changed,
                launchedAt,
                changedAt);
    }

    /** This instance in another state. */
    public Instance in(
            InstanceState next,
            Optional<String> privateAddress,
            Optional<String> publicAddress,
            Instant at) {
        return new Instance(
                id,
                reservationId,
                launchIndex,
                clientToken,
                vpcId,
                subnetId,
                zone,
                imageId,
                type,
                keyName,
                privateAddress,
                publicAddress,
                groupIds,
                profileArn,
                next,
                settings,
                launchedAt,
                at);
    }

    /** This instance with other type, groups and profile. */
    public Instance changed(
            String newType, List<String> newGroupIds, Optional<String> newProfileArn) {
        return new Instance(
                id,
                reservationId,
                launchIndex,
                clientToken,
                vpcId,
                subnetId,
                zone,
                imageId,
                newType,
                keyName,
                privateIp,
                publicIp,
                newGroupIds,
                newProfileArn,
                state,
                settings,
                launchedAt,
                changedAt);
    }
}

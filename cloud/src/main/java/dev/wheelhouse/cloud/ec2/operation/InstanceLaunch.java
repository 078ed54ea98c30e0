package dev.wheelhouse.cloud.ec2.operation;

import dev.wheelhouse.document.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be launched.
 *
 * @param minimum fewer than this is a failure
 * @param maximum as many as this if there is room
 * @param subnetId empty for a default subnet
 * @param zone the zone of the default subnet, empty for any
 * @param groupIds security groups by id
 * @param groupNames security groups of the VPC by name; without ids and names, the default group
 * @param privateIp empty for any free address
 * @param publicAddress empty for what the subnet says
 * @param profile an instance profile, by name or ARN
 * @param userData in base64, at most 16 KiB before encoding
 * @param clientToken a repeated request with the same token launches nothing more
 * @param settings everything else, by the names of RunInstances
 * @param tags of the instances; checked already where a user sets them
 */
public record InstanceLaunch(
        String imageId,
        String type,
        int minimum,
        int maximum,
        Optional<String> keyName,
        Optional<String> subnetId,
        Optional<String> zone,
        List<String> groupIds,
        List<String> groupNames,
        Optional<String> privateIp,
        Optional<Boolean> publicAddress,
        Optional<String> profile,
        Optional<String> userData,
        Optional<String> clientToken,
        Value.Members settings,
        Map<String, String> tags) {
    /** The type that EC2 chooses when none is named. */
    public static final String DEFAULT_TYPE = "m1.small";
}

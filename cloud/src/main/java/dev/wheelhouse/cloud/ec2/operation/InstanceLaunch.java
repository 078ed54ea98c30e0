package dev.wheelhouse.cloud.ec2.operation;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
 * @param clientToken a repeated request with the same token launches nothing more; another request
 *     with it is refused
 * @param settings everything else, by the names of RunInstances
 * @param tags of the instances; checked already where a user sets them
 * @param partTags of what is made along with them, by its type: {@code volume}, {@code
 *     network-interface}. Policies are asked about them; nothing keeps them
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
        Map<String, String> tags,
        Map<String, Map<String, String>> partTags) {
    /** The type that EC2 chooses when none is named. */
    public static final String DEFAULT_TYPE = "m1.small";

    /** The SHA-256, in hexadecimal, of all that is asked for beside the client token. */
    String requestHash() {
        var asked =
                Value.object("ImageId", Value.text(imageId))
                        .with("InstanceType", Value.text(type))
                        .with("MinCount", Value.number(minimum))
                        .with("MaxCount", Value.number(maximum))
                        .with("KeyName", Value.text(keyName.toString()))
                        .with("SubnetId", Value.text(subnetId.toString()))
                        .with("AvailabilityZone", Value.text(zone.toString()))
                        .with("SecurityGroupId", Value.texts(groupIds))
                        .with("SecurityGroup", Value.texts(groupNames))
                        .with("PrivateIpAddress", Value.text(privateIp.toString()))
                        .with("AssociatePublicIpAddress", Value.text(publicAddress.toString()))
                        .with("IamInstanceProfile", Value.text(profile.toString()))
                        .with("UserData", Value.text(userData.toString()))
                        .with("Settings", settings)
                        .with("Tags", Value.text(new TreeMap<>(tags).toString()));
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(Json.write(asked).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException cause) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", cause);
        }
    }
}

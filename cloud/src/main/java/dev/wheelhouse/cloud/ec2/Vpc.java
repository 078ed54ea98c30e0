package dev.wheelhouse.cloud.ec2;

import java.time.Instant;

/**
 * A virtual private cloud.
 *
 * @param id {@code vpc-} and 17 hexadecimal digits
 * @param tenancy {@code default} or {@code dedicated}
 */
public record Vpc(
        String id,
        CidrBlock cidr,
        boolean isDefault,
        boolean dnsSupport,
        boolean dnsHostnames,
        String tenancy,
        Instant createdAt) {
    /**
     * The id of the network ACL that every VPC has. ACLs admit everything and cannot be changed.
     */
    public String networkAclId() {
        return ResourceIds.derived("acl", id);
    }

    /** The id of the only set of DHCP options. */
    public String dhcpOptionsId() {
        return "default";
    }
}

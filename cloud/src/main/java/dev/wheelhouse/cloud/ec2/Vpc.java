package dev.wheelhouse.cloud.ec2;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.VPC_RANGE;

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
    /** The tenancy whose instances have hardware of their own. */
    public static final String DEDICATED = "dedicated";

    /** The widest range of a VPC and of a subnet. */
    static final int MIN_PREFIX = 16;

    /** The narrowest. */
    static final int MAX_PREFIX = 28;

    /**
     * The range of a new VPC: a block from /16 to /28; bits beyond its length are cleared (EC2 API
     * reference, CreateVpc).
     *
     * @throws Ec2Refusal if EC2 would not take it
     */
    public static CidrBlock range(String text) {
        var range =
                CidrBlock.parse(text)
                        .orElseThrow(() ->
                                INVALID_PARAMETER_VALUE.because(
                                        "Value ("
                                                + text
                                                + ") for parameter cidrBlock is invalid. This is not a valid CIDR block."));
        if (range.length() < MIN_PREFIX || range.length() > MAX_PREFIX) {
            throw VPC_RANGE.because("The CIDR '" + text + "' is invalid.");
        }
        return range;
    }

    /** This VPC with other DNS attributes. */
    public Vpc withDns(boolean support, boolean hostnames) {
        return new Vpc(id, cidr, isDefault, support, hostnames, tenancy, createdAt);
    }

    /** This VPC with another tenancy for the instances to come. */
    public Vpc withTenancy(String changed) {
        return new Vpc(id, cidr, isDefault, dnsSupport, dnsHostnames, changed, createdAt);
    }

    /**
     * Whether instances with a public address have a public name, too (VPC user guide, "DNS
     * attributes in your VPC").
     */
    public boolean namesPublicAddresses() {
        return dnsSupport && dnsHostnames;
    }

    /** The id of the association of its range. */
    public String cidrAssociationId() {
        return ResourceIds.derived("vpc-cidr-assoc", id);
    }

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

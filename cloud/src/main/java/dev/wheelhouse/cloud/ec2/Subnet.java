package dev.wheelhouse.cloud.ec2;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.SUBNET_CONFLICT;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.SUBNET_RANGE;

import java.time.Instant;
import java.util.List;

/**
 * A part of a VPC in one availability zone.
 *
 * @param id {@code subnet-} and 17 hexadecimal digits
 * @param zone for example {@code us-east-1a}
 * @param defaultForZone whether it came with the account
 * @param publicAddresses whether instances get a public address unless they ask not to
 */
public record Subnet(
        String id,
        String vpcId,
        CidrBlock cidr,
        String zone,
        boolean defaultForZone,
        boolean publicAddresses,
        Instant createdAt) {
    /** AWS keeps the first four addresses and the last of each subnet. */
    public static final int RESERVED = 5;

    /**
     * The range of a new subnet: a block from /16 to /28 of the VPC that meets no other subnet.
     *
     * @param others the subnets that the VPC has
     * @throws Ec2Refusal if EC2 would not take it
     */
    public static CidrBlock range(String text, Vpc vpc, List<Subnet> others) {
        var range =
                CidrBlock.parse(text)
                        .orElseThrow(() ->
                                INVALID_PARAMETER_VALUE.because(
                                        "Value ("
                                                + text
                                                + ") for parameter cidrBlock is invalid. This is not a valid CIDR block."));
        if (range.length() < Vpc.MIN_PREFIX
                || range.length() > Vpc.MAX_PREFIX
                || !vpc.cidr().contains(range)) {
            throw SUBNET_RANGE.because("The CIDR '" + text + "' is invalid.");
        }
        if (others.stream().anyMatch(other -> other.cidr().overlaps(range))) {
            throw SUBNET_CONFLICT.because("The CIDR '" + text + "' conflicts with another subnet");
        }
        return range;
    }

    /** This subnet with another say about public addresses. */
    public Subnet withPublicAddresses(boolean changed) {
        return new Subnet(id, vpcId, cidr, zone, defaultForZone, changed, createdAt);
    }

    /** The id of what ties it to the VPC's network ACL. */
    public String networkAclAssociationId() {
        return ResourceIds.derived("aclassoc", id);
    }
}

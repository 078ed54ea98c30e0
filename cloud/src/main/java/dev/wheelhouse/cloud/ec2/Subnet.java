package dev.wheelhouse.cloud.ec2;

import java.time.Instant;

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

    public String networkAclAssociationId() {
        return ResourceIds.derived("aclassoc", id);
    }
}

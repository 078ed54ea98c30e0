package dev.wheelhouse.cloud.ec2;

import java.util.Optional;

/**
 * Where a VPC's traffic goes.
 *
 * @param main whether it counts for subnets that have no other
 */
public record RouteTable(String id, String vpcId, boolean main) {
    /** The association that makes it the main table. */
    public String mainAssociationId() {
        return ResourceIds.derived("rtbassoc", id);
    }

    /**
     * One of its routes, beside the local one.
     *
     * @param destination an IPv4 or IPv6 range
     * @param target the id of a gateway or the like
     */
    public record Route(String routeTableId, String destination, String target) {}

    /**
     * Says that a subnet uses a table.
     *
     * @param replaced what a stack's update put it in place of, until that update is cleaned up
     */
    public record Association(
            String id, String routeTableId, String subnetId, Optional<Replaced> replaced) {}

    /** An association that another took the place of. */
    public record Replaced(String id, String routeTableId) {}
}

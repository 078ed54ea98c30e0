package dev.wheelhouse.cloud.ec2.operation;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.ASSOCIATION_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.DEPENDENCY_VIOLATION;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.MISSING_PARAMETER;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.RESOURCE_ALREADY_ASSOCIATED;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.ROUTE_TABLE_MALFORMED;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.ROUTE_TABLE_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.TOKEN_MISMATCH;

import dev.wheelhouse.cloud.ec2.ResourceIds;
import dev.wheelhouse.cloud.ec2.RouteTable;
import dev.wheelhouse.cloud.ec2.RouteTable.Association;
import dev.wheelhouse.cloud.ec2.RouteTable.Replaced;
import dev.wheelhouse.cloud.ec2.Subnet;
import dev.wheelhouse.cloud.ec2.Vpc;
import dev.wheelhouse.cloud.ec2.sql.NetworkStore;
import dev.wheelhouse.cloud.ec2.sql.RouteStore;
import dev.wheelhouse.cloud.ec2.sql.TagStore;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.store.Journal;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What can be done to route tables and to what ties subnets to them. A subnet without a table of
 * its own uses the main one of its VPC.
 */
public final class RouteTables {
    private final NetworkStore networks = new NetworkStore();
    private final RouteStore routes = new RouteStore();
    private final TagStore tags = new TagStore();
    private final Questions questions = new Questions();
    private final Network network;
    private final Journal journal;
    private final InstantSource clock;
    private final ResourceIds newIds;

    public RouteTables(Network network, Journal journal, InstantSource clock, ResourceIds ids) {
        this.network = network;
        this.journal = journal;
        this.clock = clock;
        this.newIds = ids;
    }

    /**
     * Makes a table with the local route only.
     *
     * @param clientToken a repeated request with the same token makes nothing more
     */
    public RouteTable create(
            Acting by, String vpcId, Optional<String> clientToken, Map<String, String> wanted) {
        network.open(by);
        questions.requireCreation(by, "CreateRouteTable", "route-table", wanted);
        var vpc = networks.vpc(by.db(), by.account(), by.region(), vpcId);
        by.require(questions.aboutVpc(by, "CreateRouteTable", vpcId, vpc.map(Vpc::tenancy)));
        var into = vpc.orElseThrow(() -> Vpcs.noSuchVpc(vpcId));
        TagRules.checkCount(wanted);
        var earlier =
                clientToken.flatMap(
                        token -> routes.tableByToken(by.db(), by.account(), by.region(), token));
        if (earlier.isPresent()) {
            if (!earlier.get().vpcId().equals(vpcId)) {
                throw TOKEN_MISMATCH.because(
                        "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
            }
            return earlier.get();
        }
        var table = new RouteTable(newIds.next("rtb"), into.id(), false);
        routes.insert(by.db(), by.account(), by.region(), table, clientToken, clock.instant());
        tags.put(by.db(), by.account(), by.region(), table.id(), wanted);
        journal(by, "CreateRouteTable", table.id(), Optional.empty(), describe(table));
        return table;
    }

    /** Deletes a table that no subnet uses and that is not the main one. */
    public void delete(Acting by, String id) {
        var table = require(by, "DeleteRouteTable", id);
        if (table.main()
                || routes.associations(by.db(), by.account(), by.region()).stream()
                        .anyMatch(association -> association.routeTableId().equals(id))) {
            throw DEPENDENCY_VIOLATION.because(
                    "The routeTable '" + id + "' has dependencies and cannot be deleted.");
        }
        routes.deleteTable(by.db(), by.account(), by.region(), id);
        tags.removeAll(by.db(), by.account(), by.region(), id);
        journal(by, "DeleteRouteTable", id, describe(table), Optional.empty());
    }

    /** Makes a subnet use a table; one that does already stays as it is. */
    public Association associate(Acting by, String tableId, Optional<String> ofSubnet) {
        network.open(by);
        var action = "AssociateRouteTable";
        var found = find(by, tableId);
        by.require(questions.aboutTable(by, action, tableId, found.map(RouteTable::vpcId)));
        var subnetId =
                ofSubnet.orElseThrow(() ->
                        MISSING_PARAMETER.because(
                                "The request must contain the parameter subnetId or gatewayId"));
        var subnet = networks.subnet(by.db(), by.account(), by.region(), subnetId);
        by.require(questions.aboutSubnet(by, action, subnetId, subnet));
        var table = found.orElseThrow(() -> noSuchTable(tableId));
        var user = subnet.orElseThrow(() -> Subnets.noSuchSubnet(subnetId));
        refuseOtherNetwork(table, user);
        var present = routes.associationOf(by.db(), by.account(), by.region(), subnetId);
        if (present.isPresent()) {
            if (present.get().routeTableId().equals(tableId)) {
                return present.get();
            }
            throw RESOURCE_ALREADY_ASSOCIATED.because(
                    "the specified association for route table "
                            + tableId
                            + " conflicts with an existing association");
        }
        return insert(by, action, tableId, subnetId, Optional.empty());
    }

    /** Makes a subnet use the main table again. */
    public void disassociate(Acting by, String associationId) {
        network.open(by);
        var action = "DisassociateRouteTable";
        var present = routes.association(by.db(), by.account(), by.region(), associationId);
        if (present.isEmpty()) {
            var main = mainTable(by, associationId);
            by.require(
                    main.map(table ->
                                    questions.aboutTable(
                                            by, action, table.id(), Optional.of(table.vpcId())))
                            .orElseGet(
                                    () -> questions.aboutTable(by, action, "*", Optional.empty())));
            main.ifPresent(table -> {
                throw INVALID_PARAMETER_VALUE.because(
                        "cannot disassociate the main route table association " + associationId);
            });
            throw noSuchAssociation(associationId);
        }
        var association = present.get();
        by.require(
                questions.aboutTable(
                        by,
                        action,
                        association.routeTableId(),
                        find(by, association.routeTableId()).map(RouteTable::vpcId)));
        requireSubnet(by, action, association.subnetId());
        remove(by, action, association);
    }

    /**
     * Ties what one association ties to another table: a subnet, or the VPC whose main table it is.
     *
     * @return the new association, which has a new id
     */
    public Association replace(Acting by, String associationId, String tableId) {
        var action = "ReplaceRouteTableAssociation";
        var table = require(by, action, tableId);
        var present = routes.association(by.db(), by.account(), by.region(), associationId);
        if (present.isEmpty()) {
            return replaceMain(
                    by,
                    action,
                    mainTable(by, associationId)
                            .orElseThrow(() -> noSuchAssociation(associationId)),
                    table);
        }
        var subnet = requireSubnet(by, action, present.get().subnetId());
        refuseOtherNetwork(table, subnet);
        remove(by, action, present.get());
        return insert(by, action, tableId, subnet.id(), Optional.empty());
    }

    /**
     * Ties a subnet to a table in the place of another, as an update of a stack does that may be
     * rolled back: {@link #restore} undoes it, {@link #settle} makes it last.
     */
    public Association takeOver(Acting by, Association before, String tableId) {
        var action = "ReplaceRouteTableAssociation";
        var table = require(by, action, tableId);
        var subnet = requireSubnet(by, action, before.subnetId());
        refuseOtherNetwork(table, subnet);
        remove(by, action, before);
        return insert(
                by,
                action,
                tableId,
                subnet.id(),
                Optional.of(new Replaced(before.id(), before.routeTableId())));
    }

    /** Puts back what an association took the place of. */
    public void restore(Acting by, Association association, Replaced replaced) {
        var action = "ReplaceRouteTableAssociation";
        require(by, action, replaced.routeTableId());
        var subnet = requireSubnet(by, action, association.subnetId());
        remove(by, action, association);
        store(
                by,
                action,
                new Association(
                        replaced.id(), replaced.routeTableId(), subnet.id(), Optional.empty()));
    }

    /** Forgets an association that another took the place of. */
    public void settle(Acting by, String replacedId) {
        routes.forgetReplaced(by.db(), by.account(), by.region(), replacedId);
    }

    /** A table, without asking for any right. */
    public Optional<RouteTable> find(Acting by, String id) {
        return routes.table(by.db(), by.account(), by.region(), id);
    }

    /** An association of a subnet, without asking for any right. */
    public Optional<Association> association(Acting by, String id) {
        return routes.association(by.db(), by.account(), by.region(), id);
    }

    /** The association of a subnet with a table, without asking for any right. */
    public Optional<Association> associationOf(Acting by, String subnetId) {
        return routes.associationOf(by.db(), by.account(), by.region(), subnetId);
    }

    /** Says that there is no such table, or that an id is none. */
    public static RuntimeException noSuchTable(String id) {
        return ResourceIds.isWellFormed("rtb", id)
                ? ROUTE_TABLE_NOT_FOUND.because("The routeTable ID '" + id + "' does not exist")
                : ROUTE_TABLE_MALFORMED.because(
                        "Invalid id: \"" + id + "\" (expecting \"rtb-...\")");
    }

    /** Asks for the right to do something to a table, then says whether there is one. */
    RouteTable require(Acting by, String action, String id) {
        network.open(by);
        var found = find(by, id);
        by.require(questions.aboutTable(by, action, id, found.map(RouteTable::vpcId)));
        return found.orElseThrow(() -> noSuchTable(id));
    }

    private Subnet requireSubnet(Acting by, String action, String id) {
        var subnet = networks.subnet(by.db(), by.account(), by.region(), id);
        by.require(questions.aboutSubnet(by, action, id, subnet));
        return subnet.orElseThrow(() -> Subnets.noSuchSubnet(id));
    }

    private Association replaceMain(Acting by, String action, RouteTable before, RouteTable after) {
        if (!before.vpcId().equals(after.vpcId())) {
            throw INVALID_PARAMETER_VALUE.because(
                    "route table "
                            + after.id()
                            + " and network "
                            + before.vpcId()
                            + " belong to different networks");
        }
        routes.setMain(by.db(), by.account(), by.region(), before.id(), false);
        routes.setMain(by.db(), by.account(), by.region(), after.id(), true);
        journal(by, action, after.id(), describe(before), describe(after));
        return new Association(after.mainAssociationId(), after.id(), "", Optional.empty());
    }

    private Optional<RouteTable> mainTable(Acting by, String associationId) {
        return routes.tables(by.db(), by.account(), by.region()).stream()
                .filter(RouteTable::main)
                .filter(table -> table.mainAssociationId().equals(associationId))
                .findFirst();
    }

    private Association insert(
            Acting by,
            String action,
            String tableId,
            String subnetId,
            Optional<Replaced> replaced) {
        return store(
                by, action, new Association(newIds.next("rtbassoc"), tableId, subnetId, replaced));
    }

    private Association store(Acting by, String action, Association association) {
        routes.insert(by.db(), by.account(), by.region(), association);
        journal(by, action, association.routeTableId(), Optional.empty(), describe(association));
        return association;
    }

    private void remove(Acting by, String action, Association association) {
        routes.deleteAssociation(by.db(), by.account(), by.region(), association.id());
        journal(by, action, association.routeTableId(), describe(association), Optional.empty());
    }

    private static void refuseOtherNetwork(RouteTable table, Subnet subnet) {
        if (!table.vpcId().equals(subnet.vpcId())) {
            throw INVALID_PARAMETER_VALUE.because(
                    "route table "
                            + table.id()
                            + " and subnet "
                            + subnet.id()
                            + " belong to different networks");
        }
    }

    private static RuntimeException noSuchAssociation(String id) {
        return ASSOCIATION_NOT_FOUND.because("The association ID '" + id + "' does not exist");
    }

    private void journal(
            Acting by, String action, String id, Optional<Value> before, Optional<Value> after) {
        journal.append(
                by.db(),
                by.entry("ec2:" + action, by.arn("ec2", "route-table/" + id), before, after));
    }

    private static Optional<Value> describe(RouteTable table) {
        return Optional.of(Value.object("VpcId", Value.text(table.vpcId())));
    }

    private static Optional<Value> describe(Association association) {
        return Optional.of(
                Value.object("AssociationId", Value.text(association.id()))
                        .with("SubnetId", Value.text(association.subnetId())));
    }
}

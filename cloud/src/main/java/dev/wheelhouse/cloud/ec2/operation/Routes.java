package dev.wheelhouse.cloud.ec2.operation;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.GATEWAY_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.MISSING_PARAMETER;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.ROUTE_ALREADY_EXISTS;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.ROUTE_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.UNSUPPORTED_OPERATION;

import dev.wheelhouse.cloud.ec2.CidrBlock;
import dev.wheelhouse.cloud.ec2.InstanceState;
import dev.wheelhouse.cloud.ec2.RouteTable;
import dev.wheelhouse.cloud.ec2.RouteTable.Route;
import dev.wheelhouse.cloud.ec2.sql.InstanceStore;
import dev.wheelhouse.cloud.ec2.sql.NetworkStore;
import dev.wheelhouse.cloud.ec2.sql.RouteStore;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.store.Journal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What can be done to routes. They lead to the internet gateway of their VPC or to an instance in
 * it; NAT gateways, endpoints, peerings and the like are not built.
 */
public final class Routes {
    private final NetworkStore networks = new NetworkStore();
    private final RouteStore routes = new RouteStore();
    private final InstanceStore instances = new InstanceStore();
    private final RouteTables tables;
    private final Journal journal;
    private final InstantSource clock;

    public Routes(RouteTables tables, Journal journal, InstantSource clock) {
        this.tables = tables;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Adds a route.
     *
     * @param destination an IPv4 or IPv6 range
     * @param target the id of an internet gateway or an instance
     */
    public Route create(
            Acting by, String tableId, Optional<String> destination, Optional<String> target) {
        var table = tables.require(by, "CreateRoute", tableId);
        var range = range(destination.orElseThrow(Routes::noDestination));
        if (range.equals(local(by, table).toString()) || find(by, tableId, range).isPresent()) {
            throw ROUTE_ALREADY_EXISTS.because(
                    "The route identified by " + range + " already exists.");
        }
        var route =
                new Route(
                        tableId,
                        range,
                        target(by, table, range, target.orElseThrow(Routes::noTarget)));
        routes.put(by.db(), by.account(), by.region(), route, clock.instant());
        journal(by, "CreateRoute", tableId, Optional.empty(), Optional.of(route));
        return route;
    }

    /** Makes a route lead elsewhere. */
    public Route replace(
            Acting by, String tableId, Optional<String> destination, Optional<String> target) {
        var table = tables.require(by, "ReplaceRoute", tableId);
        var range = range(destination.orElseThrow(Routes::noDestination));
        if (range.equals(local(by, table).toString())) {
            throw UNSUPPORTED_OPERATION.because("Replacing the local route is not built.");
        }
        var before =
                find(by, tableId, range)
                        .orElseThrow(() ->
                                INVALID_PARAMETER_VALUE.because(
                                        "There is no route defined for '"
                                                + range
                                                + "' in the route table. Use CreateRoute instead."));
        var route =
                new Route(
                        tableId,
                        range,
                        target(by, table, range, target.orElseThrow(Routes::noTarget)));
        routes.put(by.db(), by.account(), by.region(), route, clock.instant());
        journal(by, "ReplaceRoute", tableId, Optional.of(before), Optional.of(route));
        return route;
    }

    /** Takes a route away. */
    public void delete(Acting by, String tableId, Optional<String> destination) {
        var table = tables.require(by, "DeleteRoute", tableId);
        var range = range(destination.orElseThrow(Routes::noDestination));
        if (range.equals(local(by, table).toString())) {
            throw INVALID_PARAMETER_VALUE.because(
                    "cannot remove local route " + range + " in route table " + tableId);
        }
        var route =
                find(by, tableId, range)
                        .orElseThrow(() ->
                                ROUTE_NOT_FOUND.because(
                                        "no route with destination-cidr-block "
                                                + range
                                                + " in route table "
                                                + tableId));
        routes.deleteRoute(by.db(), by.account(), by.region(), tableId, range);
        journal(by, "DeleteRoute", tableId, Optional.of(route), Optional.empty());
    }

    /** The routes of a table beside the local one, without asking for any right. */
    public List<Route> of(Acting by, String tableId) {
        return routes.routesOf(by.db(), by.account(), by.region(), tableId);
    }

    /**
     * A destination in its canonical form: bits beyond the length are cleared.
     *
     * @throws dev.wheelhouse.cloud.ec2.Ec2Refusal if it is no range
     */
    public static String range(String destination) {
        return CidrBlock.parse(destination)
                .map(CidrBlock::toString)
                .or(() -> CidrBlock.canonicalIpv6(destination))
                .orElseThrow(() ->
                        INVALID_PARAMETER_VALUE.because(
                                "Value ("
                                        + destination
                                        + ") for parameter destinationCidrBlock is invalid. This is not a valid CIDR block."));
    }

    private Optional<Route> find(Acting by, String tableId, String range) {
        return of(by, tableId).stream()
                .filter(route -> route.destination().equals(range))
                .findFirst();
    }

    private CidrBlock local(Acting by, RouteTable table) {
        return networks.vpc(by.db(), by.account(), by.region(), table.vpcId()).orElseThrow().cidr();
    }

    private String target(Acting by, RouteTable table, String range, String target) {
        return target.startsWith("i-")
                ? instance(by, table, target)
                : gateway(by, table, range, target);
    }

    private String gateway(Acting by, RouteTable table, String range, String id) {
        if (!id.startsWith("igw-")) {
            throw UNSUPPORTED_OPERATION.because(
                    "A route to '"
                            + id
                            + "' is not built: routes lead to internet gateways and instances.");
        }
        var gateway =
                routes.gateway(by.db(), by.account(), by.region(), id)
                        .orElseThrow(() ->
                                GATEWAY_NOT_FOUND.because(
                                        "The gateway ID '" + id + "' does not exist"));
        if (!gateway.vpcId().equals(Optional.of(table.vpcId()))) {
            throw INVALID_PARAMETER_VALUE.because(
                    "route table "
                            + table.id()
                            + " and network gateway "
                            + id
                            + " belong to different networks");
        }
        var inside = CidrBlock.parse(range).filter(block -> local(by, table).contains(block));
        if (inside.isPresent()) {
            throw INVALID_PARAMETER_VALUE.because(
                    "The destination CIDR block "
                            + range
                            + " is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.");
        }
        return id;
    }

    private String instance(Acting by, RouteTable table, String id) {
        var instance =
                instances
                        .find(by.db(), by.account(), by.region(), id)
                        .filter(there -> there.state() != InstanceState.TERMINATED)
                        .orElseThrow(() -> Instances.noSuchInstance(id));
        if (!instance.vpcId().equals(table.vpcId())) {
            throw INVALID_PARAMETER_VALUE.because(
                    "route table "
                            + table.id()
                            + " and instance "
                            + id
                            + " belong to different networks");
        }
        return id;
    }

    private static RuntimeException noDestination() {
        return MISSING_PARAMETER.because(
                "The request must contain the parameter destinationCidrBlock");
    }

    private static RuntimeException noTarget() {
        return MISSING_PARAMETER.because(
                "The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId, vpcPeeringConnectionId, egressOnlyInternetGatewayId, transitGatewayId, instanceId, localGatewayId, carrierGatewayId, vpcEndpointId, coreNetworkArn");
    }

    private void journal(
            Acting by,
            String action,
            String tableId,
            Optional<Route> before,
            Optional<Route> after) {
        journal.append(
                by.db(),
                by.entry(
                        "ec2:" + action,
                        by.arn("ec2", "route-table/" + tableId),
                        before.map(Routes::describe),
                        after.map(Routes::describe)));
    }

    private static Value describe(Route route) {
        return Value.object("Destination", Value.text(route.destination()))
                .with("Target", Value.text(route.target()));
    }
}

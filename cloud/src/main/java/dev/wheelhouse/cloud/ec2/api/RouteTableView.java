package dev.wheelhouse.cloud.ec2.api;

import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.InstanceState;
import dev.wheelhouse.cloud.ec2.InternetGateway;
import dev.wheelhouse.cloud.ec2.RouteTable;
import dev.wheelhouse.cloud.ec2.RouteTable.Association;
import dev.wheelhouse.cloud.ec2.Vpc;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.resource.Acting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;

/**
 * Route tables as EC2 tells of them: with the local route, the main association, and whether a
 * route leads anywhere ({@code blackhole} when its gateway is detached or its instance does not
 * run).
 */
final class RouteTableView {
    private final Acting by;
    private final Map<String, String> ranges;
    private final Map<String, InternetGateway> gateways;
    private final Map<String, InstanceState> instances;
    private final Map<String, List<RouteTable.Route>> routes;
    private final Map<String, List<Association>> associations;
    private final Map<String, ? extends Map<String, String>> tags;

    RouteTableView(Ec2Operations ec2, Acting by) {
        this.by = by;
        var network = ec2.network();
        this.ranges =
                network.vpcs(by.db(), by.account(), by.region()).stream()
                        .collect(Collectors.toMap(Vpc::id, vpc -> vpc.cidr().toString()));
        this.gateways =
                network.gateways(by.db(), by.account(), by.region()).stream()
                        .collect(Collectors.toMap(InternetGateway::id, Function.identity()));
        var all = network.routes(by.db(), by.account(), by.region());
        this.routes = all.stream().collect(Collectors.groupingBy(RouteTable.Route::routeTableId));
        this.instances =
                all.stream().noneMatch(RouteTableView::isToInstance)
                        ? Map.of()
                        : ec2.instances().all(by).stream()
                                .collect(Collectors.toMap(Instance::id, Instance::state));
        this.associations =
                network.associations(by.db(), by.account(), by.region()).stream()
                        .collect(Collectors.groupingBy(Association::routeTableId));
        this.tags = ec2.tagging().all(by);
    }

    software.amazon.awssdk.services.ec2.model.RouteTable describe(RouteTable table) {
        var tied = new ArrayList<RouteTableAssociation>();
        if (table.main()) {
            tied.add(tie(table, table.mainAssociationId(), null));
        }
        associations
                .getOrDefault(table.id(), List.of())
                .forEach(association ->
                        tied.add(tie(table, association.id(), association.subnetId())));
        var described = new ArrayList<Route>();
        described.add(
                Route.builder()
                        .destinationCidrBlock(ranges.get(table.vpcId()))
                        .gatewayId("local")
                        .origin("CreateRouteTable")
                        .state("active")
                        .build());
        routes.getOrDefault(table.id(), List.of())
                .forEach(route -> described.add(describe(table, route)));
        return software.amazon.awssdk.services.ec2.model.RouteTable.builder()
                .routeTableId(table.id())
                .vpcId(table.vpcId())
                .ownerId(by.account().value())
                .associations(tied)
                .routes(described)
                .propagatingVgws(List.of())
                .tags(
                        Tagged.write(
                                Objects.requireNonNullElseGet(tags.get(table.id()), TreeMap::new)))
                .build();
    }

    /** The filters of DescribeRouteTables. */
    static Filters<software.amazon.awssdk.services.ec2.model.RouteTable> filters() {
        var filters =
                new Filters<software.amazon.awssdk.services.ec2.model.RouteTable>(table -> table)
                        .at(List.of("owner-id", "route-table-id", "vpc-id"))
                        .at(
                                "association.route-table-association-id",
                                "Associations.RouteTableAssociationId")
                        .tags("Tags");
        for (var name : List.of("gateway-id", "main", "route-table-id", "subnet-id")) {
            filters.at("association." + name, "Associations." + name);
        }
        for (var name :
                List.of(
                        "carrier-gateway-id",
                        "destination-cidr-block",
                        "destination-ipv6-cidr-block",
                        "destination-prefix-list-id",
                        "egress-only-internet-gateway-id",
                        "gateway-id",
                        "instance-id",
                        "local-gateway-id",
                        "nat-gateway-id",
                        "network-interface-id",
                        "origin",
                        "state",
                        "transit-gateway-id",
                        "vpc-peering-connection-id")) {
            filters.at("route." + name, "Routes." + name);
        }
        return filters;
    }

    private Route describe(RouteTable table, RouteTable.Route route) {
        var described = Route.builder().origin("CreateRoute");
        if (route.destination().contains(":")) {
            described.destinationIpv6CidrBlock(route.destination());
        } else {
            described.destinationCidrBlock(route.destination());
        }
        boolean leads;
        if (isToInstance(route)) {
            described.instanceId(route.target()).instanceOwnerId(by.account().value());
            described.networkInterfaceId(Instance.networkInterfaceOf(route.target()));
            leads = instances.get(route.target()) == InstanceState.RUNNING;
        } else {
            described.gatewayId(route.target());
            var gateway = gateways.get(route.target());
            leads = gateway != null && gateway.vpcId().filter(table.vpcId()::equals).isPresent();
        }
        return described.state(leads ? "active" : "blackhole").build();
    }

    private static RouteTableAssociation tie(RouteTable table, String id, @Nullable String subnet) {
        return RouteTableAssociation.builder()
                .routeTableAssociationId(id)
                .routeTableId(table.id())
                .subnetId(subnet)
                .main(subnet == null)
                .associationState(state -> state.state("associated"))
                .build();
    }

    private static boolean isToInstance(RouteTable.Route route) {
        return route.target().startsWith("i-");
    }
}

package dev.wheelhouse.cloud.ec2.api;

import dev.wheelhouse.cloud.ec2.RouteTable;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.ec2.operation.RouteTables;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationResponse;

/** The actions of EC2 on route tables and on what ties subnets to them. */
final class RouteTableActions {
    private final Database database;
    private final Ec2Operations ec2;

    RouteTableActions(Database database, Ec2Operations ec2) {
        this.database = database;
        this.ec2 = ec2;
    }

    CreateRouteTableResponse create(Call call, CreateRouteTableRequest request) {
        var tags = Tagged.of(request.tagSpecifications(), "route-table", Set.of());
        return database.write(db -> {
            var by = Acting.of(db, call);
            var table =
                    ec2.routeTables()
                            .create(
                                    by,
                                    request.vpcId(),
                                    Optional.ofNullable(request.clientToken()),
                                    tags);
            DryRun.end(request.dryRun());
            return CreateRouteTableResponse.builder()
                    .routeTable(new RouteTableView(ec2, by).describe(table))
                    .clientToken(request.clientToken())
                    .build();
        });
    }

    DeleteRouteTableResponse delete(Call call, DeleteRouteTableRequest request) {
        return database.write(db -> {
            ec2.routeTables().delete(Acting.of(db, call), request.routeTableId());
            DryRun.end(request.dryRun());
            return DeleteRouteTableResponse.builder().build();
        });
    }

    AssociateRouteTableResponse associate(Call call, AssociateRouteTableRequest request) {
        new Unbuilt()
                .parameter("GatewayId", request.gatewayId())
                .parameter("PublicIpv4Pool", request.publicIpv4Pool())
                .refuse();
        return database.write(db -> {
            var association =
                    ec2.routeTables()
                            .associate(
                                    Acting.of(db, call),
                                    request.routeTableId(),
                                    Optional.ofNullable(request.subnetId()));
            DryRun.end(request.dryRun());
            return AssociateRouteTableResponse.builder()
                    .associationId(association.id())
                    .associationState(state -> state.state("associated"))
                    .build();
        });
    }

    DisassociateRouteTableResponse disassociate(Call call, DisassociateRouteTableRequest request) {
        return database.write(db -> {
            ec2.routeTables().disassociate(Acting.of(db, call), request.associationId());
            DryRun.end(request.dryRun());
            return DisassociateRouteTableResponse.builder().build();
        });
    }

    ReplaceRouteTableAssociationResponse replace(
            Call call, ReplaceRouteTableAssociationRequest request) {
        return database.write(db -> {
            var association =
                    ec2.routeTables()
                            .replace(
                                    Acting.of(db, call),
                                    request.associationId(),
                                    request.routeTableId());
            DryRun.end(request.dryRun());
            return ReplaceRouteTableAssociationResponse.builder()
                    .newAssociationId(association.id())
                    .associationState(state -> state.state("associated"))
                    .build();
        });
    }

    DescribeRouteTablesResponse describe(Call call, DescribeRouteTablesRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeRouteTables", "*")
                        .with("ec2:Region", call.region().value()));
        return database.read(db -> {
            var by = Acting.of(db, call);
            var all = ec2.network().routeTables(db, call.account(), call.region());
            var ids = all.stream().map(RouteTable::id).toList();
            for (var id : request.routeTableIds()) {
                if (!ids.contains(id)) {
                    throw RouteTables.noSuchTable(id);
                }
            }
            var view = new RouteTableView(ec2, by);
            var page =
                    Page.of(
                            RouteTableView.filters()
                                    .select(
                                            all.stream()
                                                    .filter(table ->
                                                            request.routeTableIds().isEmpty()
                                                                    || request.routeTableIds()
                                                                            .contains(table.id()))
                                                    .map(view::describe)
                                                    .toList(),
                                            request.filters()),
                            request.maxResults(),
                            request.nextToken());
            return DescribeRouteTablesResponse.builder()
                    .routeTables(page.items())
                    .nextToken(page.next())
                    .build();
        });
    }
}

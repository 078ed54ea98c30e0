package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_COMBINATION;

import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteResponse;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteResponse;

/** The actions of EC2 on routes. */
final class RouteActions {
    private final Database database;
    private final Ec2Operations ec2;

    RouteActions(Database database, Ec2Operations ec2) {
        this.database = database;
        this.ec2 = ec2;
    }

    CreateRouteResponse create(Call call, CreateRouteRequest request) {
        new Unbuilt()
                .parameter("DestinationPrefixListId", request.destinationPrefixListId())
                .parameter("VpcEndpointId", request.vpcEndpointId())
                .parameter("TransitGatewayId", request.transitGatewayId())
                .parameter("LocalGatewayId", request.localGatewayId())
                .parameter("CarrierGatewayId", request.carrierGatewayId())
                .parameter("CoreNetworkArn", request.coreNetworkArn())
                .parameter("OdbNetworkArn", request.odbNetworkArn())
                .parameter("EgressOnlyInternetGatewayId", request.egressOnlyInternetGatewayId())
                .parameter("NetworkInterfaceId", request.networkInterfaceId())
                .parameter("VpcPeeringConnectionId", request.vpcPeeringConnectionId())
                .parameter("NatGatewayId", request.natGatewayId())
                .refuse();
        return database.write(db -> {
            ec2.routes()
                    .create(
                            Acting.of(db, call),
                            request.routeTableId(),
                            one(request.destinationCidrBlock(), request.destinationIpv6CidrBlock()),
                            one(request.gatewayId(), request.instanceId()));
            DryRun.end(request.dryRun());
            return CreateRouteResponse.builder().returnValue(true).build();
        });
    }

    ReplaceRouteResponse replace(Call call, ReplaceRouteRequest request) {
        new Unbuilt()
                .parameter("DestinationPrefixListId", request.destinationPrefixListId())
                .parameter("VpcEndpointId", request.vpcEndpointId())
                .parameter("LocalTarget", request.localTarget())
                .parameter("TransitGatewayId", request.transitGatewayId())
                .parameter("LocalGatewayId", request.localGatewayId())
                .parameter("CarrierGatewayId", request.carrierGatewayId())
                .parameter("CoreNetworkArn", request.coreNetworkArn())
                .parameter("OdbNetworkArn", request.odbNetworkArn())
                .parameter("EgressOnlyInternetGatewayId", request.egressOnlyInternetGatewayId())
                .parameter("NetworkInterfaceId", request.networkInterfaceId())
                .parameter("VpcPeeringConnectionId", request.vpcPeeringConnectionId())
                .parameter("NatGatewayId", request.natGatewayId())
                .refuse();
        return database.write(db -> {
            ec2.routes()
                    .replace(
                            Acting.of(db, call),
                            request.routeTableId(),
                            one(request.destinationCidrBlock(), request.destinationIpv6CidrBlock()),
                            one(request.gatewayId(), request.instanceId()));
            DryRun.end(request.dryRun());
            return ReplaceRouteResponse.builder().build();
        });
    }

    DeleteRouteResponse delete(Call call, DeleteRouteRequest request) {
        new Unbuilt()
                .parameter("DestinationPrefixListId", request.destinationPrefixListId())
                .refuse();
        return database.write(db -> {
            ec2.routes()
                    .delete(
                            Acting.of(db, call),
                            request.routeTableId(),
                            one(
                                    request.destinationCidrBlock(),
                                    request.destinationIpv6CidrBlock()));
            DryRun.end(request.dryRun());
            return DeleteRouteResponse.builder().build();
        });
    }

    /** One of two parameters that exclude each other. */
    private static Optional<String> one(@Nullable String first, @Nullable String second) {
        if (first != null && second != null) {
            throw INVALID_PARAMETER_COMBINATION.because(
                    "The parameters with the values "
                            + first
                            + " and "
                            + second
                            + " cannot be used together");
        }
        return Optional.ofNullable(first).or(() -> Optional.ofNullable(second));
    }
}

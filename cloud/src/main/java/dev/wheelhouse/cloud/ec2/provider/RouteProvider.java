package dev.wheelhouse.cloud.ec2.provider;

import static dev.wheelhouse.cloud.ec2.provider.Schemas.changeable;
import static dev.wheelhouse.cloud.ec2.provider.Schemas.fixed;
import static dev.wheelhouse.cloud.ec2.provider.Schemas.requiredFixed;

import dev.wheelhouse.cloud.ec2.RouteTable.Route;
import dev.wheelhouse.cloud.ec2.operation.InternetGateways;
import dev.wheelhouse.cloud.ec2.operation.Routes;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.document.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code AWS::EC2::Route} to an internet gateway or an instance; {@code Ref} gives {@code
 * rtb-...|RANGE}. Other targets and prefix lists are not built: their properties are refused as
 * unknown.
 */
public final class RouteProvider implements ResourceProvider {
    private static final List<String> DESTINATIONS =
            List.of("DestinationCidrBlock", "DestinationIpv6CidrBlock");
    private static final List<String> TARGETS = List.of("GatewayId", "InstanceId");

    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::EC2::Route",
                    Map.of(
                            "RouteTableId", requiredFixed(Shape.STRING),
                            "DestinationCidrBlock", fixed(Shape.STRING),
                            "DestinationIpv6CidrBlock", fixed(Shape.STRING),
                            "GatewayId", changeable(Shape.STRING),
                            "InstanceId", changeable(Shape.STRING)),
                    List.of("CidrBlock"),
                    false,
                    false);

    private final Routes routes;
    private final InternetGateways gateways;

    public RouteProvider(Routes routes, InternetGateways gateways) {
        this.routes = routes;
        this.gateways = gateways;
    }

    @Override
    public ResourceSchema schema() {
        return SCHEMA;
    }

    @Override
    public Progress create(ResourceStep step, Value.Members values) {
        var properties = new Properties(values);
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeRouteTables");
            requireInterfaces(by, properties);
            var waiting =
                    isDetached(by, properties)
                            ? Patience.left(step, physicalId(properties))
                            : Optional.<Progress>empty();
            return waiting.orElseGet(() ->
                    done(
                            routes.create(
                                    by,
                                    table(properties),
                                    one(properties, DESTINATIONS),
                                    one(properties, TARGETS))));
        });
    }

    /** Only a creation waits. */
    @Override
    public Progress proceed(ResourceStep step, String physicalId, Value.Members properties) {
        return create(step, properties);
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        var properties = new Properties(after);
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeRouteTables");
            requireInterfaces(by, properties);
            return done(
                    routes.replace(
                            by,
                            table(properties),
                            one(properties, DESTINATIONS),
                            one(properties, TARGETS)));
        });
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members values) {
        var properties = new Properties(values);
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeRouteTables");
            var destination = one(properties, DESTINATIONS);
            boolean there =
                    routes.of(by, table(properties)).stream()
                            .map(Route::destination)
                            .anyMatch(present ->
                                    destination.map(Routes::range).equals(Optional.of(present)));
            if (there) {
                routes.delete(by, table(properties), destination);
            }
            return new Progress.Done(physicalId, Map.of());
        });
    }

    private static void requireInterfaces(Acting by, Properties properties) {
        if (properties.has("InstanceId")) {
            by.require("ec2:DescribeNetworkInterfaces");
        }
    }

    /** Whether the gateway is there, but attached to nothing yet. */
    private boolean isDetached(Acting by, Properties properties) {
        return properties
                .text("GatewayId")
                .flatMap(id -> gateways.find(by, id))
                .filter(gateway -> gateway.vpcId().isEmpty())
                .isPresent();
    }

    private static Optional<String> one(Properties properties, List<String> names) {
        var given = names.stream().filter(properties::has).toList();
        if (given.size() > 1) {
            throw Properties.invalid(String.join(" and ", given) + " cannot be used together");
        }
        return given.stream().findFirst().flatMap(properties::text);
    }

    private static String table(Properties properties) {
        return properties.requiredText("RouteTableId");
    }

    private static String physicalId(Properties properties) {
        return table(properties)
                + "|"
                + one(properties, DESTINATIONS).map(Routes::range).orElse("");
    }

    private static Progress done(Route route) {
        return new Progress.Done(
                route.routeTableId() + "|" + route.destination(),
                Map.of("CidrBlock", Value.text(route.destination())));
    }
}

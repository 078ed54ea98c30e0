package dev.wheelhouse.cloud.ec2.provider;

import static dev.wheelhouse.cloud.ec2.provider.Schemas.requiredFixed;

import dev.wheelhouse.cloud.ec2.operation.RouteTables;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.document.Value;
import java.util.List;
import java.util.Map;

/**
 * {@code AWS::EC2::SubnetRouteTableAssociation}. A subnet has one association at most, so a
 * replacement takes the place of its predecessor when it is made; when the update is rolled back,
 * the predecessor is put back under its old id.
 */
public final class RouteTableAssociationProvider implements ResourceProvider {
    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::EC2::SubnetRouteTableAssociation",
                    Map.of(
                            "RouteTableId", requiredFixed(Shape.STRING),
                            "SubnetId", requiredFixed(Shape.STRING)),
                    List.of("Id"),
                    false,
                    false);

    private final RouteTables tables;

    public RouteTableAssociationProvider(RouteTables tables) {
        this.tables = tables;
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
            by.require("ec2:DescribeSubnets");
            by.require("ec2:DescribeRouteTables");
            var table = properties.requiredText("RouteTableId");
            var subnet = properties.text("SubnetId");
            var association =
                    subnet.flatMap(id -> tables.associationOf(by, id))
                            .map(present -> tables.takeOver(by, present, table))
                            .orElseGet(() -> tables.associate(by, table, subnet));
            return done(association.id());
        });
    }

    /** Every property is fixed: there is nothing to change. */
    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        return done(physicalId);
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeSubnets");
            by.require("ec2:DescribeRouteTables");
            var there = tables.association(by, physicalId);
            if (there.isEmpty()) {
                tables.settle(by, physicalId);
                return new Progress.Done(physicalId, Map.of());
            }
            var replaced =
                    there.get()
                            .replaced()
                            .filter(before -> tables.find(by, before.routeTableId()).isPresent());
            if (replaced.isPresent()) {
                tables.restore(by, there.get(), replaced.get());
            } else {
                tables.disassociate(by, physicalId);
            }
            return new Progress.Done(physicalId, Map.of());
        });
    }

    private static Progress done(String id) {
        return new Progress.Done(id, Map.of("Id", Value.text(id)));
    }
}

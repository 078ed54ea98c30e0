package dev.wheelhouse.cloud.ec2.provider;

import static dev.wheelhouse.cloud.ec2.provider.Schemas.changeable;
import static dev.wheelhouse.cloud.ec2.provider.Schemas.requiredFixed;

import dev.wheelhouse.cloud.ec2.operation.RouteTables;
import dev.wheelhouse.cloud.ec2.operation.Tagging;
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

/** {@code AWS::EC2::RouteTable}. */
public final class RouteTableProvider implements ResourceProvider {
    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::EC2::RouteTable",
                    Map.of(
                            "VpcId", requiredFixed(Shape.STRING),
                            "Tags", changeable(Shape.LIST)),
                    List.of("RouteTableId"),
                    true,
                    false);

    private final RouteTables tables;
    private final Tagging tagging;

    public RouteTableProvider(RouteTables tables, Tagging tagging) {
        this.tables = tables;
        this.tagging = tagging;
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
            var table =
                    tables.create(
                            by,
                            properties.requiredText("VpcId"),
                            Optional.empty(),
                            properties.tags(step.tags()));
            by.require("ec2:DescribeRouteTables");
            return done(table.id());
        });
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeRouteTables");
            if (tables.find(by, physicalId).isEmpty()) {
                throw RouteTables.noSuchTable(physicalId);
            }
            tagging.replace(
                    by,
                    physicalId,
                    tagging.of(by, physicalId),
                    new Properties(after).tags(step.tags()));
            return done(physicalId);
        });
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeRouteTables");
            if (tables.find(by, physicalId).isPresent()) {
                tables.delete(by, physicalId);
            }
            return new Progress.Done(physicalId, Map.of());
        });
    }

    private static Progress done(String id) {
        return new Progress.Done(id, Map.of("RouteTableId", Value.text(id)));
    }
}

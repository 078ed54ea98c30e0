package dev.wheelhouse.cloud.ec2.provider;

import static dev.wheelhouse.cloud.ec2.provider.Schemas.changeable;

import dev.wheelhouse.cloud.ec2.operation.InternetGateways;
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

/** {@code AWS::EC2::InternetGateway}. */
public final class InternetGatewayProvider implements ResourceProvider {
    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::EC2::InternetGateway",
                    Map.of("Tags", changeable(Shape.LIST)),
                    List.of("InternetGatewayId"),
                    true,
                    false);

    private final InternetGateways gateways;
    private final Tagging tagging;

    public InternetGatewayProvider(InternetGateways gateways, Tagging tagging) {
        this.gateways = gateways;
        this.tagging = tagging;
    }

    @Override
    public ResourceSchema schema() {
        return SCHEMA;
    }

    @Override
    public Progress create(ResourceStep step, Value.Members values) {
        var by = Acting.of(step);
        return Failures.translate(() -> {
            var gateway = gateways.create(by, new Properties(values).tags(step.tags()));
            by.require("ec2:DescribeInternetGateways");
            return done(gateway.id());
        });
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeInternetGateways");
            if (gateways.find(by, physicalId).isEmpty()) {
                throw InternetGateways.noSuchGateway(physicalId);
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
            by.require("ec2:DescribeInternetGateways");
            if (gateways.find(by, physicalId).isPresent()) {
                gateways.delete(by, physicalId);
            }
            return new Progress.Done(physicalId, Map.of());
        });
    }

    private static Progress done(String id) {
        return new Progress.Done(id, Map.of("InternetGatewayId", Value.text(id)));
    }
}

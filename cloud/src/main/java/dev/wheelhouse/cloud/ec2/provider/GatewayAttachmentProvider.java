package dev.wheelhouse.cloud.ec2.provider;

import static dev.wheelhouse.cloud.ec2.provider.Schemas.changeable;
import static dev.wheelhouse.cloud.ec2.provider.Schemas.requiredFixed;

import dev.wheelhouse.cloud.ec2.operation.InternetGateways;
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
 * {@code AWS::EC2::VPCGatewayAttachment} of an internet gateway; {@code Ref} gives {@code
 * IGW|vpc-...}. VPN gateways are not built: {@code VpnGatewayId} is refused as unknown.
 */
public final class GatewayAttachmentProvider implements ResourceProvider {
    private static final String TYPE = "IGW";

    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::EC2::VPCGatewayAttachment",
                    Map.of(
                            "VpcId", requiredFixed(Shape.STRING),
                            "InternetGatewayId", changeable(Shape.STRING)),
                    List.of("AttachmentType"),
                    false,
                    false);

    private final InternetGateways gateways;

    public GatewayAttachmentProvider(InternetGateways gateways) {
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
            gateways.attach(by, gateway(properties), vpc(properties));
            by.require("ec2:DescribeInternetGateways");
            return done(vpc(properties));
        });
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        var old = gateway(new Properties(before));
        var properties = new Properties(after);
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeInternetGateways");
            if (!old.equals(gateway(properties))) {
                if (isAttached(by, old, vpc(properties))) {
                    gateways.detach(by, old, vpc(properties));
                }
                gateways.attach(by, gateway(properties), vpc(properties));
            }
            return done(vpc(properties));
        });
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members values) {
        var properties = new Properties(values);
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeInternetGateways");
            if (!isAttached(by, gateway(properties), vpc(properties))) {
                return new Progress.Done(physicalId, Map.of());
            }
            var waiting =
                    gateways.isUsed(by, vpc(properties))
                            ? Patience.left(step, physicalId)
                            : Optional.<Progress>empty();
            return waiting.orElseGet(() -> {
                gateways.detach(by, gateway(properties), vpc(properties));
                return new Progress.Done(physicalId, Map.of());
            });
        });
    }

    /** Only a deletion waits. */
    @Override
    public Progress proceed(ResourceStep step, String physicalId, Value.Members properties) {
        return delete(step, physicalId, properties);
    }

    private boolean isAttached(Acting by, String gateway, String vpc) {
        return gateways.find(by, gateway)
                .filter(there -> there.vpcId().equals(Optional.of(vpc)))
                .isPresent();
    }

    private static String gateway(Properties properties) {
        return properties
                .text("InternetGatewayId")
                .orElseThrow(() ->
                        Properties.invalid(
                                "Exactly one of InternetGatewayId and VpnGatewayId must be specified"));
    }

    private static String vpc(Properties properties) {
        return properties.requiredText("VpcId");
    }

    private static Progress done(String vpc) {
        return new Progress.Done(TYPE + "|" + vpc, Map.of("AttachmentType", Value.text(TYPE)));
    }
}

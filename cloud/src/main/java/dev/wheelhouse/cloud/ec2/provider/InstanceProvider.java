package dev.wheelhouse.cloud.ec2.provider;

import static dev.wheelhouse.cloud.ec2.provider.Schemas.changeable;
import static dev.wheelhouse.cloud.ec2.provider.Schemas.fixed;
import static dev.wheelhouse.cloud.ec2.provider.Schemas.requiredFixed;

import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.InstanceState;
import dev.wheelhouse.cloud.ec2.Vpc;
import dev.wheelhouse.cloud.ec2.operation.InstanceChange;
import dev.wheelhouse.cloud.ec2.operation.InstanceLaunch;
import dev.wheelhouse.cloud.ec2.operation.Instances;
import dev.wheelhouse.cloud.ec2.operation.Tagging;
import dev.wheelhouse.cloud.ec2.operation.Vpcs;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Property;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.document.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code AWS::EC2::Instance}. Volumes, elastic interfaces beyond the first and launch templates are
 * not built: the properties that need them are refused as unknown.
 */
public final class InstanceProvider implements ResourceProvider {
    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::EC2::Instance",
                    Map.ofEntries(
                            Map.entry("ImageId", requiredFixed(Shape.STRING)),
                            Map.entry("InstanceType", changeable(Shape.STRING)),
                            Map.entry("KeyName", fixed(Shape.STRING)),
                            Map.entry("SubnetId", fixed(Shape.STRING)),
                            Map.entry("AvailabilityZone", fixed(Shape.STRING)),
                            Map.entry("PrivateIpAddress", fixed(Shape.STRING)),
                            Map.entry("NetworkInterfaces", fixed(Shape.LIST)),
                            Map.entry("SecurityGroupIds", changeable(Shape.LIST)),
                            Map.entry("SecurityGroups", fixed(Shape.LIST)),
                            Map.entry("IamInstanceProfile", changeable(Shape.STRING)),
                            Map.entry("UserData", changeable(Shape.STRING)),
                            Map.entry("BlockDeviceMappings", fixed(Shape.LIST)),
                            Map.entry("Monitoring", changeable(Shape.BOOLEAN)),
                            Map.entry("EbsOptimized", changeable(Shape.BOOLEAN)),
                            Map.entry("SourceDestCheck", changeable(Shape.BOOLEAN)),
                            Map.entry("DisableApiTermination", changeable(Shape.BOOLEAN)),
                            Map.entry(
                                    "InstanceInitiatedShutdownBehavior", changeable(Shape.STRING)),
                            Map.entry("Tenancy", changeable(Shape.STRING)),
                            Map.entry("CreditSpecification", changeable(Shape.OBJECT)),
                            Map.entry("MetadataOptions", changeable(Shape.OBJECT)),
                            Map.entry("PropagateTagsToVolumeOnCreation", changeable(Shape.BOOLEAN)),
                            Map.entry("Tags", changeable(Shape.LIST))),
                    List.of(
                            "InstanceId",
                            "AvailabilityZone",
                            "PrivateIp",
                            "PublicIp",
                            "PrivateDnsName",
                            "PublicDnsName",
                            "VpcId",
                            "State.Code",
                            "State.Name"),
                    true,
                    false);

    /** Properties that are kept as they are and told by DescribeInstances. */
    private static final List<String> SETTINGS =
            List.of(
                    "BlockDeviceMappings",
                    "Monitoring",
                    "EbsOptimized",
                    "SourceDestCheck",
                    "DisableApiTermination",
                    "InstanceInitiatedShutdownBehavior",
                    "Tenancy",
                    "CreditSpecification",
                    "MetadataOptions");

    private final Instances instances;
    private final InstanceChange change;
    private final Vpcs vpcs;
    private final Tagging tagging;

    public InstanceProvider(
            Instances instances, InstanceChange change, Vpcs vpcs, Tagging tagging) {
        this.instances = instances;
        this.change = change;
        this.vpcs = vpcs;
        this.tagging = tagging;
    }

    @Override
    public ResourceSchema schema() {
        return SCHEMA;
    }

    /** What {@link Schemas} says of a property, for the tests. */
    static Map<String, Property> properties() {
        return SCHEMA.properties();
    }

    @Override
    public Progress create(ResourceStep step, Value.Members values) {
        var properties = new Properties(values);
        var by = Acting.of(step);
        return Failures.translate(() -> {
            var launched = instances.run(by, launch(step, properties)).getFirst();
            by.require("ec2:DescribeInstances");
            return done(by, launched);
        });
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeInstances");
            var old = launch(step, new Properties(before));
            var wanted = launch(step, new Properties(after));
            change.apply(by, physicalId, old, wanted);
            tagging.replace(by, physicalId, tagging.of(by, physicalId), wanted.tags());
            return done(
                    by,
                    instances
                            .find(by, physicalId)
                            .orElseThrow(() -> Instances.noSuchInstance(physicalId)));
        });
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeInstances");
            var there =
                    instances
                            .find(by, physicalId)
                            .filter(found -> found.state() != InstanceState.TERMINATED);
            if (there.isPresent()) {
                instances.terminate(by, List.of(physicalId));
            }
            return new Progress.Done(physicalId, Map.of());
        });
    }

    private static InstanceLaunch launch(ResourceStep step, Properties properties) {
        var networkInterface = networkInterface(properties);
        var settings = Value.object();
        for (var name : SETTINGS) {
            var value = properties.values().get(name);
            if (value.isPresent()) {
                settings = settings.with(name, value.get());
            }
        }
        // Asked for here so that a value of the wrong kind is refused.
        List.of("Monitoring", "EbsOptimized", "SourceDestCheck", "DisableApiTermination")
                .forEach(properties::flag);
        return new InstanceLaunch(
                properties.requiredText("ImageId"),
                properties.text("InstanceType").orElse(InstanceLaunch.DEFAULT_TYPE),
                1,
                1,
                properties.text("KeyName"),
                networkInterface
                        .flatMap(part -> part.text("SubnetId"))
                        .or(() -> properties.text("SubnetId")),
                properties.text("AvailabilityZone"),
                networkInterface
                        .map(part -> part.texts("GroupSet"))
                        .orElseGet(() -> properties.texts("SecurityGroupIds")),
                properties.texts("SecurityGroups"),
                networkInterface
                        .flatMap(part -> part.text("PrivateIpAddress"))
                        .or(() -> properties.text("PrivateIpAddress")),
                networkInterface.flatMap(part -> part.flag("AssociatePublicIpAddress")),
                properties.text("IamInstanceProfile"),
                properties.text("UserData"),
                Optional.empty(),
                settings,
                properties.tags(step.tags()),
                Map.of());
    }

    private static Optional<Properties> networkInterface(Properties properties) {
        var interfaces = properties.objects("NetworkInterfaces");
        if (interfaces.isEmpty()) {
            return Optional.empty();
        }
        if (interfaces.size() > 1 || interfaces.getFirst().has("NetworkInterfaceId")) {
            throw Properties.invalid(
                    "Only one network interface, made with the instance, is built: NetworkInterfaces must hold one member without NetworkInterfaceId");
        }
        if (properties.has("SubnetId") || properties.has("SecurityGroupIds")) {
            throw Properties.invalid(
                    "Network interfaces and an instance-level subnet ID or security groups may not be specified on the same request");
        }
        return Optional.of(interfaces.getFirst());
    }

    private Progress done(Acting by, Instance instance) {
        var attributes = new LinkedHashMap<String, Value>();
        attributes.put("InstanceId", Value.text(instance.id()));
        attributes.put("AvailabilityZone", Value.text(instance.zone()));
        attributes.put("VpcId", Value.text(instance.vpcId()));
        attributes.put("State.Code", Value.text(String.valueOf(instance.state().code())));
        attributes.put("State.Name", Value.text(instance.state().text()));
        instance.privateIp()
                .ifPresent(ip -> {
                    attributes.put("PrivateIp", Value.text(ip));
                    attributes.put(
                            "PrivateDnsName", Value.text(Instance.privateDnsName(by.region(), ip)));
                });
        attributes.put("PublicIp", Value.text(instance.publicIp().orElse("")));
        attributes.put(
                "PublicDnsName",
                Value.text(
                        instance.publicIp()
                                .filter(_ -> namesPublicAddresses(by, instance))
                                .map(ip -> Instance.publicDnsName(by.region(), ip))
                                .orElse("")));
        return new Progress.Done(instance.id(), attributes);
    }

    private boolean namesPublicAddresses(Acting by, Instance instance) {
        return vpcs.find(by, instance.vpcId()).filter(Vpc::namesPublicAddresses).isPresent();
    }
}

package dev.wheelhouse.cloud.inventory;

import dev.wheelhouse.cloud.ec2.AvailabilityZone;
import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.InstanceState;
import dev.wheelhouse.cloud.ec2.KeyPair;
import dev.wheelhouse.cloud.ec2.PublicImage;
import dev.wheelhouse.cloud.ec2.SecurityGroup;
import dev.wheelhouse.cloud.ec2.Subnet;
import dev.wheelhouse.cloud.ec2.Vpc;
import dev.wheelhouse.cloud.ec2.operation.Network;
import dev.wheelhouse.cloud.ec2.sql.InstanceStore;
import dev.wheelhouse.cloud.ec2.sql.KeyPairStore;
import dev.wheelhouse.cloud.ec2.sql.TagStore;
import dev.wheelhouse.cloud.resource.ResourceInventory;
import dev.wheelhouse.cloud.ssm.Parameter;
import dev.wheelhouse.cloud.ssm.sql.ParameterStore;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The inventory of an account and region. Knows the parameter types of EC2 and of Systems Manager;
 * of a type that it does not know ({@code AWS::EC2::Volume::Id}, {@code
 * AWS::Route53::HostedZone::Id}: neither is built) there is nothing.
 *
 * <p>{@code List<...>} types are taken apart by whoever asks. Works in a read: a region that nobody
 * has used is shown with the default network that it will have.
 */
public final class CloudInventory implements ResourceInventory {
    private static final Pattern VERSIONED =
            Pattern.compile("(?<name>[^:]+):(?<version>[0-9]{1,18})");

    private static final String TAGS = "Tags.";

    private final Network network;
    private final InstanceStore instances = new InstanceStore();
    private final KeyPairStore keys = new KeyPairStore();
    private final TagStore tags = new TagStore();
    private final ParameterStore parameters = new ParameterStore();

    public CloudInventory(InstantSource clock) {
        this.network = new Network(clock);
    }

    @Override
    public boolean exists(
            Handle db, AccountId account, Region region, String parameterType, String value) {
        return switch (parameterType) {
            case "AWS::EC2::KeyPair::KeyName" -> keys.find(db, account, region, value).isPresent();
            case "AWS::EC2::Image::Id" -> PublicImage.find(region, value).isPresent();
            case "AWS::EC2::Instance::Id" ->
                    instances
                            .find(db, account, region, value)
                            .filter(CloudInventory::isThere)
                            .isPresent();
            case "AWS::SSM::Parameter::Name" ->
                    PublicImage.byParameter(region, value).isPresent()
                            || parameters.find(db, account, region, value).isPresent();
            default -> all(db, account, region, parameterType).contains(value);
        };
    }

    @Override
    public List<String> all(Handle db, AccountId account, Region region, String parameterType) {
        return switch (parameterType) {
            case "AWS::EC2::AvailabilityZone::Name" ->
                    names(AvailabilityZone.of(region), AvailabilityZone::name);
            case "AWS::EC2::Image::Id" -> names(PublicImage.of(region), PublicImage::id);
            case "AWS::EC2::Instance::Id" ->
                    names(
                            instances.all(db, account, region).stream()
                                    .filter(CloudInventory::isThere)
                                    .toList(),
                            Instance::id);
            case "AWS::EC2::KeyPair::KeyName" ->
                    names(keys.all(db, account, region), KeyPair::name);
            case "AWS::EC2::SecurityGroup::Id" ->
                    names(network.groups(db, account, region), SecurityGroup::id);
            case "AWS::EC2::SecurityGroup::GroupName" ->
                    names(network.groups(db, account, region), SecurityGroup::name);
            case "AWS::EC2::Subnet::Id" -> names(network.subnets(db, account, region), Subnet::id);
            case "AWS::EC2::VPC::Id" -> names(network.vpcs(db, account, region), Vpc::id);
            case "AWS::SSM::Parameter::Name" -> {
                var all = new ArrayList<String>();
                parameters.all(db, account, region).forEach(there -> all.add(there.name()));
                PublicImage.of(region).forEach(image -> all.addAll(image.parameters()));
                yield all;
            }
            default -> List.of();
        };
    }

    @Override
    public Optional<Value> attribute(
            Handle db,
            AccountId account,
            Region region,
            String parameterType,
            String value,
            String attribute) {
        return switch (parameterType) {
            case "AWS::EC2::SecurityGroup::Id" ->
                    network.groups(db, account, region).stream()
                            .filter(group -> group.id().equals(value))
                            .findFirst()
                            .flatMap(group -> tag(db, account, region, group.id(), attribute));
            case "AWS::EC2::Subnet::Id" ->
                    network.subnets(db, account, region).stream()
                            .filter(subnet -> subnet.id().equals(value))
                            .findFirst()
                            .flatMap(subnet ->
                                    switch (attribute) {
                                        case "AvailabilityZone" ->
                                                Optional.of(Value.text(subnet.zone()));
                                        case "VpcId" -> Optional.of(Value.text(subnet.vpcId()));
                                        default -> tag(db, account, region, value, attribute);
                                    });
            case "AWS::EC2::VPC::Id" ->
                    network.vpcs(db, account, region).stream()
                            .filter(vpc -> vpc.id().equals(value))
                            .findFirst()
                            .flatMap(vpc ->
                                    switch (attribute) {
                                        case "DefaultNetworkAcl" ->
                                                Optional.of(Value.text(vpc.networkAclId()));
                                        case "DefaultSecurityGroup" ->
                                                defaultGroup(db, account, region, vpc);
                                        default -> tag(db, account, region, value, attribute);
                                    });
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<String> systemsManagerParameter(
            Handle db, AccountId account, Region region, String name) {
        return PublicImage.byParameter(region, name)
                .or(() ->
                        stored(db, account, region, name)
                                .filter(there -> !there.type().equals(Parameter.SECURE))
                                .map(Parameter::value));
    }

    /** A parameter, with {@code :version} after its name where a version is asked for. */
    private Optional<Parameter> stored(Handle db, AccountId account, Region region, String name) {
        var versioned = VERSIONED.matcher(name);
        if (!versioned.matches()) {
            return parameters.find(db, account, region, name);
        }
        // Versions before the latest are not kept.
        return parameters
                .find(db, account, region, versioned.group("name"))
                .filter(there -> there.version() == Long.parseLong(versioned.group("version")));
    }

    private Optional<Value> defaultGroup(Handle db, AccountId account, Region region, Vpc vpc) {
        return network.groups(db, account, region).stream()
                .filter(group -> group.vpcId().equals(vpc.id()) && group.name().equals("default"))
                .findFirst()
                .map(group -> Value.text(group.id()));
    }

    private Optional<Value> tag(
            Handle db, AccountId account, Region region, String resource, String attribute) {
        if (!attribute.startsWith(TAGS)) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                        tags.of(db, account, region, resource)
                                .get(attribute.substring(TAGS.length())))
                .map(Value::text);
    }

    private static boolean isThere(Instance instance) {
        return instance.state() != InstanceState.TERMINATED;
    }

    private static <T> List<String> names(List<T> things, Function<T, String> name) {
        return things.stream().map(name).toList();
    }
}

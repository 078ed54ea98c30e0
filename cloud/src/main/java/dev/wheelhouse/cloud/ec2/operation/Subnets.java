package dev.wheelhouse.cloud.ec2.operation;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.DEPENDENCY_VIOLATION;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_COMBINATION;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.MISSING_PARAMETER;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.SUBNET_MALFORMED;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.SUBNET_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.UNSUPPORTED_OPERATION;

import dev.wheelhouse.cloud.ec2.AvailabilityZone;
import dev.wheelhouse.cloud.ec2.ResourceIds;
import dev.wheelhouse.cloud.ec2.Subnet;
import dev.wheelhouse.cloud.ec2.Vpc;
import dev.wheelhouse.cloud.ec2.sql.InstanceStore;
import dev.wheelhouse.cloud.ec2.sql.NetworkStore;
import dev.wheelhouse.cloud.ec2.sql.RouteStore;
import dev.wheelhouse.cloud.ec2.sql.TagStore;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.store.Journal;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be done to subnets. */
public final class Subnets {
    private final NetworkStore networks = new NetworkStore();
    private final RouteStore routes = new RouteStore();
    private final InstanceStore instances = new InstanceStore();
    private final TagStore tags = new TagStore();
    private final Questions questions = new Questions();
    private final Network network;
    private final Journal journal;
    private final InstantSource clock;
    private final ResourceIds newIds;

    public Subnets(Network network, Journal journal, InstantSource clock, ResourceIds ids) {
        this.network = network;
        this.journal = journal;
        this.clock = clock;
        this.newIds = ids;
    }

    /**
     * A subnet to be made.
     *
     * @param range its IPv4 range
     * @param zone the name of its zone; without name and id, EC2 chooses
     * @param zoneId the id of its zone
     * @param tags checked already where a user sets them
     */
    public record NewSubnet(
            String vpcId,
            Optional<String> range,
            Optional<String> zone,
            Optional<String> zoneId,
            Map<String, String> tags) {}

    /** Makes a subnet in which nothing gets a public address unless it asks. */
    public Subnet create(Acting by, NewSubnet wanted) {
        network.open(by);
        questions.requireCreation(by, "CreateSubnet", "subnet", wanted.tags());
        var vpc = networks.vpc(by.db(), by.account(), by.region(), wanted.vpcId());
        by.require(questions.aboutVpc(by, "CreateSubnet", wanted.vpcId(), vpc.map(Vpc::tenancy)));
        var into = vpc.orElseThrow(() -> Vpcs.noSuchVpc(wanted.vpcId()));
        var others = networks.subnetsOf(by.db(), by.account(), by.region(), into.id());
        var range =
                Subnet.range(
                        wanted.range()
                                .orElseThrow(() ->
                                        MISSING_PARAMETER.because(
                                                "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.")),
                        into,
                        others);
        var zone = zone(by, wanted);
        TagRules.checkCount(wanted.tags());
        var subnet =
                new Subnet(
                        newIds.next("subnet"),
                        into.id(),
                        range,
                        zone,
                        false,
                        false,
                        clock.instant());
        networks.insert(by.db(), by.account(), by.region(), subnet);
        tags.put(by.db(), by.account(), by.region(), subnet.id(), wanted.tags());
        journal(by, "CreateSubnet", subnet.id(), Optional.empty(), Optional.of(subnet));
        return subnet;
    }

    /** Deletes a subnet without instances; what ties it to a route table goes with it. */
    public void delete(Acting by, String id) {
        var subnet = require(by, "DeleteSubnet", id);
        if (instances.isSubnetInUse(by.db(), by.account(), by.region(), id)) {
            throw DEPENDENCY_VIOLATION.because(
                    "The subnet '" + id + "' has dependencies and cannot be deleted.");
        }
        routes.associationOf(by.db(), by.account(), by.region(), id)
                .ifPresent(association ->
                        routes.deleteAssociation(
                                by.db(), by.account(), by.region(), association.id()));
        networks.deleteSubnet(by.db(), by.account(), by.region(), id);
        tags.removeAll(by.db(), by.account(), by.region(), id);
        journal(by, "DeleteSubnet", id, Optional.of(subnet), Optional.empty());
    }

    /** Says whether instances get a public address unless they ask not to. */
    public Subnet setPublicAddresses(Acting by, String id, boolean publicAddresses) {
        var before =
                require(
                        by,
                        "ModifySubnetAttribute",
                        id,
                        Map.of(
                                "ec2:Attribute",
                                "MapPublicIpOnLaunch",
                                "ec2:Attribute/MapPublicIpOnLaunch",
                                String.valueOf(publicAddresses)));
        var after = before.withPublicAddresses(publicAddresses);
        if (!after.equals(before)) {
            networks.update(by.db(), by.account(), by.region(), after);
            journal(by, "ModifySubnetAttribute", id, Optional.of(before), Optional.of(after));
        }
        return after;
    }

    /** Refuses an attribute that is not built, to whom may change attributes. */
    public void refuseAttribute(Acting by, String id, String attribute) {
        require(by, "ModifySubnetAttribute", id);
        throw UNSUPPORTED_OPERATION.because("The subnet attribute " + attribute + " is not built.");
    }

    /** Refuses a request that names none or several attributes, to whom may change attributes. */
    public void refuseAttributes(Acting by, String id, String attributes) {
        require(by, "ModifySubnetAttribute", id);
        throw INVALID_PARAMETER_COMBINATION.because(
                attributes.isEmpty()
                        ? "No attributes specified."
                        : "Fields for multiple attribute types specified: " + attributes);
    }

    /** A subnet, without asking for any right. */
    public Optional<Subnet> find(Acting by, String id) {
        return networks.subnet(by.db(), by.account(), by.region(), id);
    }

    /** Says that there is no such subnet, or that an id is none. */
    public static RuntimeException noSuchSubnet(String id) {
        return ResourceIds.isWellFormed("subnet", id)
                ? SUBNET_NOT_FOUND.because("The subnet ID '" + id + "' does not exist")
                : SUBNET_MALFORMED.because("Invalid id: \"" + id + "\" (expecting \"subnet-...\")");
    }

    private String zone(Acting by, NewSubnet wanted) {
        var zones = AvailabilityZone.of(by.region());
        if (wanted.zone().isPresent() && wanted.zoneId().isPresent()) {
            throw INVALID_PARAMETER_COMBINATION.because(
                    "The parameters availabilityZone and availabilityZoneId cannot be used together");
        }
        var name = wanted.zone();
        if (name.isPresent() && zones.stream().noneMatch(zone -> zone.name().equals(name.get()))) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Value ("
                            + name.get()
                            + ") for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: "
                            + zones.stream()
                                    .map(AvailabilityZone::name)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        var id = wanted.zoneId();
        if (id.isPresent()) {
            return zones.stream()
                    .filter(zone -> zone.id().equals(id.get()))
                    .findFirst()
                    .orElseThrow(() ->
                            INVALID_PARAMETER_VALUE.because(
                                    "Value ("
                                            + id.get()
                                            + ") for parameter availabilityZoneId is invalid. Subnets can currently only be created in the following availability zones: "
                                            + zones.stream()
                                                    .map(AvailabilityZone::id)
                                                    .collect(Collectors.joining(", "))
                                            + "."))
                    .name();
        }
        return name.orElseGet(() -> zones.getFirst().name());
    }

    private Subnet require(Acting by, String action, String id) {
        return require(by, action, id, Map.of());
    }

    /**
     * @param more condition keys of the action
     */
    private Subnet require(Acting by, String action, String id, Map<String, String> more) {
        network.open(by);
        var found = find(by, id);
        by.require(questions.aboutSubnet(by, action, id, found).withAll(more));
        return found.orElseThrow(() -> noSuchSubnet(id));
    }

    private void journal(
            Acting by, String action, String id, Optional<Subnet> before, Optional<Subnet> after) {
        journal.append(
                by.db(),
                by.entry(
                        "ec2:" + action,
                        by.arn("ec2", "subnet/" + id),
                        before.map(Subnets::describe),
                        after.map(Subnets::describe)));
    }

    private static Value describe(Subnet subnet) {
        return Value.object("VpcId", Value.text(subnet.vpcId()))
                .with("CidrBlock", Value.text(subnet.cidr().toString()))
                .with("AvailabilityZone", Value.text(subnet.zone()))
                .with("MapPublicIpOnLaunch", Value.bool(subnet.publicAddresses()));
    }
}

package dev.wheelhouse.cloud.ec2.operation;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.DEFAULT_VPC_EXISTS;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.DEPENDENCY_VIOLATION;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_COMBINATION;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.MISSING_PARAMETER;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.UNSUPPORTED_OPERATION;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.VPC_MALFORMED;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.VPC_NOT_FOUND;

import dev.wheelhouse.cloud.ec2.DefaultNetwork;
import dev.wheelhouse.cloud.ec2.ResourceIds;
import dev.wheelhouse.cloud.ec2.RouteTable;
import dev.wheelhouse.cloud.ec2.SecurityGroup;
import dev.wheelhouse.cloud.ec2.Vpc;
import dev.wheelhouse.cloud.ec2.sql.NetworkStore;
import dev.wheelhouse.cloud.ec2.sql.RouteStore;
import dev.wheelhouse.cloud.ec2.sql.SecurityGroupStore;
import dev.wheelhouse.cloud.ec2.sql.TagStore;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.store.Journal;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be done to VPCs. Each comes with a main route table, a default security group and a
 * default network ACL, and goes with them. How many there are is not limited.
 */
public final class Vpcs {
    private static final Set<String> TENANCIES = Set.of("default", Vpc.DEDICATED);

    private final NetworkStore networks = new NetworkStore();
    private final RouteStore routes = new RouteStore();
    private final SecurityGroupStore groups = new SecurityGroupStore();
    private final TagStore tags = new TagStore();
    private final Questions questions = new Questions();
    private final Network network;
    private final Journal journal;
    private final InstantSource clock;
    private final ResourceIds newIds;

    public Vpcs(Network network, Journal journal, InstantSource clock, ResourceIds ids) {
        this.network = network;
        this.journal = journal;
        this.clock = clock;
        this.newIds = ids;
    }

    /**
     * Makes a VPC with DNS support and without DNS hostnames, as EC2 does.
     *
     * @param range its IPv4 range, /16 to /28
     * @param tenancy {@code default} or {@code dedicated}
     * @param wanted tags, checked already where a user sets them
     */
    public Vpc create(
            Acting by, Optional<String> range, String tenancy, Map<String, String> wanted) {
        network.open(by);
        questions.requireCreation(by, "CreateVpc", "vpc", wanted, "ec2:Tenancy", tenancy);
        var cidr =
                Vpc.range(
                        range.orElseThrow(() ->
                                MISSING_PARAMETER.because(
                                        "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.")));
        if (!TENANCIES.contains(tenancy)) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Value (" + tenancy + ") for parameter instanceTenancy is invalid.");
        }
        TagRules.checkCount(wanted);
        var now = clock.instant();
        var vpc = new Vpc(newIds.next("vpc"), cidr, false, true, false, tenancy, now);
        networks.insert(by.db(), by.account(), by.region(), vpc);
        routes.insert(
                by.db(),
                by.account(),
                by.region(),
                new RouteTable(newIds.next("rtb"), vpc.id(), true),
                now);
        var group = DefaultNetwork.groupOf(vpc, newIds.next("sg"), now);
        groups.insert(by.db(), by.account(), by.region(), group);
        groups.insertRules(
                by.db(),
                by.account(),
                by.region(),
                DefaultNetwork.rulesOf(by.account(), group),
                now);
        tags.put(by.db(), by.account(), by.region(), vpc.id(), wanted);
        journal(by, "CreateVpc", vpc.id(), Optional.empty(), Optional.of(vpc));
        return vpc;
    }

    /**
     * Makes the default VPC again, with its subnets, gateway and route, for an account that deleted
     * it.
     */
    public Vpc createDefault(Acting by) {
        network.open(by);
        by.require(
                AccessRequest.to("ec2:CreateDefaultVpc", "*")
                        .with("ec2:Region", by.region().value()));
        network.defaultVpc(by)
                .ifPresent(there -> {
                    throw DEFAULT_VPC_EXISTS.because(
                            "A Default VPC already exists for this account in this region.");
                });
        var now = clock.instant();
        var made =
                DefaultNetwork.of(
                        by.account(), by.region(), now, (prefix, _) -> newIds.next(prefix));
        network.store(by.db(), by.account(), by.region(), made, now);
        journal(by, "CreateDefaultVpc", made.vpc().id(), Optional.empty(), Optional.of(made.vpc()));
        return made.vpc();
    }

    /** Deletes a VPC that holds nothing but what it came with. */
    public void delete(Acting by, String id) {
        var vpc = require(by, "DeleteVpc", id);
        var tables = routes.tablesOf(by.db(), by.account(), by.region(), id);
        var held = groups.ofVpc(by.db(), by.account(), by.region(), id);
        if (!networks.subnetsOf(by.db(), by.account(), by.region(), id).isEmpty()
                || routes.gatewayOf(by.db(), by.account(), by.region(), id).isPresent()
                || !tables.stream().allMatch(RouteTable::main)
                || !held.stream().allMatch(group -> group.name().equals("default"))) {
            throw DEPENDENCY_VIOLATION.because(
                    "The vpc '" + id + "' has dependencies and cannot be deleted.");
        }
        for (var table : tables) {
            routes.deleteTable(by.db(), by.account(), by.region(), table.id());
            tags.removeAll(by.db(), by.account(), by.region(), table.id());
        }
        for (var group : held) {
            for (var rule : groups.rulesOf(by.db(), by.account(), by.region(), group.id())) {
                tags.removeAll(by.db(), by.account(), by.region(), rule.id());
            }
            groups.delete(by.db(), by.account(), by.region(), group.id());
            tags.removeAll(by.db(), by.account(), by.region(), group.id());
        }
        networks.deleteVpc(by.db(), by.account(), by.region(), id);
        tags.removeAll(by.db(), by.account(), by.region(), id);
        journal(by, "DeleteVpc", id, Optional.of(vpc), Optional.empty());
    }

    /** Says whether instances of a VPC are served by Amazon's DNS server. */
    public void setDnsSupport(Acting by, String id, boolean support) {
        var vpc = require(by, "ModifyVpcAttribute", id, "EnableDnsSupport", support);
        change(by, "ModifyVpcAttribute", vpc, vpc.withDns(support, vpc.dnsHostnames()));
    }

    /** Says whether instances of a VPC get public names for their public addresses. */
    public void setDnsHostnames(Acting by, String id, boolean hostnames) {
        var vpc = require(by, "ModifyVpcAttribute", id, "EnableDnsHostnames", hostnames);
        change(by, "ModifyVpcAttribute", vpc, vpc.withDns(vpc.dnsSupport(), hostnames));
    }

    /** Refuses an attribute that is not built, to whom may change attributes. */
    public void refuseAttribute(Acting by, String id, String attribute) {
        require(by, "ModifyVpcAttribute", id);
        throw UNSUPPORTED_OPERATION.because("The VPC attribute " + attribute + " is not built.");
    }

    /** Refuses a request that names none or several attributes, to whom may change attributes. */
    public void refuseAttributes(Acting by, String id, String attributes) {
        require(by, "ModifyVpcAttribute", id);
        throw INVALID_PARAMETER_COMBINATION.because(
                attributes.isEmpty()
                        ? "No attributes specified."
                        : "Fields for multiple attribute types specified: " + attributes);
    }

    /**
     * Takes dedicated tenancy off a VPC; its instances stay as they are. The other way there is
     * none (EC2 API reference, ModifyVpcTenancy).
     */
    public void setTenancy(Acting by, String id, String tenancy) {
        var vpc = require(by, "ModifyVpcTenancy", id, "InstanceTenancy", tenancy);
        if (!tenancy.equals("default")) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Value (" + tenancy + ") for parameter instanceTenancy is invalid.");
        }
        change(by, "ModifyVpcTenancy", vpc, vpc.withTenancy(tenancy));
    }

    /** A VPC whose attributes may be read. */
    public Vpc attributes(Acting by, String id) {
        var found = seen(by, id);
        by.require(questions.aboutVpc(by, "DescribeVpcAttribute", id, found.map(Vpc::tenancy)));
        return found.orElseThrow(() -> noSuchVpc(id));
    }

    /** A VPC, without asking for any right. */
    public Optional<Vpc> find(Acting by, String id) {
        return networks.vpc(by.db(), by.account(), by.region(), id);
    }

    /** The default security group of a VPC, without asking for any right. */
    public Optional<SecurityGroup> defaultGroup(Acting by, String id) {
        return groups.findByName(by.db(), by.account(), by.region(), id, "default");
    }

    /** Says that there is no such VPC, or that an id is none. */
    public static RuntimeException noSuchVpc(String id) {
        return ResourceIds.isWellFormed("vpc", id)
                ? VPC_NOT_FOUND.because("The vpc ID '" + id + "' does not exist")
                : VPC_MALFORMED.because("Invalid id: \"" + id + "\" (expecting \"vpc-...\")");
    }

    private Vpc require(Acting by, String action, String id) {
        return require(by, action, id, Map.of());
    }

    /** The same to set an attribute: policies can ask for which and to what. */
    private Vpc require(Acting by, String action, String id, String attribute, Object value) {
        return require(
                by,
                action,
                id,
                Map.of(
                        "ec2:Attribute",
                        attribute,
                        "ec2:Attribute/" + attribute,
                        String.valueOf(value)));
    }

    private Vpc require(Acting by, String action, String id, Map<String, String> more) {
        network.open(by);
        var found = find(by, id);
        by.require(questions.aboutVpc(by, action, id, found.map(Vpc::tenancy)).withAll(more));
        return found.orElseThrow(() -> noSuchVpc(id));
    }

    /** A VPC of a region that may be unused yet. */
    private Optional<Vpc> seen(Acting by, String id) {
        return network.vpcs(by.db(), by.account(), by.region()).stream()
                .filter(vpc -> vpc.id().equals(id))
                .findFirst();
    }

    private void change(Acting by, String action, Vpc before, Vpc after) {
        if (!before.equals(after)) {
            networks.update(by.db(), by.account(), by.region(), after);
            journal(by, action, before.id(), Optional.of(before), Optional.of(after));
        }
    }

    private void journal(
            Acting by, String action, String id, Optional<Vpc> before, Optional<Vpc> after) {
        journal.append(
                by.db(),
                by.entry(
                        "ec2:" + action,
                        by.arn("ec2", "vpc/" + id),
                        before.map(Vpcs::describe),
                        after.map(Vpcs::describe)));
    }

    private static Value describe(Vpc vpc) {
        return Value.object("CidrBlock", Value.text(vpc.cidr().toString()))
                .with("EnableDnsSupport", Value.bool(vpc.dnsSupport()))
                .with("EnableDnsHostnames", Value.bool(vpc.dnsHostnames()))
                .with("InstanceTenancy", Value.text(vpc.tenancy()));
    }
}

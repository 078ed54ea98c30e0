package dev.wheelhouse.cloud.ec2.operation;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.DEPENDENCY_VIOLATION;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.GATEWAY_NOT_ATTACHED;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INTERNET_GATEWAY_MALFORMED;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INTERNET_GATEWAY_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.RESOURCE_ALREADY_ASSOCIATED;

import dev.wheelhouse.cloud.ec2.InternetGateway;
import dev.wheelhouse.cloud.ec2.ResourceIds;
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

/** What can be done to internet gateways: each is attached to one VPC at most, and the reverse. */
public final class InternetGateways {
    private final NetworkStore networks = new NetworkStore();
    private final RouteStore routes = new RouteStore();
    private final InstanceStore instances = new InstanceStore();
    private final TagStore tags = new TagStore();
    private final Questions questions = new Questions();
    private final Network network;
    private final Journal journal;
    private final InstantSource clock;
    private final ResourceIds newIds;

    public InternetGateways(
            Network network, Journal journal, InstantSource clock, ResourceIds ids) {
        this.network = network;
        this.journal = journal;
        this.clock = clock;
        this.newIds = ids;
    }

    /** Makes a gateway that is attached to nothing. */
    public InternetGateway create(Acting by, Map<String, String> wanted) {
        network.open(by);
        questions.requireCreation(by, "CreateInternetGateway", "internet-gateway", wanted);
        TagRules.checkCount(wanted);
        var gateway = new InternetGateway(newIds.next("igw"), Optional.empty());
        routes.insert(by.db(), by.account(), by.region(), gateway, clock.instant());
        tags.put(by.db(), by.account(), by.region(), gateway.id(), wanted);
        journal(by, "CreateInternetGateway", gateway.id(), Optional.empty(), describe(gateway));
        return gateway;
    }

    /** Deletes a gateway that is attached to nothing. */
    public void delete(Acting by, String id) {
        var gateway = require(by, "DeleteInternetGateway", id);
        if (gateway.vpcId().isPresent()) {
            throw DEPENDENCY_VIOLATION.because(
                    "The internetGateway '" + id + "' has dependencies and cannot be deleted.");
        }
        routes.deleteGateway(by.db(), by.account(), by.region(), id);
        tags.removeAll(by.db(), by.account(), by.region(), id);
        journal(by, "DeleteInternetGateway", id, describe(gateway), Optional.empty());
    }

    /** Attaches a gateway to a VPC that has none. */
    public void attach(Acting by, String id, String vpcId) {
        var gateway = require(by, "AttachInternetGateway", id);
        var vpc = requireVpc(by, "AttachInternetGateway", vpcId);
        if (gateway.vpcId().isPresent()) {
            throw RESOURCE_ALREADY_ASSOCIATED.because(
                    "resource " + id + " is already attached to network " + gateway.vpcId().get());
        }
        if (routes.gatewayOf(by.db(), by.account(), by.region(), vpc.id()).isPresent()) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Network " + vpc.id() + " already has an internet gateway attached");
        }
        move(by, "AttachInternetGateway", gateway, Optional.of(vpc.id()));
    }

    /** Detaches a gateway from a VPC in which nothing has a public address. */
    public void detach(Acting by, String id, String vpcId) {
        var gateway = require(by, "DetachInternetGateway", id);
        var vpc = requireVpc(by, "DetachInternetGateway", vpcId);
        if (!gateway.vpcId().equals(Optional.of(vpc.id()))) {
            throw GATEWAY_NOT_ATTACHED.because(
                    "resource " + id + " is not attached to network " + vpc.id());
        }
        if (isUsed(by, vpc.id())) {
            throw DEPENDENCY_VIOLATION.because(
                    "Network "
                            + vpc.id()
                            + " has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.");
        }
        move(by, "DetachInternetGateway", gateway, Optional.empty());
    }

    /** A gateway, without asking for any right. */
    public Optional<InternetGateway> find(Acting by, String id) {
        return routes.gateway(by.db(), by.account(), by.region(), id);
    }

    /** The gateway that is attached to a VPC, without asking for any right. */
    public Optional<InternetGateway> attachedTo(Acting by, String vpcId) {
        return routes.gatewayOf(by.db(), by.account(), by.region(), vpcId);
    }

    /** Whether something in a VPC has a public address, without asking for any right. */
    public boolean isUsed(Acting by, String vpcId) {
        return instances.hasPublicAddress(by.db(), by.account(), by.region(), vpcId);
    }

    /** Says that there is no such gateway, or that an id is none. */
    public static RuntimeException noSuchGateway(String id) {
        return ResourceIds.isWellFormed("igw", id)
                ? INTERNET_GATEWAY_NOT_FOUND.because(
                        "The internetGateway ID '" + id + "' does not exist")
                : INTERNET_GATEWAY_MALFORMED.because(
                        "Invalid id: \"" + id + "\" (expecting \"igw-...\")");
    }

    private InternetGateway require(Acting by, String action, String id) {
        network.open(by);
        var found = find(by, id);
        by.require(questions.about(by, action, "internet-gateway", id));
        return found.orElseThrow(() -> noSuchGateway(id));
    }

    private Vpc requireVpc(Acting by, String action, String id) {
        var found = networks.vpc(by.db(), by.account(), by.region(), id);
        by.require(questions.aboutVpc(by, action, id, found.map(Vpc::tenancy)));
        return found.orElseThrow(() -> Vpcs.noSuchVpc(id));
    }

    private void move(Acting by, String action, InternetGateway before, Optional<String> vpcId) {
        routes.attach(by.db(), by.account(), by.region(), before.id(), vpcId);
        journal(
                by,
                action,
                before.id(),
                describe(before),
                describe(new InternetGateway(before.id(), vpcId)));
    }

    private void journal(
            Acting by, String action, String id, Optional<Value> before, Optional<Value> after) {
        journal.append(
                by.db(),
                by.entry("ec2:" + action, by.arn("ec2", "internet-gateway/" + id), before, after));
    }

    private static Optional<Value> describe(InternetGateway gateway) {
        return Optional.of(Value.object("VpcId", Value.text(gateway.vpcId().orElse(""))));
    }
}

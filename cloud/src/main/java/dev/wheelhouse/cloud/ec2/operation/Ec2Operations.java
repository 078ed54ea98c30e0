package dev.wheelhouse.cloud.ec2.operation;

import dev.wheelhouse.cloud.ec2.ResourceIds;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.Sealer;
import java.security.SecureRandom;
import java.time.InstantSource;

/** All that can be done in EC2, put together. */
public final class Ec2Operations {
    private final Network network;
    private final Vpcs vpcs;
    private final Subnets subnets;
    private final InternetGateways gateways;
    private final RouteTables routeTables;
    private final Routes routes;
    private final SecurityGroups groups;
    private final KeyPairs keys;
    private final Instances instances;
    private final InstanceChange change;
    private final InstanceAttributes attributes;
    private final Tagging tagging;

    public Ec2Operations(
            Database database,
            Journal journal,
            Sealer sealer,
            InstantSource clock,
            SecureRandom random) {
        this.network = new Network(clock);
        var ids = new ResourceIds(database.idNumbers(random));
        this.vpcs = new Vpcs(network, journal, clock, ids);
        this.subnets = new Subnets(network, journal, clock, ids);
        this.gateways = new InternetGateways(network, journal, clock, ids);
        this.routeTables = new RouteTables(network, journal, clock, ids);
        this.routes = new Routes(routeTables, journal, clock);
        this.groups = new SecurityGroups(network, journal, clock, ids);
        this.keys = new KeyPairs(network, journal, clock, ids);
        this.instances = new Instances(network, journal, sealer, clock, ids, random);
        this.change = new InstanceChange(instances);
        this.attributes = new InstanceAttributes(instances);
        this.tagging = new Tagging(network, this::exists, journal);
    }

    public Network network() {
        return network;
    }

    public Vpcs vpcs() {
        return vpcs;
    }

    public Subnets subnets() {
        return subnets;
    }

    public InternetGateways gateways() {
        return gateways;
    }

    public RouteTables routeTables() {
        return routeTables;
    }

    public Routes routes() {
        return routes;
    }

    public SecurityGroups groups() {
        return groups;
    }

    public KeyPairs keys() {
        return keys;
    }

    public Instances instances() {
        return instances;
    }

    public InstanceChange change() {
        return change;
    }

    public InstanceAttributes attributes() {
        return attributes;
    }

    public Tagging tagging() {
        return tagging;
    }

    private boolean exists(Acting by, String type, String id) {
        return switch (type) {
            case "instance" -> instances.find(by, id).isPresent();
            case "security-group" -> groups.find(by, id).isPresent();
            case "security-group-rule" -> groups.rule(by, id).isPresent();
            case "key-pair" -> keys.all(by).stream().anyMatch(key -> key.id().equals(id));
            case "vpc" ->
                    network.vpcs(by.db(), by.account(), by.region()).stream()
                            .anyMatch(vpc -> vpc.id().equals(id));
            case "subnet" ->
                    network.subnets(by.db(), by.account(), by.region()).stream()
                            .anyMatch(subnet -> subnet.id().equals(id));
            case "internet-gateway" -> gateways.find(by, id).isPresent();
            case "route-table" -> routeTables.find(by, id).isPresent();
            default -> false;
        };
    }
}

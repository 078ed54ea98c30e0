package dev.wheelhouse.cloud.ec2.operation;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER;

import dev.wheelhouse.cloud.ec2.DefaultNetwork;
import dev.wheelhouse.cloud.ec2.InternetGateway;
import dev.wheelhouse.cloud.ec2.RouteTable;
import dev.wheelhouse.cloud.ec2.SecurityGroup;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule;
import dev.wheelhouse.cloud.ec2.Subnet;
import dev.wheelhouse.cloud.ec2.Vpc;
import dev.wheelhouse.cloud.ec2.sql.NetworkStore;
import dev.wheelhouse.cloud.ec2.sql.RouteStore;
import dev.wheelhouse.cloud.ec2.sql.SecurityGroupStore;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The network of an account in a region. The default network is stored with the first change in
 * that region; until then it is read as what it will be.
 */
public final class Network {
    private final NetworkStore network = new NetworkStore();
    private final RouteStore routes = new RouteStore();
    private final SecurityGroupStore groups = new SecurityGroupStore();
    private final InstantSource clock;

    public Network(InstantSource clock) {
        this.clock = clock;
    }

    /** Stores the default network of the region, once. */
    public void open(Acting by) {
        open(by.db(), by.account(), by.region());
    }

    /** Stores the default network of the region, once. */
    public void open(Handle db, AccountId account, Region region) {
        if (isOpen(db, account, region)) {
            return;
        }
        var now = clock.instant();
        if (!network.open(db, account, region, now)) {
            return;
        }
        store(db, account, region, DefaultNetwork.of(account, region, now), now);
    }

    /** Stores a default network. */
    void store(Handle db, AccountId account, Region region, DefaultNetwork made, Instant now) {
        network.insert(db, account, region, made.vpc());
        made.subnets().forEach(subnet -> network.insert(db, account, region, subnet));
        routes.insert(db, account, region, made.gateway(), now);
        routes.insert(db, account, region, made.routeTable(), now);
        routes.put(db, account, region, made.route(), now);
        groups.insert(db, account, region, made.group());
        groups.insertRules(db, account, region, made.rules(), now);
    }

    /** Whether the region's default network is stored. */
    public boolean isOpen(Handle db, AccountId account, Region region) {
        return network.openedAt(db, account, region).isPresent();
    }

    public List<Vpc> vpcs(Handle db, AccountId account, Region region) {
        return isOpen(db, account, region)
                ? network.vpcs(db, account, region)
                : List.of(unopened(account, region).vpc());
    }

    public List<Subnet> subnets(Handle db, AccountId account, Region region) {
        return isOpen(db, account, region)
                ? network.subnets(db, account, region)
                : unopened(account, region).subnets();
    }

    public List<SecurityGroup> groups(Handle db, AccountId account, Region region) {
        return isOpen(db, account, region)
                ? groups.all(db, account, region)
                : List.of(unopened(account, region).group());
    }

    public List<SecurityGroupRule> rules(Handle db, AccountId account, Region region) {
        return isOpen(db, account, region)
                ? groups.rules(db, account, region)
                : unopened(account, region).rules();
    }

    public List<InternetGateway> gateways(Handle db, AccountId account, Region region) {
        return isOpen(db, account, region)
                ? routes.gateways(db, account, region)
                : List.of(unopened(account, region).gateway());
    }

    public List<RouteTable> routeTables(Handle db, AccountId account, Region region) {
        return isOpen(db, account, region)
                ? routes.tables(db, account, region)
                : List.of(unopened(account, region).routeTable());
    }

    public List<RouteTable.Route> routes(Handle db, AccountId account, Region region) {
        return isOpen(db, account, region)
                ? routes.routes(db, account, region)
                : List.of(unopened(account, region).route());
    }

    public List<RouteTable.Association> associations(Handle db, AccountId account, Region region) {
        return routes.associations(db, account, region);
    }

    /** The default VPC of a region that is open; a user may have deleted it. */
    public Optional<Vpc> defaultVpc(Acting by) {
        return network.vpcs(by.db(), by.account(), by.region()).stream()
                .filter(Vpc::isDefault)
                .findFirst();
    }

    /**
     * The VPC that a new resource goes into, in a region that is open.
     *
     * @param id empty for the default VPC
     * @throws dev.wheelhouse.cloud.ec2.Ec2Refusal if there is none
     */
    public Vpc vpc(Acting by, Optional<String> id) {
        if (id.isPresent()) {
            return network.vpc(by.db(), by.account(), by.region(), id.get())
                    .orElseThrow(() -> Vpcs.noSuchVpc(id.get()));
        }
        return defaultVpc(by)
                .orElseThrow(() ->
                        INVALID_PARAMETER.because(
                                "No default VPC for this user. GroupName is only supported"
                                        + " for EC2-Classic and default VPC."));
    }

    /** What an unused region will hold. */
    public DefaultNetwork unopened(AccountId account, Region region) {
        return DefaultNetwork.of(account, region, Instant.EPOCH);
    }
}

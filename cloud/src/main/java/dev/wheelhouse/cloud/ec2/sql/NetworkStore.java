package dev.wheelhouse.cloud.ec2.sql;

import dev.wheelhouse.cloud.ec2.CidrBlock;
import dev.wheelhouse.cloud.ec2.Subnet;
import dev.wheelhouse.cloud.ec2.Vpc;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * VPCs, subnets, and which regions an account uses. Each method runs in the transaction of the
 * handle it is given.
 */
public final class NetworkStore {
    private static final String OPENED_AT =
            """
            SELECT opened_at_ms FROM ec2_region WHERE account = :account AND region = :region
            """;

    private static final String OPEN =
            """
            INSERT INTO ec2_region (account, region, opened_at_ms)
            VALUES (:account, :region, :now)
            ON CONFLICT (account, region) DO NOTHING
            """;

    private static final String INSERT_VPC =
            """
            INSERT INTO ec2_vpc (
                account, region, id, cidr, is_default, dns_support, dns_hostnames, tenancy,
                created_at_ms)
            VALUES (
                :account, :region, :id, :cidr, :is_default, :dns_support, :dns_hostnames, :tenancy,
                :created_at)
            """;

    private static final String VPCS =
            """
            SELECT id, cidr, is_default, dns_support, dns_hostnames, tenancy, created_at_ms
            FROM ec2_vpc
            WHERE account = :account AND region = :region
            ORDER BY created_at_ms, id
            """;

    private static final String VPC =
            """
            SELECT id, cidr, is_default, dns_support, dns_hostnames, tenancy, created_at_ms
            FROM ec2_vpc
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String UPDATE_VPC =
            """
            UPDATE ec2_vpc
            SET dns_support = :dns_support, dns_hostnames = :dns_hostnames, tenancy = :tenancy
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String DELETE_VPC =
            """
            DELETE FROM ec2_vpc WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String INSERT_SUBNET =
            """
            INSERT INTO ec2_subnet (
                account, region, id, vpc_id, cidr, zone, default_for_zone, public_addresses,
                created_at_ms)
            VALUES (
                :account, :region, :id, :vpc, :cidr, :zone, :default_for_zone, :public_addresses,
                :created_at)
            """;

    private static final String SUBNETS =
            """
            SELECT id, vpc_id, cidr, zone, default_for_zone, public_addresses, created_at_ms
            FROM ec2_subnet
            WHERE account = :account AND region = :region
            ORDER BY created_at_ms, zone, id
            """;

    private static final String SUBNETS_OF_VPC =
            """
            SELECT id, vpc_id, cidr, zone, default_for_zone, public_addresses, created_at_ms
            FROM ec2_subnet
            WHERE account = :account AND region = :region AND vpc_id = :vpc
            ORDER BY created_at_ms, zone, id
            """;

    private static final String SUBNET =
            """
            SELECT id, vpc_id, cidr, zone, default_for_zone, public_addresses, created_at_ms
            FROM ec2_subnet
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String UPDATE_SUBNET =
            """
            UPDATE ec2_subnet SET public_addresses = :public_addresses
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String DELETE_SUBNET =
            """
            DELETE FROM ec2_subnet WHERE account = :account AND region = :region AND id = :id
            """;

    /** When the account began to use the region; empty if its default network is not made yet. */
    public Optional<Instant> openedAt(Handle db, AccountId account, Region region) {
        return db.createQuery(OPENED_AT)
                .bind("account", account.value())
                .bind("region", region.value())
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    /**
     * Says that the account uses the region.
     *
     * @return false if it did before
     */
    public boolean open(Handle db, AccountId account, Region region, Instant now) {
        return db.createUpdate(OPEN)
                        .bind("account", account.value())
                        .bind("region", region.value())
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    public void insert(Handle db, AccountId account, Region region, Vpc vpc) {
        db.createUpdate(INSERT_VPC)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("id", vpc.id())
                .bind("cidr", vpc.cidr().toString())
                .bind("is_default", vpc.isDefault() ? 1 : 0)
                .bind("dns_support", vpc.dnsSupport() ? 1 : 0)
                .bind("dns_hostnames", vpc.dnsHostnames() ? 1 : 0)
                .bind("tenancy", vpc.tenancy())
                .bind("created_at", vpc.createdAt().toEpochMilli())
                .execute();
    }

    public List<Vpc> vpcs(Handle db, AccountId account, Region region) {
        return db.createQuery(VPCS)
                .bind("account", account.value())
                .bind("region", region.value())
                .map(row -> vpc(row))
                .list();
    }

    public Optional<Vpc> vpc(Handle db, AccountId account, Region region, String id) {
        return db.createQuery(VPC)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("id", id)
                .map(row -> vpc(row))
                .findOne();
    }

    /** Stores the attributes of a VPC that can change. */
    public void update(Handle db, AccountId account, Region region, Vpc vpc) {
        db.createUpdate(UPDATE_VPC)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("id", vpc.id())
                .bind("dns_support", vpc.dnsSupport() ? 1 : 0)
                .bind("dns_hostnames", vpc.dnsHostnames() ? 1 : 0)
                .bind("tenancy", vpc.tenancy())
                .execute();
    }

    public void deleteVpc(Handle db, AccountId account, Region region, String id) {
        delete(db, DELETE_VPC, account, region, id);
    }

    public void insert(Handle db, AccountId account, Region region, Subnet subnet) {
        db.createUpdate(INSERT_SUBNET)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("id", subnet.id())
                .bind("vpc", subnet.vpcId())
                .bind("cidr", subnet.cidr().toString())
                .bind("zone", subnet.zone())
                .bind("default_for_zone", subnet.defaultForZone() ? 1 : 0)
                .bind("public_addresses", subnet.publicAddresses() ? 1 : 0)
                .bind("created_at", subnet.createdAt().toEpochMilli())
                .execute();
    }

    public List<Subnet> subnets(Handle db, AccountId account, Region region) {
        return db.createQuery(SUBNETS)
                .bind("account", account.value())
                .bind("region", region.value())
                .map(row -> subnet(row))
                .list();
    }

    public List<Subnet> subnetsOf(Handle db, AccountId account, Region region, String vpc) {
        return db.createQuery(SUBNETS_OF_VPC)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("vpc", vpc)
                .map(row -> subnet(row))
                .list();
    }

    public Optional<Subnet> subnet(Handle db, AccountId account, Region region, String id) {
        return db.createQuery(SUBNET)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("id", id)
                .map(row -> subnet(row))
                .findOne();
    }

    /** Stores the attributes of a subnet that can change. */
    public void update(Handle db, AccountId account, Region region, Subnet subnet) {
        db.createUpdate(UPDATE_SUBNET)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("id", subnet.id())
                .bind("public_addresses", subnet.publicAddresses() ? 1 : 0)
                .execute();
    }

    public void deleteSubnet(Handle db, AccountId account, Region region, String id) {
        delete(db, DELETE_SUBNET, account, region, id);
    }

    private static void delete(
            Handle db, String statement, AccountId account, Region region, String id) {
        db.createUpdate(statement)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("id", id)
                .execute();
    }

    private static Vpc vpc(Row row) {
        return new Vpc(
                row.getString("id"),
                CidrBlock.parse(row.getString("cidr")).orElseThrow(),
                row.getInt("is_default") == 1,
                row.getInt("dns_support") == 1,
                row.getInt("dns_hostnames") == 1,
                row.getString("tenancy"),
                Instant.ofEpochMilli(row.getLong("created_at_ms")));
    }

    private static Subnet subnet(Row row) {
        return new Subnet(
                row.getString("id"),
                row.getString("vpc_id"),
                CidrBlock.parse(row.getString("cidr")).orElseThrow(),
                row.getString("zone"),
                row.getInt("default_for_zone") == 1,
                row.getInt("public_addresses") == 1,
                Instant.ofEpochMilli(row.getLong("created_at_ms")));
    }
}

package dev.wheelhouse.cloud.ec2.sql;

import dev.wheelhouse.cloud.ec2.CidrBlock;
import dev.wheelhouse.cloud.ec2.SecurityGroup;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Direction;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Peer;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Traffic;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Query;
import dev.wheelhouse.store.sql.Row;
import dev.wheelhouse.store.sql.Update;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Security groups and their rules. Each method runs in the transaction of the handle it is given.
 */
public final class SecurityGroupStore {
    private static final String INSERT =
            """
            INSERT INTO ec2_security_group (
                account, region, id, vpc_id, name, description, created_at_ms)
            VALUES (:account, :region, :id, :vpc, :name, :description, :created_at)
            ON CONFLICT (account, region, vpc_id, name) DO NOTHING
            """;

    private static final String ALL =
            """
            SELECT id, vpc_id, name, description, created_at_ms
            FROM ec2_security_group
            WHERE account = :account AND region = :region
            ORDER BY created_at_ms, id
            """;

    private static final String FIND =
            """
            SELECT id, vpc_id, name, description, created_at_ms
            FROM ec2_security_group
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String OF_VPC =
            """
            SELECT id, vpc_id, name, description, created_at_ms
            FROM ec2_security_group
            WHERE account = :account AND region = :region AND vpc_id = :vpc
            ORDER BY created_at_ms, id
            """;

    private static final String FIND_BY_NAME =
            """
            SELECT id, vpc_id, name, description, created_at_ms
            FROM ec2_security_group
            WHERE account = :account AND region = :region AND vpc_id = :vpc AND name = :name
            """;

    private static final String DELETE =
            """
            DELETE FROM ec2_security_group
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String INSERT_RULE =
            """
            INSERT INTO ec2_security_group_rule (
                account, region, id, group_id, egress, protocol, from_port, to_port, peer_kind,
                peer, peer_account, description, created_at_ms)
            VALUES (
                :account, :region, :id, :group, :egress, :protocol, :from_port, :to_port,
                :peer_kind, :peer, :peer_account, :description, :created_at)
            """;

    private static final String RULES =
            """
            SELECT id, group_id, egress, protocol, from_port, to_port, peer_kind, peer,
                peer_account, description
            FROM ec2_security_group_rule
            WHERE account = :account AND region = :region
            ORDER BY group_id, created_at_ms, id
            """;

    private static final String RULES_OF_GROUP =
            """
            SELECT id, group_id, egress, protocol, from_port, to_port, peer_kind, peer,
                peer_account, description
            FROM ec2_security_group_rule
            WHERE account = :account AND region = :region AND group_id = :group
            ORDER BY created_at_ms, id
            """;

    private static final String RULE =
            """
            SELECT id, group_id, egress, protocol, from_port, to_port, peer_kind, peer,
                peer_account, description
            FROM ec2_security_group_rule
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String DELETE_RULE =
            """
            DELETE FROM ec2_security_group_rule
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String DELETE_RULES_OF_GROUP =
            """
            DELETE FROM ec2_security_group_rule
            WHERE account = :account AND region = :region AND group_id = :group
            """;

    private static final String DESCRIBE_RULE =
            """
            UPDATE ec2_security_group_rule SET description = :description
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String REFERRERS =
            """
            SELECT DISTINCT group_id FROM ec2_security_group_rule
            WHERE account = :account AND region = :region AND peer = :id AND peer_kind = 'group'
              AND group_id <> :id
            ORDER BY group_id
            """;

    /**
     * Stores a new group.
     *
     * @return false if the VPC has one of that name
     */
    public boolean insert(Handle db, AccountId account, Region region, SecurityGroup group) {
        return update(db, INSERT, account, region)
                        .bind("id", group.id())
                        .bind("vpc", group.vpcId())
                        .bind("name", group.name())
                        .bind("description", group.description())
                        .bind("created_at", group.createdAt().toEpochMilli())
                        .execute()
                == 1;
    }

    public List<SecurityGroup> all(Handle db, AccountId account, Region region) {
        return query(db, ALL, account, region).map(row -> group(row)).list();
    }

    public List<SecurityGroup> ofVpc(Handle db, AccountId account, Region region, String vpc) {
        return query(db, OF_VPC, account, region).bind("vpc", vpc).map(row -> group(row)).list();
    }

    public Optional<SecurityGroup> find(Handle db, AccountId account, Region region, String id) {
        return query(db, FIND, account, region).bind("id", id).map(row -> group(row)).findOne();
    }

    public Optional<SecurityGroup> findByName(
            Handle db, AccountId account, Region region, String vpc, String name) {
        return query(db, FIND_BY_NAME, account, region)
                .bind("vpc", vpc)
                .bind("name", name)
                .map(row -> group(row))
                .findOne();
    }

    /** Deletes a group with its rules. */
    public void delete(Handle db, AccountId account, Region region, String id) {
        update(db, DELETE_RULES_OF_GROUP, account, region).bind("group", id).execute();
        update(db, DELETE, account, region).bind("id", id).execute();
    }

    public void insertRules(
            Handle db,
            AccountId account,
            Region region,
            Collection<SecurityGroupRule> rules,
            Instant now) {
        if (rules.isEmpty()) {
            return;
        }
        var batch = db.prepareBatch(INSERT_RULE);
        for (var rule : rules) {
            var traffic = rule.traffic();
            var peerAccount =
                    traffic.peer() instanceof Peer.Group peer ? peer.account().value() : null;
            batch.bind("account", account.value())
                    .bind("region", region.value())
                    .bind("id", rule.id())
                    .bind("group", rule.groupId())
                    .bind("egress", rule.direction() == Direction.EGRESS ? 1 : 0)
                    .bind("protocol", traffic.protocol())
                    .bind("from_port", traffic.fromPort())
                    .bind("to_port", traffic.toPort())
                    .bind("peer_kind", kind(traffic.peer()))
                    .bind("peer", traffic.peer().toString())
                    .bind("peer_account", peerAccount)
                    .bind("description", rule.description().orElse(null))
                    .bind("created_at", now.toEpochMilli())
                    .add();
        }
        batch.execute();
    }

    public List<SecurityGroupRule> rules(Handle db, AccountId account, Region region) {
        return query(db, RULES, account, region).map(row -> rule(row)).list();
    }

    public List<SecurityGroupRule> rulesOf(
            Handle db, AccountId account, Region region, String group) {
        return query(db, RULES_OF_GROUP, account, region)
                .bind("group", group)
                .map(row -> rule(row))
                .list();
    }

    public Optional<SecurityGroupRule> rule(
            Handle db, AccountId account, Region region, String id) {
        return query(db, RULE, account, region).bind("id", id).map(row -> rule(row)).findOne();
    }

    public void deleteRule(Handle db, AccountId account, Region region, String id) {
        update(db, DELETE_RULE, account, region).bind("id", id).execute();
    }

    public void describeRule(
            Handle db, AccountId account, Region region, String id, Optional<String> description) {
        update(db, DESCRIBE_RULE, account, region)
                .bind("id", id)
                .bind("description", description.orElse(null))
                .execute();
    }

    /** The other groups whose rules name this one. */
    public List<String> referrers(Handle db, AccountId account, Region region, String id) {
        return query(db, REFERRERS, account, region).bind("id", id).mapTo(String.class).list();
    }

    private static String kind(Peer peer) {
        return switch (peer) {
            case Peer.Ipv4 _ -> "cidr4";
            case Peer.Ipv6 _ -> "cidr6";
            case Peer.PrefixList _ -> "prefix-list";
            case Peer.Group _ -> "group";
        };
    }

    private static SecurityGroup group(Row row) {
        return new SecurityGroup(
                row.getString("id"),
                row.getString("vpc_id"),
                row.getString("name"),
                row.getString("description"),
                Instant.ofEpochMilli(row.getLong("created_at_ms")));
    }

    private static SecurityGroupRule rule(Row row) {
        var peer = row.getString("peer");
        var kind = row.getString("peer_kind");
        return new SecurityGroupRule(
                row.getString("id"),
                row.getString("group_id"),
                row.getInt("egress") == 1 ? Direction.EGRESS : Direction.INGRESS,
                new Traffic(
                        row.getString("protocol"),
                        row.getInt("from_port"),
                        row.getInt("to_port"),
                        switch (kind) {
                            case "cidr4" -> new Peer.Ipv4(CidrBlock.parse(peer).orElseThrow());
                            case "cidr6" -> new Peer.Ipv6(peer);
                            case "prefix-list" -> new Peer.PrefixList(peer);
                            case "group" ->
                                    new Peer.Group(
                                            new AccountId(row.getString("peer_account")), peer);
                            default -> throw new IllegalStateException("No kind of peer: " + kind);
                        }),
                row.findString("description"));
    }

    private static Update update(Handle db, String statement, AccountId account, Region region) {
        return db.createUpdate(statement)
                .bind("account", account.value())
                .bind("region", region.value());
    }

    private static Query query(Handle db, String statement, AccountId account, Region region) {
        return db.createQuery(statement)
                .bind("account", account.value())
                .bind("region", region.value());
    }
}

package dev.wheelhouse.cloud.ec2.sql;

import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.InstanceState;
import dev.wheelhouse.document.Json;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Query;
import dev.wheelhouse.store.sql.Row;
import dev.wheelhouse.store.sql.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Instances. Each method runs in the transaction of the handle it is given. */
public final class InstanceStore {
    private static final String COLUMNS =
            """
            id, reservation_id, launch_index, client_token, vpc_id, subnet_id, zone, image_id, type,
            key_name, private_ip, public_ip, profile_arn, state, settings,
            launched_at_ms, changed_at_ms
            """;

    private static final String INSERT =
            """
            INSERT INTO ec2_instance (
                account, region, id, reservation_id, launch_index, client_token, vpc_id, subnet_id,
                zone, image_id, type, key_name, private_ip, public_ip,
                profile_arn, state, settings, user_data, request_hash, launched_at_ms,
                changed_at_ms)
            VALUES (
                :account, :region, :id, :reservation, :launch_index, :client_token, :vpc, :subnet,
                :zone, :image, :type, :key, :private_ip, :public_ip, :profile, :state,
                :settings, :user_data, :request_hash, :launched_at, :changed_at)
            ON CONFLICT (account, region, subnet_id, private_ip) DO NOTHING
            """;

    private static final String UPDATE =
            """
            UPDATE ec2_instance
            SET type = :type, private_ip = :private_ip, public_ip = :public_ip,
                profile_arn = :profile, state = :state, settings = :settings,
                changed_at_ms = :changed_at
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String SET_USER_DATA =
            """
            UPDATE ec2_instance SET user_data = :user_data
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String USER_DATA =
            """
            SELECT user_data FROM ec2_instance
            WHERE account = :account AND region = :region AND id = :id AND user_data IS NOT NULL
            """;

    private static final String FIND =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM ec2_instance
                    WHERE account = :account AND region = :region AND id = :id
                    """;

    private static final String ALL =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM ec2_instance
                    WHERE account = :account AND region = :region
                    ORDER BY launched_at_ms, reservation_id, launch_index, id
                    """;

    private static final String BY_TOKEN =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM ec2_instance
                    WHERE account = :account AND region = :region AND client_token = :token
                    ORDER BY launch_index
                    """;

    private static final String REQUEST_HASH =
            """
            SELECT request_hash FROM ec2_instance
            WHERE account = :account AND region = :region AND client_token = :token
              AND request_hash IS NOT NULL
            """;

    private static final String INSERT_GROUP =
            """
            INSERT INTO ec2_instance_group (account, region, group_id, instance_id, position)
            VALUES (:account, :region, :group, :instance, :position)
            """;

    private static final String DELETE_GROUPS =
            """
            DELETE FROM ec2_instance_group
            WHERE account = :account AND region = :region AND instance_id = :instance
            """;

    private static final String GROUPS =
            """
            SELECT group_id FROM ec2_instance_group
            WHERE account = :account AND region = :region AND instance_id = :instance
            ORDER BY position
            """;

    private static final String ALL_GROUPS =
            """
            SELECT instance_id, group_id FROM ec2_instance_group
            WHERE account = :account AND region = :region
            ORDER BY instance_id, position
            """;

    private static final String GROUP_IN_USE =
            """
            SELECT 1 FROM ec2_instance_group
            WHERE account = :account AND region = :region AND group_id = :group
            LIMIT 1
            """;

    private static final String SUBNET_IN_USE =
            """
            SELECT 1 FROM ec2_instance
            WHERE account = :account AND region = :region AND subnet_id = :subnet
              AND private_ip IS NOT NULL
            LIMIT 1
            """;

    private static final String PUBLIC_IN_VPC =
            """
            SELECT 1 FROM ec2_instance
            WHERE account = :account AND region = :region AND vpc_id = :vpc
              AND public_ip IS NOT NULL
            LIMIT 1
            """;

    private static final String ADDRESSES_IN_USE =
            """
            SELECT subnet_id, COUNT(private_ip) AS used FROM ec2_instance
            WHERE account = :account AND region = :region AND private_ip IS NOT NULL
            GROUP BY subnet_id
            """;

    private static final String FORGET_TERMINATED =
            """
            DELETE FROM ec2_instance
            WHERE account = :account AND region = :region AND state = 'terminated'
              AND changed_at_ms < :before
            """;

    /**
     * Stores a new instance with its groups.
     *
     * @param userData sealed
     * @param requestHash of a request with a client token
     * @return false, and nothing stored, if its private address is taken
     */
    public boolean insert(
            Handle db,
            AccountId account,
            Region region,
            Instance instance,
            Optional<String> userData,
            Optional<String> requestHash) {
        int stored =
                update(db, INSERT, account, region)
                        .bind("id", instance.id())
                        .bind("reservation", instance.reservationId())
                        .bind("launch_index", instance.launchIndex())
                        .bind("client_token", instance.clientToken().orElse(null))
                        .bind("vpc", instance.vpcId())
                        .bind("subnet", instance.subnetId())
                        .bind("zone", instance.zone())
                        .bind("image", instance.imageId())
                        .bind("type", instance.type())
                        .bind("key", instance.keyName().orElse(null))
                        .bind("private_ip", instance.privateIp().orElseThrow())
                        .bind("public_ip", instance.publicIp().orElse(null))
                        .bind("profile", instance.profileArn().orElse(null))
                        .bind("state", instance.state().text())
                        .bind("settings", Json.write(instance.settings()))
                        .bind("user_data", userData.orElse(null))
                        .bind("request_hash", requestHash.orElse(null))
                        .bind("launched_at", instance.launchedAt().toEpochMilli())
                        .bind("changed_at", instance.changedAt().toEpochMilli())
                        .execute();
        if (stored == 0) {
            return false;
        }
        insertGroups(db, account, region, instance);
        return true;
    }

    /** Stores what can change of an instance, its groups included. */
    public void update(Handle db, AccountId account, Region region, Instance instance) {
        update(db, UPDATE, account, region)
                .bind("id", instance.id())
                .bind("type", instance.type())
                .bind("private_ip", instance.privateIp().orElse(null))
                .bind("public_ip", instance.publicIp().orElse(null))
                .bind("profile", instance.profileArn().orElse(null))
                .bind("state", instance.state().text())
                .bind("settings", Json.write(instance.settings()))
                .bind("changed_at", instance.changedAt().toEpochMilli())
                .execute();
        update(db, DELETE_GROUPS, account, region).bind("instance", instance.id()).execute();
        insertGroups(db, account, region, instance);
    }

    /**
     * @param userData sealed
     */
    public void setUserData(
            Handle db, AccountId account, Region region, String id, Optional<String> userData) {
        update(db, SET_USER_DATA, account, region)
                .bind("id", id)
                .bind("user_data", userData.orElse(null))
                .execute();
    }

    /** What the instance was given as user data, sealed. */
    public Optional<String> userData(Handle db, AccountId account, Region region, String id) {
        return query(db, USER_DATA, account, region).bind("id", id).mapTo(String.class).findOne();
    }

    public Optional<Instance> find(Handle db, AccountId account, Region region, String id) {
        var groups =
                query(db, GROUPS, account, region).bind("instance", id).mapTo(String.class).list();
        return query(db, FIND, account, region)
                .bind("id", id)
                .map(row -> instance(row, groups))
                .findOne();
    }

    /** All instances, terminated ones included, oldest first. */
    public List<Instance> all(Handle db, AccountId account, Region region) {
        var groups = groupsByInstance(db, account, region);
        return query(db, ALL, account, region)
                .map(row -> instance(row, groups.getOrDefault(row.getString("id"), List.of())))
                .list();
    }

    /** What an earlier request with the same client token launched. */
    public List<Instance> byToken(Handle db, AccountId account, Region region, String token) {
        return query(db, BY_TOKEN, account, region)
                .bind("token", token)
                .map(row -> row.getString("id"))
                .list()
                .stream()
                .flatMap(id -> find(db, account, region, id).stream())
                .toList();
    }

    /** The hash of the request that used a client token, if it was kept. */
    public Optional<String> requestHash(Handle db, AccountId account, Region region, String token) {
        return query(db, REQUEST_HASH, account, region)
                .bind("token", token)
                .mapTo(String.class)
                .findFirst();
    }

    public boolean isGroupInUse(Handle db, AccountId account, Region region, String group) {
        return query(db, GROUP_IN_USE, account, region)
                .bind("group", group)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** Whether an instance of a VPC has a public address. */
    public boolean hasPublicAddress(Handle db, AccountId account, Region region, String vpc) {
        return query(db, PUBLIC_IN_VPC, account, region)
                .bind("vpc", vpc)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    public boolean isSubnetInUse(Handle db, AccountId account, Region region, String subnet) {
        return query(db, SUBNET_IN_USE, account, region)
                .bind("subnet", subnet)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** How many addresses of each subnet are taken; subnets with none are left out. */
    public Map<String, Integer> addressesInUse(Handle db, AccountId account, Region region) {
        var used = new HashMap<String, Integer>();
        query(db, ADDRESSES_IN_USE, account, region)
                .map(row -> {
                    used.put(row.getString("subnet_id"), row.getInt("used"));
                    return true;
                })
                .list();
        return used;
    }

    /** Forgets instances that were terminated before a time. */
    public void forgetTerminated(Handle db, AccountId account, Region region, Instant before) {
        update(db, FORGET_TERMINATED, account, region)
                .bind("before", before.toEpochMilli())
                .execute();
    }

    private static void insertGroups(
            Handle db, AccountId account, Region region, Instance instance) {
        if (instance.groupIds().isEmpty()) {
            return;
        }
        var batch = db.prepareBatch(INSERT_GROUP);
        for (int position = 0; position < instance.groupIds().size(); position++) {
            batch.bind("account", account.value())
                    .bind("region", region.value())
                    .bind("group", instance.groupIds().get(position))
                    .bind("instance", instance.id())
                    .bind("position", position)
                    .add();
        }
        batch.execute();
    }

    private static Map<String, List<String>> groupsByInstance(
            Handle db, AccountId account, Region region) {
        var groups = new HashMap<String, List<String>>();
        query(db, ALL_GROUPS, account, region)
                .map(row ->
                        groups.computeIfAbsent(row.getString("instance_id"), _ -> new ArrayList<>())
                                .add(row.getString("group_id")))
                .list();
        return groups;
    }

    private static Instance instance(Row row, List<String> groups) {
        return new Instance(
                row.getString("id"),
                row.getString("reservation_id"),
                row.getInt("launch_index"),
                row.findString("client_token"),
                row.getString("vpc_id"),
                row.getString("subnet_id"),
                row.getString("zone"),
                row.getString("image_id"),
                row.getString("type"),
                row.findString("key_name"),
                row.findString("private_ip"),
                row.findString("public_ip"),
                groups,
                row.findString("profile_arn"),
                InstanceState.of(row.getString("state")),
                Json.readObject(row.getString("settings")),
                Instant.ofEpochMilli(row.getLong("launched_at_ms")),
                Instant.ofEpochMilli(row.getLong("changed_at_ms")));
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

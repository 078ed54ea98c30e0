package dev.wheelhouse.cloud.ec2.sql;

import dev.wheelhouse.cloud.ec2.InternetGateway;
import dev.wheelhouse.cloud.ec2.RouteTable;
import dev.wheelhouse.cloud.ec2.RouteTable.Replaced;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Query;
import dev.wheelhouse.store.sql.Row;
import dev.wheelhouse.store.sql.Update;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Internet gateways, route tables, their routes and associations. Each method runs in the
 * transaction of the handle it is given.
 */
public final class RouteStore {
    private static final String INSERT_GATEWAY =
            """
            INSERT INTO ec2_internet_gateway (account, region, id, vpc_id, created_at_ms)
            VALUES (:account, :region, :id, :vpc, :now)
            """;

    private static final String GATEWAYS =
            """
            SELECT id, vpc_id FROM ec2_internet_gateway
            WHERE account = :account AND region = :region
            ORDER BY created_at_ms, id
            """;

    private static final String GATEWAY =
            """
            SELECT id, vpc_id FROM ec2_internet_gateway
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String GATEWAY_OF_VPC =
            """
            SELECT id, vpc_id FROM ec2_internet_gateway
            WHERE account = :account AND region = :region AND vpc_id = :vpc
            """;

    private static final String ATTACH_GATEWAY =
            """
            UPDATE ec2_internet_gateway SET vpc_id = :vpc
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String DELETE_GATEWAY =
            """
            DELETE FROM ec2_internet_gateway
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String INSERT_TABLE =
            """
            INSERT INTO ec2_route_table (
                account, region, id, vpc_id, is_main, client_token, created_at_ms)
            VALUES (:account, :region, :id, :vpc, :is_main, :token, :now)
            """;

    private static final String TABLES =
            """
            SELECT id, vpc_id, is_main FROM ec2_route_table
            WHERE account = :account AND region = :region
            ORDER BY created_at_ms, id
            """;

    private static final String TABLE =
            """
            SELECT id, vpc_id, is_main FROM ec2_route_table
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String TABLES_OF_VPC =
            """
            SELECT id, vpc_id, is_main FROM ec2_route_table
            WHERE account = :account AND region = :region AND vpc_id = :vpc
            ORDER BY created_at_ms, id
            """;

    private static final String TABLE_BY_TOKEN =
            """
            SELECT id, vpc_id, is_main FROM ec2_route_table
            WHERE account = :account AND region = :region AND client_token = :token
            """;

    private static final String SET_MAIN =
            """
            UPDATE ec2_route_table SET is_main = :is_main
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String DELETE_TABLE =
            """
            DELETE FROM ec2_route_table WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String PUT_ROUTE =
            """
            INSERT INTO ec2_route (
                account, region, route_table_id, destination, target, created_at_ms)
            VALUES (:account, :region, :table, :destination, :target, :now)
            ON CONFLICT (account, region, route_table_id, destination)
            DO UPDATE SET target = excluded.target
            """;

    private static final String ROUTES =
            """
            SELECT route_table_id, destination, target FROM ec2_route
            WHERE account = :account AND region = :region
            ORDER BY route_table_id, created_at_ms, destination
            """;

    private static final String ROUTES_OF_TABLE =
            """
            SELECT route_table_id, destination, target FROM ec2_route
            WHERE account = :account AND region = :region AND route_table_id = :table
            ORDER BY created_at_ms, destination
            """;

    private static final String DELETE_ROUTE =
            """
            DELETE FROM ec2_route
            WHERE account = :account AND region = :region AND route_table_id = :table
              AND destination = :destination
            """;

    private static final String DELETE_ROUTES =
            """
            DELETE FROM ec2_route
            WHERE account = :account AND region = :region AND route_table_id = :table
            """;

    private static final String INSERT_ASSOCIATION =
            """
            INSERT INTO ec2_route_table_association (
                account, region, id, route_table_id, subnet_id, replaced_id, replaced_table_id)
            VALUES (:account, :region, :id, :table, :subnet, :replaced, :replaced_table)
            """;

    private static final String ASSOCIATIONS =
            """
            SELECT id, route_table_id, subnet_id, replaced_id, replaced_table_id
            FROM ec2_route_table_association
            WHERE account = :account AND region = :region
            ORDER BY route_table_id, id
            """;

    private static final String ASSOCIATION =
            """
            SELECT id, route_table_id, subnet_id, replaced_id, replaced_table_id
            FROM ec2_route_table_association
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String ASSOCIATION_OF_SUBNET =
            """
            SELECT id, route_table_id, subnet_id, replaced_id, replaced_table_id
            FROM ec2_route_table_association
            WHERE account = :account AND region = :region AND subnet_id = :subnet
            """;

    private static final String FORGET_REPLACED =
            """
            UPDATE ec2_route_table_association SET replaced_id = NULL, replaced_table_id = NULL
            WHERE account = :account AND region = :region AND replaced_id = :id
            """;

    private static final String DELETE_ASSOCIATION =
            """
            DELETE FROM ec2_route_table_association
            WHERE account = :account AND region = :region AND id = :id
            """;

    public void insert(
            Handle db, AccountId account, Region region, InternetGateway gateway, Instant now) {
        update(db, INSERT_GATEWAY, account, region)
                .bind("id", gateway.id())
                .bind("vpc", gateway.vpcId().orElse(null))
                .bind("now", now.toEpochMilli())
                .execute();
    }

    public List<InternetGateway> gateways(Handle db, AccountId account, Region region) {
        return query(db, GATEWAYS, account, region).map(row -> gateway(row)).list();
    }

    public Optional<InternetGateway> gateway(
            Handle db, AccountId account, Region region, String id) {
        return query(db, GATEWAY, account, region)
                .bind("id", id)
                .map(row -> gateway(row))
                .findOne();
    }

    /** The gateway that is attached to a VPC. */
    public Optional<InternetGateway> gatewayOf(
            Handle db, AccountId account, Region region, String vpc) {
        return query(db, GATEWAY_OF_VPC, account, region)
                .bind("vpc", vpc)
                .map(row -> gateway(row))
                .findOne();
    }

    /** Attaches a gateway to a VPC, or to none. */
    public void attach(
            Handle db, AccountId account, Region region, String gateway, Optional<String> vpc) {
        update(db, ATTACH_GATEWAY, account, region)
                .bind("id", gateway)
                .bind("vpc", vpc.orElse(null))
                .execute();
    }

    public void deleteGateway(Handle db, AccountId account, Region region, String id) {
        update(db, DELETE_GATEWAY, account, region).bind("id", id).execute();
    }

    public void insert(Handle db, AccountId account, Region region, RouteTable table, Instant now) {
        insert(db, account, region, table, Optional.empty(), now);
    }

    /**
     * @param token what makes the request for it idempotent
     */
    public void insert(
            Handle db,
            AccountId account,
            Region region,
            RouteTable table,
            Optional<String> token,
            Instant now) {
        update(db, INSERT_TABLE, account, region)
                .bind("token", token.orElse(null))
                .bind("id", table.id())
                .bind("vpc", table.vpcId())
                .bind("is_main", table.main() ? 1 : 0)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    public List<RouteTable> tables(Handle db, AccountId account, Region region) {
        return query(db, TABLES, account, region).map(row -> table(row)).list();
    }

    public Optional<RouteTable> table(Handle db, AccountId account, Region region, String id) {
        return query(db, TABLE, account, region).bind("id", id).map(row -> table(row)).findOne();
    }

    public List<RouteTable> tablesOf(Handle db, AccountId account, Region region, String vpc) {
        return query(db, TABLES_OF_VPC, account, region)
                .bind("vpc", vpc)
                .map(row -> table(row))
                .list();
    }

    /** What an earlier request with the same client token made. */
    public Optional<RouteTable> tableByToken(
            Handle db, AccountId account, Region region, String token) {
        return query(db, TABLE_BY_TOKEN, account, region)
                .bind("token", token)
                .map(row -> table(row))
                .findFirst();
    }

    /** Makes a table its VPC's main one, or not any more. */
    public void setMain(Handle db, AccountId account, Region region, String table, boolean main) {
        update(db, SET_MAIN, account, region)
                .bind("id", table)
                .bind("is_main", main ? 1 : 0)
                .execute();
    }

    /** Deletes a table with its routes. */
    public void deleteTable(Handle db, AccountId account, Region region, String id) {
        update(db, DELETE_ROUTES, account, region).bind("table", id).execute();
        update(db, DELETE_TABLE, account, region).bind("id", id).execute();
    }

    /** Stores a route, in place of one with the same destination. */
    public void put(
            Handle db, AccountId account, Region region, RouteTable.Route route, Instant now) {
        update(db, PUT_ROUTE, account, region)
                .bind("table", route.routeTableId())
                .bind("destination", route.destination())
                .bind("target", route.target())
                .bind("now", now.toEpochMilli())
                .execute();
    }

    public List<RouteTable.Route> routes(Handle db, AccountId account, Region region) {
        return query(db, ROUTES, account, region).map(row -> route(row)).list();
    }

    /** The routes of one table. */
    public List<RouteTable.Route> routesOf(
            Handle db, AccountId account, Region region, String table) {
        return query(db, ROUTES_OF_TABLE, account, region)
                .bind("table", table)
                .map(row -> route(row))
                .list();
    }

    public void deleteRoute(
            Handle db, AccountId account, Region region, String table, String destination) {
        update(db, DELETE_ROUTE, account, region)
                .bind("table", table)
                .bind("destination", destination)
                .execute();
    }

    public void insert(
            Handle db, AccountId account, Region region, RouteTable.Association association) {
        update(db, INSERT_ASSOCIATION, account, region)
                .bind("id", association.id())
                .bind("table", association.routeTableId())
                .bind("subnet", association.subnetId())
                .bind("replaced", association.replaced().map(Replaced::id).orElse(null))
                .bind(
                        "replaced_table",
                        association.replaced().map(Replaced::routeTableId).orElse(null))
                .execute();
    }

    public List<RouteTable.Association> associations(Handle db, AccountId account, Region region) {
        return query(db, ASSOCIATIONS, account, region).map(row -> association(row)).list();
    }

    public Optional<RouteTable.Association> association(
            Handle db, AccountId account, Region region, String id) {
        return query(db, ASSOCIATION, account, region)
                .bind("id", id)
                .map(row -> association(row))
                .findOne();
    }

    public Optional<RouteTable.Association> associationOf(
            Handle db, AccountId account, Region region, String subnet) {
        return query(db, ASSOCIATION_OF_SUBNET, account, region)
                .bind("subnet", subnet)
                .map(row -> association(row))
                .findOne();
    }

    /** Forgets that an association replaced another. */
    public void forgetReplaced(Handle db, AccountId account, Region region, String replacedId) {
        update(db, FORGET_REPLACED, account, region).bind("id", replacedId).execute();
    }

    public void deleteAssociation(Handle db, AccountId account, Region region, String id) {
        update(db, DELETE_ASSOCIATION, account, region).bind("id", id).execute();
    }

    private static InternetGateway gateway(Row row) {
        return new InternetGateway(row.getString("id"), row.findString("vpc_id"));
    }

    private static RouteTable table(Row row) {
        return new RouteTable(
                row.getString("id"), row.getString("vpc_id"), row.getInt("is_main") == 1);
    }

    private static RouteTable.Route route(Row row) {
        return new RouteTable.Route(
                row.getString("route_table_id"),
                row.getString("destination"),
                row.getString("target"));
    }

    private static RouteTable.Association association(Row row) {
        return new RouteTable.Association(
                row.getString("id"),
                row.getString("route_table_id"),
                row.getString("subnet_id"),
                row.findString("replaced_id")
                        .map(id -> new Replaced(id, row.getString("replaced_table_id"))));
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

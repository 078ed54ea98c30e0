package dev.wheelhouse.cloud.ec2.sql;

import dev.wheelhouse.cloud.ec2.InternetGateway;
import dev.wheelhouse.cloud.ec2.RouteTable;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

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
            INSERT INTO ec2_route_table (account, region, id, vpc_id, is_main, created_at_ms)
            VALUES (:account, :region, :id, :vpc, :is_main, :now)
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
                account, region, id, route_table_id, subnet_id)
            VALUES (:account, :region, :id, :table, :subnet)
            """;

    private static final String ASSOCIATIONS =
            """
            SELECT id, route_table_id, subnet_id FROM ec2_route_table_association
            WHERE account = :account AND region = :region
            ORDER BY route_table_id, id
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
        return query(db, GATEWAYS, account, region)
                .map((row, context) ->
                        new InternetGateway(
                                row.getString("id"), Optional.ofNullable(row.getString("vpc_id"))))
                .list();
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
        update(db, INSERT_TABLE, account, region)
                .bind("id", table.id())
                .bind("vpc", table.vpcId())
                .bind("is_main", table.main() ? 1 : 0)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    public List<RouteTable> tables(Handle db, AccountId account, Region region) {
        return query(db, TABLES, account, region)
                .map((row, context) ->
                        new RouteTable(
                                row.getString("id"),
                                row.getString("vpc_id"),
                                row.getInt("is_main") == 1))
                .list();
    }

    public Optional<RouteTable> table(Handle db, AccountId account, Region region, String id) {
        return query(db, TABLE, account, region)
                .bind("id", id)
                .map((row, context) ->
                        new RouteTable(
                                row.getString("id"),
                                row.getString("vpc_id"),
                                row.getInt("is_main") == 1))
                .findOne();
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
        return query(db, ROUTES, account, region)
                .map((row, context) ->
                        new RouteTable.Route(
                                row.getString("route_table_id"),
                                row.getString("destination"),
                                row.getString("target")))
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
                .execute();
    }

    public List<RouteTable.Association> associations(Handle db, AccountId account, Region region) {
        return query(db, ASSOCIATIONS, account, region)
                .map((row, context) ->
                        new RouteTable.Association(
                                row.getString("id"),
                                row.getString("route_table_id"),
                                row.getString("subnet_id")))
                .list();
    }

    public void deleteAssociation(Handle db, AccountId account, Region region, String id) {
        update(db, DELETE_ASSOCIATION, account, region).bind("id", id).execute();
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

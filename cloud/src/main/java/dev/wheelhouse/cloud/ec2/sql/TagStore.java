package dev.wheelhouse.cloud.ec2.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The tags of all EC2 resources. Each method runs in the transaction of the handle it is given. */
public final class TagStore {
    private static final String PUT =
            """
            INSERT INTO ec2_tag (account, region, resource_id, name, value)
            VALUES (:account, :region, :resource, :name, :value)
            ON CONFLICT (account, region, resource_id, name) DO UPDATE SET value = excluded.value
            """;

    private static final String OF =
            """
            SELECT resource_id, name, value
            FROM ec2_tag
            WHERE account = :account AND region = :region AND resource_id IN
            """;

    private static final String ALL =
            """
            SELECT resource_id, name, value
            FROM ec2_tag
            WHERE account = :account AND region = :region
            ORDER BY resource_id, name
            """;

    private static final String REMOVE =
            """
            DELETE FROM ec2_tag
            WHERE account = :account AND region = :region AND resource_id = :resource
              AND name = :name
            """;

    private static final String REMOVE_ALL =
            """
            DELETE FROM ec2_tag
            WHERE account = :account AND region = :region AND resource_id = :resource
            """;

    /** Sets tags; others stay. */
    public void put(
            Handle db,
            AccountId account,
            Region region,
            String resource,
            Map<String, String> tags) {
        if (tags.isEmpty()) {
            return;
        }
        var batch = db.prepareBatch(PUT);
        tags.forEach((name, value) ->
                batch.bind("account", account.value())
                        .bind("region", region.value())
                        .bind("resource", resource)
                        .bind("name", name)
                        .bind("value", value)
                        .add());
        batch.execute();
    }

    /** A resource's tags by name, in order of the names. */
    public SequencedMap<String, String> of(
            Handle db, AccountId account, Region region, String resource) {
        return of(db, account, region, List.of(resource)).getOrDefault(resource, new TreeMap<>());
    }

    /** The tags of several resources by id; a resource without tags is left out. */
    public Map<String, SequencedMap<String, String>> of(
            Handle db, AccountId account, Region region, Collection<String> resources) {
        var found = new TreeMap<String, SequencedMap<String, String>>();
        if (resources.isEmpty()) {
            return found;
        }
        if (resources.size() > 500) { // more than a statement should list
            var all = all(db, account, region);
            resources.forEach(resource -> {
                if (all.containsKey(resource)) {
                    found.put(resource, all.get(resource));
                }
            });
            return found;
        }
        var names = IntStream.range(0, resources.size()).mapToObj(each -> "r" + each).toList();
        var query =
                db.createQuery(OF + "(:" + String.join(", :", names) + ")")
                        .bind("account", account.value())
                        .bind("region", region.value());
        var name = names.iterator();
        resources.forEach(resource -> query.bind(name.next(), resource));
        query.map(row -> add(found, row)).list();
        return found;
    }

    /** All tags by resource. */
    public Map<String, SequencedMap<String, String>> all(
            Handle db, AccountId account, Region region) {
        var found = new TreeMap<String, SequencedMap<String, String>>();
        db.createQuery(ALL)
                .bind("account", account.value())
                .bind("region", region.value())
                .map(row -> add(found, row))
                .list();
        return found;
    }

    public void remove(Handle db, AccountId account, Region region, String resource, String name) {
        db.createUpdate(REMOVE)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("resource", resource)
                .bind("name", name)
                .execute();
    }

    public void removeAll(Handle db, AccountId account, Region region, String resource) {
        db.createUpdate(REMOVE_ALL)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("resource", resource)
                .execute();
    }

    private static String add(Map<String, SequencedMap<String, String>> found, Row row) {
        var resource = row.getString("resource_id");
        found.computeIfAbsent(resource, _ -> new TreeMap<>())
                .put(row.getString("name"), row.getString("value"));
        return resource;
    }
}

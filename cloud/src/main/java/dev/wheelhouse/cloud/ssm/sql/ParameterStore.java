package dev.wheelhouse.cloud.ssm.sql;

import dev.wheelhouse.cloud.ssm.Parameter;
import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table of Systems Manager parameters. Each method runs in the transaction of the handle it is
 * given.
 */
public final class ParameterStore {
    private static final String COLUMNS =
            """
            SELECT name, type, value, version, description, allowed_pattern, data_type, tier, tags,
                modified_by, modified_at_ms
            FROM ssm_parameter
            WHERE account = :account AND region = :region
            """;

    private static final String FIND = COLUMNS + "  AND name = :name";

    private static final String ALL = COLUMNS + "ORDER BY name";

    private static final String PUT =
            """
            INSERT INTO ssm_parameter (
                account, region, name, type, value, version, description, allowed_pattern,
                data_type, tier, tags, modified_by, modified_at_ms)
            VALUES (
                :account, :region, :name, :type, :value, :version, :description, :allowed_pattern,
                :data_type, :tier, :tags, :modified_by, :modified_at)
            ON CONFLICT (account, region, name) DO UPDATE
            SET type = excluded.type, value = excluded.value, version = excluded.version,
                description = excluded.description, allowed_pattern = excluded.allowed_pattern,
                data_type = excluded.data_type, tier = excluded.tier, tags = excluded.tags,
                modified_by = excluded.modified_by, modified_at_ms = excluded.modified_at_ms
            """;

    private static final String DELETE =
            """
            DELETE FROM ssm_parameter
            WHERE account = :account AND region = :region AND name = :name
            """;

    public Optional<Parameter> find(Handle db, AccountId account, Region region, String name) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("name", name)
                .map(row -> read(row))
                .findOne();
    }

    /** All parameters in the order of their names. */
    public List<Parameter> all(Handle db, AccountId account, Region region) {
        return db.createQuery(ALL)
                .bind("account", account.value())
                .bind("region", region.value())
                .map(row -> read(row))
                .list();
    }

    /** Stores a parameter, in place of one of the same name. */
    public void put(Handle db, AccountId account, Region region, Parameter parameter) {
        db.createUpdate(PUT)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("name", parameter.name())
                .bind("type", parameter.type())
                .bind("value", parameter.value())
                .bind("version", parameter.version())
                .bind("description", parameter.description().orElse(null))
                .bind("allowed_pattern", parameter.allowedPattern().orElse(null))
                .bind("data_type", parameter.dataType())
                .bind("tier", parameter.tier())
                .bind("tags", tags(parameter.tags()))
                .bind("modified_by", parameter.modifiedBy())
                .bind("modified_at", parameter.modifiedAt().toEpochMilli())
                .execute();
    }

    public void delete(Handle db, AccountId account, Region region, String name) {
        db.createUpdate(DELETE)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("name", name)
                .execute();
    }

    private static Parameter read(Row row) {
        var tags = new LinkedHashMap<String, String>();
        Json.readObject(row.getString("tags"))
                .values()
                .forEach((key, value) -> tags.put(key, value.scalar().orElse("")));
        return new Parameter(
                row.getString("name"),
                row.getString("type"),
                row.getString("value"),
                row.getLong("version"),
                row.findString("description"),
                row.findString("allowed_pattern"),
                row.getString("data_type"),
                row.getString("tier"),
                tags,
                row.getString("modified_by"),
                Instant.ofEpochMilli(row.getLong("modified_at_ms")));
    }

    private static String tags(Map<String, String> tags) {
        var members = new LinkedHashMap<String, Value>();
        tags.forEach((key, value) -> members.put(key, Value.text(value)));
        return Json.write(Value.object(members));
    }
}

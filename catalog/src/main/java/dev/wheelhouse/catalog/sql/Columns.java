package dev.wheelhouse.catalog.sql;

import dev.wheelhouse.catalog.Tags;
import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Row;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/** How the values of the domain rest in columns. */
final class Columns {
    private Columns() {}

    static AccountId account(Row row, String column) {
        return new AccountId(row.getString(column));
    }

    static Region region(Row row) {
        return new Region(row.getString("region"));
    }

    static Instant createdAt(Row row) {
        return Instant.ofEpochMilli(row.getLong("created_at_ms"));
    }

    static Optional<String> optional(Row row, String column) {
        return row.findString(column);
    }

    static boolean flag(Row row, String column) {
        return row.getInt(column) != 0;
    }

    static int flag(boolean value) {
        return value ? 1 : 0;
    }

    static String tags(Tags tags) {
        var values = new LinkedHashMap<String, Value>();
        tags.byKey().forEach((key, value) -> values.put(key, Value.text(value)));
        return Json.write(Value.object(values));
    }

    static Tags tags(Row row) {
        return tags(row.getString("tags"));
    }

    static Tags tags(String json) {
        var tags = new LinkedHashMap<String, String>();
        if (json.equals("{}")) { // most things have none
            return new Tags(tags);
        }
        Json.readObject(json)
                .values()
                .forEach((key, value) -> tags.put(key, value.scalar().orElse("")));
        return new Tags(tags);
    }
}

package dev.wheelhouse.stacks.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.stacks.StackExport;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The stack_export and stack_import tables. Each method runs in the transaction of the handle it is
 * given.
 */
public final class ExportStore {
    private static final String FIND =
            """
            SELECT name, value_document, stack_id
            FROM stack_export
            WHERE account = :account AND region = :region AND name = :name
            """;

    private static final String LIST =
            """
            SELECT name, value_document, stack_id
            FROM stack_export
            WHERE account = :account AND region = :region AND name > :after
            ORDER BY name
            LIMIT :n
            """;

    private static final String OF_STACK =
            """
            SELECT name, value_document, stack_id
            FROM stack_export
            WHERE account = :account AND region = :region AND stack_id = :stack_id
            ORDER BY name
            """;

    private static final String INSERT =
            """
            INSERT INTO stack_export (account, region, name, value_document, stack_id)
            VALUES (:account, :region, :name, :value, :stack_id)
            """;

    private static final String DELETE_OF_STACK =
            """
            DELETE FROM stack_export
            WHERE account = :account AND region = :region AND stack_id = :stack_id
            """;

    private static final String IMPORTERS =
            """
            SELECT stack_id
            FROM stack_import
            WHERE account = :account AND region = :region AND name = :name
            ORDER BY stack_id
            """;

    private static final String INSERT_IMPORT =
            """
            INSERT INTO stack_import (account, region, name, stack_id)
            VALUES (:account, :region, :name, :stack_id)
            ON CONFLICT (account, region, name, stack_id) DO NOTHING
            """;

    private static final String DELETE_IMPORTS =
            """
            DELETE FROM stack_import
            WHERE account = :account AND region = :region AND stack_id = :stack_id
            """;

    private static final String DELETE_IMPORTS_OF_NOTHING =
            """
            DELETE FROM stack_import
            WHERE account = :account AND region = :region AND stack_id = :stack_id
              AND NOT EXISTS (
                  SELECT 1
                  FROM stack_export
                  WHERE stack_export.account = stack_import.account
                    AND stack_export.region = stack_import.region
                    AND stack_export.name = stack_import.name)
            """;

    private final StackDocuments documents;

    public ExportStore(Sealer sealer) {
        this.documents = new StackDocuments(sealer);
    }

    public Optional<StackExport> find(Handle db, AccountId account, Region region, String name) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("name", name)
                .map(row -> read(row))
                .findOne();
    }

    /** Exports by name, those after a name. */
    public List<StackExport> list(
            Handle db, AccountId account, Region region, String after, int atMost) {
        return db.createQuery(LIST)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("after", after)
                .bind("n", atMost)
                .map(row -> read(row))
                .list();
    }

    public List<StackExport> of(Handle db, StackId stack) {
        return db.createQuery(OF_STACK)
                .bind("account", stack.account().value())
                .bind("region", stack.region().value())
                .bind("stack_id", stack.arn())
                .map(row -> read(row))
                .list();
    }

    /** Makes these the exports of a stack, and no others. */
    public void replace(Handle db, StackId stack, Collection<StackExport> exports) {
        remove(db, DELETE_OF_STACK, stack);
        for (var export : exports) {
            db.createUpdate(INSERT)
                    .bind("account", stack.account().value())
                    .bind("region", stack.region().value())
                    .bind("name", export.name())
                    .bind("value", documents.sealText(context(export.name()), export.value()))
                    .bind("stack_id", stack.arn())
                    .execute();
        }
    }

    /** The stacks that import a name. */
    public List<StackId> importers(Handle db, AccountId account, Region region, String name) {
        return db
                .createQuery(IMPORTERS)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("name", name)
                .mapTo(String.class)
                .list()
                .stream()
                .map(StackId::of)
                .toList();
    }

    /** Makes these the imports of a stack, and no others. */
    public void replaceImports(Handle db, StackId stack, Set<String> names) {
        remove(db, DELETE_IMPORTS, stack);
        for (var name : names) {
            db.createUpdate(INSERT_IMPORT)
                    .bind("account", stack.account().value())
                    .bind("region", stack.region().value())
                    .bind("name", name)
                    .bind("stack_id", stack.arn())
                    .execute();
        }
    }

    /** Takes from the imports of a stack those that nobody exports. */
    public void removeImportsOfNothing(Handle db, StackId stack) {
        remove(db, DELETE_IMPORTS_OF_NOTHING, stack);
    }

    private static void remove(Handle db, String sql, StackId stack) {
        db.createUpdate(sql)
                .bind("account", stack.account().value())
                .bind("region", stack.region().value())
                .bind("stack_id", stack.arn())
                .execute();
    }

    private static String context(String name) {
        return "stack-export/" + name;
    }

    private StackExport read(Row row) {
        var name = row.getString("name");
        return new StackExport(
                name,
                documents.openText(context(name), row.getString("value_document")),
                StackId.of(row.getString("stack_id")));
    }
}

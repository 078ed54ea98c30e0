package dev.wheelhouse.catalog.sql;

import dev.wheelhouse.catalog.ProvisionedProduct;
import dev.wheelhouse.catalog.SearchWords;
import dev.wheelhouse.store.sql.Handle;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The words by which provisioned products are found, in step with them. */
final class ProvisionedProductWordStore {
    private static final String INSERT =
            """
            INSERT INTO catalog_provisioned_product_word (account, region, word,
                provisioned_product_id)
            VALUES (:account, :region, :word, :id)
            """;
    private static final String DELETE =
            """
            DELETE FROM catalog_provisioned_product_word
            WHERE account = :account AND region = :region AND word = :word
              AND provisioned_product_id = :id
            """;
    private static final String LIST =
            """
            SELECT word FROM catalog_provisioned_product_word
            WHERE account = :account AND region = :region AND provisioned_product_id = :id
            """;
    private static final String DELETE_ALL =
            """
            DELETE FROM catalog_provisioned_product_word
            WHERE account = :account AND region = :region AND provisioned_product_id = :id
            """;

    void insert(Handle db, ProvisionedProduct product) {
        execute(db, INSERT, product, SearchWords.of(product));
    }

    /** Leaves the words that stay as they are. */
    void update(Handle db, ProvisionedProduct product) {
        var before =
                new HashSet<>(
                        db.createQuery(LIST)
                                .bind("account", product.account().value())
                                .bind("region", product.region().value())
                                .bind("id", product.id().value())
                                .mapTo(String.class)
                                .list());
        var after = SearchWords.of(product);
        execute(db, DELETE, product, without(before, after));
        execute(db, INSERT, product, without(after, before));
    }

    void delete(Handle db, ProvisionedProduct product) {
        db.createUpdate(DELETE_ALL)
                .bind("account", product.account().value())
                .bind("region", product.region().value())
                .bind("id", product.id().value())
                .execute();
    }

    private static Set<String> without(Set<String> words, Set<String> others) {
        var rest = new HashSet<>(words);
        rest.removeAll(others);
        return rest;
    }

    private static void execute(
            Handle db, String statement, ProvisionedProduct product, Collection<String> words) {
        if (words.isEmpty()) {
            return;
        }
        var batch = db.prepareBatch(statement);
        for (var word : words) {
            batch.bind("account", product.account().value())
                    .bind("region", product.region().value())
                    .bind("word", word)
                    .bind("id", product.id().value())
                    .add();
        }
        batch.execute();
    }
}

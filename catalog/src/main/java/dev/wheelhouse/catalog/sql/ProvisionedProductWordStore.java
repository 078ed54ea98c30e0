package dev.wheelhouse.catalog.sql;

import dev.wheelhouse.catalog.ProvisionedProduct;
import dev.wheelhouse.catalog.SearchWords;
import dev.wheelhouse.store.sql.Handle;
import java.util.Collection;

/** The words by which provisioned products are found, in step with them. */
final class ProvisionedProductWordStore {
    private static final String INSERT =
            """
            INSERT INTO catalog_provisioned_product_word (account, region, word,
                provisioned_product_id)
            VALUES (:account, :region, :word, :id)
            """;
    private static final String ADD = INSERT + "ON CONFLICT DO NOTHING";
    private static final String DELETE =
            """
            DELETE FROM catalog_provisioned_product_word
            WHERE account = :account AND region = :region AND word = :word
              AND provisioned_product_id = :id
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
    void update(Handle db, ProvisionedProduct before, ProvisionedProduct after) {
        var difference = SearchWords.between(before, after);
        execute(db, DELETE, after, difference.gone());
        execute(db, ADD, after, difference.come());
    }

    void delete(Handle db, ProvisionedProduct product) {
        db.createUpdate(DELETE_ALL)
                .bind("account", product.account().value())
                .bind("region", product.region().value())
                .bind("id", product.id().value())
                .execute();
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

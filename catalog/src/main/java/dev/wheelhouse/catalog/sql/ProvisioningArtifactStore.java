package dev.wheelhouse.catalog.sql;

import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProductId;
import dev.wheelhouse.catalog.ProductType;
import dev.wheelhouse.catalog.ProvisioningArtifact;
import dev.wheelhouse.catalog.ProvisioningArtifact.Guidance;
import dev.wheelhouse.catalog.ProvisioningArtifact.Source;
import dev.wheelhouse.catalog.ProvisioningArtifactId;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The provisioning artifacts of a product with the templates that launches use. */
public final class ProvisioningArtifactStore {
    private static final String COLUMNS =
            """
            account, region, product_id, id, name, description, type, source_kind, source, active,
            guidance, created_at_ms
            """;

    private static final String INSERT =
            """
            INSERT INTO catalog_provisioning_artifact (account, region, product_id, id, name,
                description, type, source_kind, source, active, guidance, created_at_ms)
            VALUES (:account, :region, :product, :id, :name, :description, :type, :sourceKind,
                :source, :active, :guidance, :createdAt)
            """;

    private static final String INSERT_TEMPLATE =
            """
            INSERT INTO catalog_template (account, region, artifact_id, body)
            VALUES (:account, :region, :id, :body)
            """;

    private static final String UPDATE =
            """
            UPDATE catalog_provisioning_artifact
            SET name = :name, description = :description, active = :active, guidance = :guidance
            WHERE account = :account AND region = :region AND product_id = :product AND id = :id
            """;

    private static final String LIST =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_provisioning_artifact
                    WHERE account = :account AND region = :region AND product_id = :product
                    ORDER BY created_at_ms, id
                    """;

    private static final String FIND =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_provisioning_artifact
                    WHERE account = :account AND region = :region AND product_id = :product
                      AND id = :id
                    """;

    private static final String COUNTS =
            """
            SELECT product_id, COUNT(*) AS artifacts FROM catalog_provisioning_artifact
            WHERE account = :account AND region = :region
            GROUP BY product_id
            """;
    private static final String TEMPLATE =
            """
            SELECT body FROM catalog_template
            WHERE account = :account AND region = :region AND artifact_id = :id
            """;

    private static final String DELETE =
            """
            DELETE FROM catalog_provisioning_artifact
            WHERE account = :account AND region = :region AND product_id = :product AND id = :id
            """;

    private static final String DELETE_TEMPLATE =
            """
            DELETE FROM catalog_template
            WHERE account = :account AND region = :region AND artifact_id = :id
            """;

    /** Inserts an artifact with its copy of the template. */
    public void insert(Handle db, ProvisioningArtifact artifact, String template) {
        db.createUpdate(INSERT)
                .bind("account", artifact.account().value())
                .bind("region", artifact.region().value())
                .bind("product", artifact.product().value())
                .bind("id", artifact.id().value())
                .bind("name", artifact.name())
                .bind("description", artifact.description())
                .bind("type", artifact.type().name())
                .bind("sourceKind", sourceKind(artifact.source()))
                .bind("source", source(artifact.source()))
                .bind("active", Columns.flag(artifact.active()))
                .bind("guidance", artifact.guidance().name())
                .bind("createdAt", artifact.createdAt().toEpochMilli())
                .execute();
        db.createUpdate(INSERT_TEMPLATE)
                .bind("account", artifact.account().value())
                .bind("region", artifact.region().value())
                .bind("id", artifact.id().value())
                .bind("body", template)
                .execute();
    }

    public void update(Handle db, ProvisioningArtifact artifact) {
        db.createUpdate(UPDATE)
                .bind("account", artifact.account().value())
                .bind("region", artifact.region().value())
                .bind("product", artifact.product().value())
                .bind("id", artifact.id().value())
                .bind("name", artifact.name())
                .bind("description", artifact.description())
                .bind("active", Columns.flag(artifact.active()))
                .bind("guidance", artifact.guidance().name())
                .execute();
    }

    public void delete(Handle db, ProvisioningArtifact artifact) {
        db.createUpdate(DELETE)
                .bind("account", artifact.account().value())
                .bind("region", artifact.region().value())
                .bind("product", artifact.product().value())
                .bind("id", artifact.id().value())
                .execute();
        db.createUpdate(DELETE_TEMPLATE)
                .bind("account", artifact.account().value())
                .bind("region", artifact.region().value())
                .bind("id", artifact.id().value())
                .execute();
    }

    /** All artifacts of a product, by creation. */
    public List<ProvisioningArtifact> of(Handle db, Product product) {
        return db.createQuery(LIST)
                .bind("account", product.account().value())
                .bind("region", product.region().value())
                .bind("product", product.id().value())
                .map(row -> read(row))
                .list();
    }

    /** Counts the artifacts of products, with one look at each owner's. */
    public Counts counts(Handle db) {
        return new Counts(db);
    }

    /** Used by one thread, as long as its transaction. */
    public static final class Counts {
        private final Handle db;
        private final Map<AccountId, Map<String, Integer>> byOwner = new HashMap<>();

        private Counts(Handle db) {
            this.db = db;
        }

        /** How many artifacts a product has. */
        public int of(Product product) {
            return byOwner.computeIfAbsent(
                            product.account(), owner -> count(owner, product.region()))
                    .getOrDefault(product.id().value(), 0);
        }

        private Map<String, Integer> count(AccountId owner, Region region) {
            var counts = new HashMap<String, Integer>();
            db.createQuery(COUNTS)
                    .bind("account", owner.value())
                    .bind("region", region.value())
                    .map(row -> counts.put(row.getString("product_id"), row.getInt("artifacts")))
                    .list();
            return counts;
        }
    }

    public Optional<ProvisioningArtifact> find(
            Handle db, Product product, ProvisioningArtifactId id) {
        return db.createQuery(FIND)
                .bind("account", product.account().value())
                .bind("region", product.region().value())
                .bind("product", product.id().value())
                .bind("id", id.value())
                .map(row -> read(row))
                .findOne();
    }

    /**
     * The template that launches of an artifact use.
     *
     * @param account the account that owns the product
     */
    public Optional<String> template(
            Handle db, AccountId account, Region region, ProvisioningArtifactId id) {
        return db.createQuery(TEMPLATE)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne();
    }

    /** The template of an artifact that is there. */
    public String template(Handle db, ProvisioningArtifact artifact) {
        return template(db, artifact.account(), artifact.region(), artifact.id()).orElseThrow();
    }

    private static String sourceKind(Source source) {
        return switch (source) {
            case Source.TemplateUrl _ -> "URL";
            case Source.StackTemplate _ -> "STACK";
        };
    }

    private static String source(Source source) {
        return switch (source) {
            case Source.TemplateUrl template -> template.url();
            case Source.StackTemplate stack -> stack.stackArn();
        };
    }

    private static ProvisioningArtifact read(Row row) {
        var source = row.getString("source");
        return new ProvisioningArtifact(
                Columns.account(row, "account"),
                Columns.region(row),
                new ProductId(row.getString("product_id")),
                new ProvisioningArtifactId(row.getString("id")),
                row.getString("name"),
                Columns.optional(row, "description"),
                ProductType.valueOf(row.getString("type")),
                row.getString("source_kind").equals("URL")
                        ? new Source.TemplateUrl(source)
                        : new Source.StackTemplate(source),
                Columns.flag(row, "active"),
                Guidance.valueOf(row.getString("guidance")),
                Columns.createdAt(row));
    }
}

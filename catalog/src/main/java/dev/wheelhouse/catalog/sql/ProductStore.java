package dev.wheelhouse.catalog.sql;

import dev.wheelhouse.catalog.PortfolioId;
import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProductId;
import dev.wheelhouse.catalog.ProductType;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.List;
import java.util.Optional;

/** The product table, and the view of which products an account holds. */
public final class ProductStore {
    private static final String COLUMNS =
            """
            p.account, p.region, p.id, p.view_id, p.type, p.name, p.owner, p.description,
            p.distributor, p.support_description, p.support_email, p.support_url, p.tags,
            p.created_at_ms
            """;

    private static final String INSERT =
            """
            INSERT INTO catalog_product (account, region, id, view_id, type, name, owner,
                description, distributor, support_description, support_email, support_url, tags,
                created_at_ms)
            VALUES (:account, :region, :id, :viewId, :type, :name, :owner, :description,
                :distributor, :supportDescription, :supportEmail, :supportUrl, :tags, :createdAt)
            """;

    private static final String UPDATE =
            """
            UPDATE catalog_product SET name = :name, owner = :owner, description = :description,
                distributor = :distributor, support_description = :supportDescription,
                support_email = :supportEmail, support_url = :supportUrl, tags = :tags
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String DELETE =
            "DELETE FROM catalog_product WHERE account = :account AND region = :region AND id = :id";

    private static final String COUNT =
            "SELECT COUNT(*) FROM catalog_product WHERE account = :account AND region = :region";

    private static final String FIND =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_product p
                    WHERE p.account = :account AND p.region = :region AND p.id = :id
                    """;

    private static final String SHARED_WITH =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_product p
                    WHERE p.region = :region AND p.id = :id AND p.account IN (
                        SELECT h.product_account FROM catalog_held_product h
                        WHERE h.viewer = :viewer AND h.region = :region AND h.product_id = :id)
                    """;

    private static final String OWN =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_product p
                    WHERE p.account = :account AND p.region = :region
                    ORDER BY p.created_at_ms, p.id
                    """;

    private static final String HELD =
            "SELECT DISTINCT "
                    + COLUMNS
                    + """
                    FROM catalog_product p
                    JOIN catalog_held_product h
                      ON h.product_account = p.account AND h.region = p.region
                     AND h.product_id = p.id
                    WHERE h.viewer = :viewer AND h.region = :region
                    ORDER BY p.created_at_ms, p.id
                    """;

    private static final String IN_PORTFOLIO =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_product p
                    JOIN catalog_held_product h
                      ON h.product_account = p.account AND h.region = p.region
                     AND h.product_id = p.id
                    WHERE h.viewer = :viewer AND h.region = :region
                      AND h.portfolio_id = :portfolio
                    ORDER BY p.created_at_ms, p.id
                    """;

    public void insert(Handle db, Product product) {
        db.createUpdate(INSERT)
                .bind("account", product.account().value())
                .bind("region", product.region().value())
                .bind("id", product.id().value())
                .bind("viewId", product.viewId())
                .bind("type", product.type().name())
                .bind("name", product.name())
                .bind("owner", product.owner())
                .bind("description", product.description())
                .bind("distributor", product.distributor())
                .bind("supportDescription", product.support().description())
                .bind("supportEmail", product.support().email())
                .bind("supportUrl", product.support().url())
                .bind("tags", Columns.tags(product.tags()))
                .bind("createdAt", product.createdAt().toEpochMilli())
                .execute();
    }

    public void update(Handle db, Product product) {
        db.createUpdate(UPDATE)
                .bind("account", product.account().value())
                .bind("region", product.region().value())
                .bind("id", product.id().value())
                .bind("name", product.name())
                .bind("owner", product.owner())
                .bind("description", product.description())
                .bind("distributor", product.distributor())
                .bind("supportDescription", product.support().description())
                .bind("supportEmail", product.support().email())
                .bind("supportUrl", product.support().url())
                .bind("tags", Columns.tags(product.tags()))
                .execute();
    }

    public void delete(Handle db, Product product) {
        db.createUpdate(DELETE)
                .bind("account", product.account().value())
                .bind("region", product.region().value())
                .bind("id", product.id().value())
                .execute();
    }

    public int count(Handle db, AccountId account, Region region) {
        return db.createQuery(COUNT)
                .bind("account", account.value())
                .bind("region", region.value())
                .mapTo(Integer.class)
                .one();
    }

    /** The product, if the account owns it or it reaches the account through a share. */
    public Optional<Product> visibleTo(Handle db, AccountId viewer, Region region, ProductId id) {
        return find(db, viewer, region, id)
                .or(() ->
                        db.createQuery(SHARED_WITH)
                                .bind("viewer", viewer.value())
                                .bind("region", region.value())
                                .bind("id", id.value())
                                .map(row -> read(row))
                                .findOne());
    }

    /** The product of the account that owns it. */
    public Optional<Product> find(Handle db, AccountId account, Region region, ProductId id) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("id", id.value())
                .map(row -> read(row))
                .findOne();
    }

    /** All products that the account owns, by creation. */
    public List<Product> ownedBy(Handle db, AccountId account, Region region) {
        return db.createQuery(OWN)
                .bind("account", account.value())
                .bind("region", region.value())
                .map(row -> read(row))
                .list();
    }

    /** All products that the account holds in some portfolio, its own and shared ones. */
    public List<Product> heldBy(Handle db, AccountId viewer, Region region) {
        return db.createQuery(HELD)
                .bind("viewer", viewer.value())
                .bind("region", region.value())
                .map(row -> read(row))
                .list();
    }

    /** The products that the account holds in one portfolio, by creation. */
    public List<Product> inPortfolio(
            Handle db, AccountId viewer, Region region, PortfolioId portfolio) {
        return db.createQuery(IN_PORTFOLIO)
                .bind("viewer", viewer.value())
                .bind("region", region.value())
                .bind("portfolio", portfolio.value())
                .map(row -> read(row))
                .list();
    }

    private static Product read(Row row) {
        return new Product(
                Columns.account(row, "account"),
                Columns.region(row),
                new ProductId(row.getString("id")),
                row.getString("view_id"),
                ProductType.valueOf(row.getString("type")),
                row.getString("name"),
                row.getString("owner"),
                Columns.optional(row, "description"),
                Columns.optional(row, "distributor"),
                new Product.Support(
                        Columns.optional(row, "support_description"),
                        Columns.optional(row, "support_email"),
                        Columns.optional(row, "support_url")),
                Columns.tags(row),
                Columns.createdAt(row));
    }
}

package dev.wheelhouse.catalog.sql;

import dev.wheelhouse.catalog.Portfolio;
import dev.wheelhouse.catalog.PortfolioId;
import dev.wheelhouse.catalog.ProductId;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.List;
import java.util.Optional;

/** The portfolio table, and the view of which portfolios an account sees. */
public final class PortfolioStore {
    private static final String COLUMNS =
            """
            p.account, p.region, p.id, p.display_name, p.description, p.provider_name, p.tags,
            p.created_at_ms
            """;

    private static final String INSERT =
            """
            INSERT INTO catalog_portfolio (account, region, id, display_name, description,
                provider_name, tags, created_at_ms)
            VALUES (:account, :region, :id, :displayName, :description, :providerName, :tags,
                :createdAt)
            """;

    private static final String UPDATE =
            """
            UPDATE catalog_portfolio SET display_name = :displayName, description = :description,
                provider_name = :providerName, tags = :tags
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String DELETE =
            "DELETE FROM catalog_portfolio WHERE account = :account AND region = :region AND id = :id";

    private static final String VISIBLE =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_portfolio p
                    JOIN catalog_visible_portfolio v
                      ON v.account = p.account AND v.region = p.region AND v.id = p.id
                    WHERE v.viewer = :viewer AND v.region = :region AND v.id = :id
                    """;

    private static final String OWN =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_portfolio p
                    WHERE p.account = :account AND p.region = :region
                      AND (p.created_at_ms, p.id) > (:afterMs, :afterId)
                    ORDER BY p.created_at_ms, p.id
                    LIMIT :limit
                    """;

    private static final String COUNT =
            "SELECT COUNT(*) FROM catalog_portfolio WHERE account = :account AND region = :region";

    private static final String IMPORTED =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_portfolio p
                    JOIN catalog_portfolio_share s
                      ON s.account = p.account AND s.region = p.region AND s.portfolio_id = p.id
                    WHERE s.recipient = :recipient AND s.region = :region AND s.accepted = 1
                    ORDER BY p.created_at_ms, p.id
                    """;

    private static final String HOLDING =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_portfolio p
                    JOIN catalog_held_product h
                      ON h.portfolio_account = p.account AND h.region = p.region
                     AND h.portfolio_id = p.id
                    WHERE h.viewer = :viewer AND h.region = :region AND h.product_id = :product
                    ORDER BY p.created_at_ms, p.id
                    """;

    public void insert(Handle db, Portfolio portfolio) {
        db.createUpdate(INSERT)
                .bind("account", portfolio.account().value())
                .bind("region", portfolio.region().value())
                .bind("id", portfolio.id().value())
                .bind("displayName", portfolio.displayName())
                .bind("description", portfolio.description())
                .bind("providerName", portfolio.providerName())
                .bind("tags", Columns.tags(portfolio.tags()))
                .bind("createdAt", portfolio.createdAt().toEpochMilli())
                .execute();
    }

    public void update(Handle db, Portfolio portfolio) {
        db.createUpdate(UPDATE)
                .bind("account", portfolio.account().value())
                .bind("region", portfolio.region().value())
                .bind("id", portfolio.id().value())
                .bind("displayName", portfolio.displayName())
                .bind("description", portfolio.description())
                .bind("providerName", portfolio.providerName())
                .bind("tags", Columns.tags(portfolio.tags()))
                .execute();
    }

    public void delete(Handle db, Portfolio portfolio) {
        db.createUpdate(DELETE)
                .bind("account", portfolio.account().value())
                .bind("region", portfolio.region().value())
                .bind("id", portfolio.id().value())
                .execute();
    }

    /** The portfolio, if the account owns it or has imported it. */
    public Optional<Portfolio> visibleTo(
            Handle db, AccountId viewer, Region region, PortfolioId id) {
        return db.createQuery(VISIBLE)
                .bind("viewer", viewer.value())
                .bind("region", region.value())
                .bind("id", id.value())
                .map(row -> read(row))
                .findOne();
    }

    /** A page of the portfolios that the account owns, by creation. */
    public List<Portfolio> ownedBy(
            Handle db, AccountId account, Region region, Cursor after, int limit) {
        return db.createQuery(OWN)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("afterMs", after.createdAtMs())
                .bind("afterId", after.id())
                .bind("limit", limit)
                .map(row -> read(row))
                .list();
    }

    public int count(Handle db, AccountId account, Region region) {
        return db.createQuery(COUNT)
                .bind("account", account.value())
                .bind("region", region.value())
                .mapTo(Integer.class)
                .one();
    }

    /** The portfolios of others that the account has imported, by creation. */
    public List<Portfolio> importedBy(Handle db, AccountId recipient, Region region) {
        return db.createQuery(IMPORTED)
                .bind("recipient", recipient.value())
                .bind("region", region.value())
                .map(row -> read(row))
                .list();
    }

    /** The portfolios in which the account holds a product, its own and imported ones. */
    public List<Portfolio> holding(Handle db, AccountId viewer, Region region, ProductId product) {
        return db.createQuery(HOLDING)
                .bind("viewer", viewer.value())
                .bind("region", region.value())
                .bind("product", product.value())
                .map(row -> read(row))
                .list();
    }

    private static Portfolio read(Row row) {
        return new Portfolio(
                Columns.account(row, "account"),
                Columns.region(row),
                new PortfolioId(row.getString("id")),
                row.getString("display_name"),
                Columns.optional(row, "description"),
                row.getString("provider_name"),
                Columns.tags(row),
                Columns.createdAt(row));
    }
}

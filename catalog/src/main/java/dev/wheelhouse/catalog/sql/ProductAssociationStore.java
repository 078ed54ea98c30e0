package dev.wheelhouse.catalog.sql;

import dev.wheelhouse.catalog.Portfolio;
import dev.wheelhouse.catalog.PortfolioId;
import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProductAssociation;
import dev.wheelhouse.catalog.ProductHolding;
import dev.wheelhouse.catalog.ProductId;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.List;
import java.util.Optional;

/** Which products are in which portfolios, and the view of what of it reaches an account. */
public final class ProductAssociationStore {
    private static final String INSERT =
            """
            INSERT INTO catalog_product_association (portfolio_account, region, portfolio_id,
                product_account, product_id, source_portfolio_id, created_at_ms)
            VALUES (:portfolioAccount, :region, :portfolio, :productAccount, :product, :source,
                :createdAt)
            """;

    private static final String FIND =
            """
            SELECT portfolio_account, region, portfolio_id, product_account, product_id,
                   source_portfolio_id, created_at_ms
            FROM catalog_product_association
            WHERE portfolio_account = :account AND region = :region
              AND portfolio_id = :portfolio AND product_id = :product
            """;

    private static final String DELETE =
            """
            DELETE FROM catalog_product_association
            WHERE portfolio_account = :account AND region = :region
              AND portfolio_id = :portfolio AND product_id = :product
            """;

    private static final String DELETE_OF_PORTFOLIO =
            """
            DELETE FROM catalog_product_association
            WHERE portfolio_account = :account AND region = :region AND portfolio_id = :portfolio
            """;

    private static final String DELETE_OF_PRODUCT =
            """
            DELETE FROM catalog_product_association
            WHERE product_account = :account AND region = :region AND product_id = :product
            """;

    private static final String HELD =
            """
            SELECT portfolio_account, region, portfolio_id, product_account, product_id,
                   source_portfolio_id, created_at_ms
            FROM catalog_held_product
            WHERE viewer = :viewer AND region = :region AND product_id = :product
            ORDER BY created_at_ms, portfolio_id
            """;

    private static final String HELD_IN =
            """
            SELECT portfolio_account, region, portfolio_id, product_account, product_id,
                   source_portfolio_id, created_at_ms
            FROM catalog_held_product
            WHERE viewer = :viewer AND region = :region AND portfolio_id = :portfolio
            ORDER BY created_at_ms, product_id
            """;

    private static final String HELD_ALL =
            """
            SELECT portfolio_account, region, portfolio_id, product_account, product_id,
                   source_portfolio_id, created_at_ms
            FROM catalog_held_product
            WHERE viewer = :viewer AND region = :region
            ORDER BY created_at_ms, portfolio_id, product_id
            """;

    private static final String FROM_ELSEWHERE =
            """
            SELECT COUNT(*) FROM catalog_product_association
            WHERE portfolio_account = :account AND region = :region AND portfolio_id = :portfolio
              AND source_portfolio_id IS NOT NULL
            """;

    public void insert(Handle db, ProductAssociation association) {
        db.createUpdate(INSERT)
                .bind("portfolioAccount", association.portfolioAccount().value())
                .bind("region", association.region().value())
                .bind("portfolio", association.portfolio().value())
                .bind("productAccount", association.productAccount().value())
                .bind("product", association.product().value())
                .bind("source", association.source().map(PortfolioId::value))
                .bind("createdAt", association.createdAt().toEpochMilli())
                .execute();
    }

    /** The association as its owner made it, whether or not its source still reaches the owner. */
    public Optional<ProductAssociation> find(Handle db, Portfolio portfolio, ProductId product) {
        return db.createQuery(FIND)
                .bind("account", portfolio.account().value())
                .bind("region", portfolio.region().value())
                .bind("portfolio", portfolio.id().value())
                .bind("product", product.value())
                .map(row -> read(row))
                .findOne();
    }

    public void delete(Handle db, ProductAssociation association) {
        db.createUpdate(DELETE)
                .bind("account", association.portfolioAccount().value())
                .bind("region", association.region().value())
                .bind("portfolio", association.portfolio().value())
                .bind("product", association.product().value())
                .execute();
    }

    /** Forgets what is left in a portfolio that is being deleted. */
    public void deleteOf(Handle db, Portfolio portfolio) {
        db.createUpdate(DELETE_OF_PORTFOLIO)
                .bind("account", portfolio.account().value())
                .bind("region", portfolio.region().value())
                .bind("portfolio", portfolio.id().value())
                .execute();
    }

    /** Forgets where a product that is being deleted was, in the portfolios of others. */
    public void deleteOf(Handle db, Product product) {
        db.createUpdate(DELETE_OF_PRODUCT)
                .bind("account", product.account().value())
                .bind("region", product.region().value())
                .bind("product", product.id().value())
                .execute();
    }

    /** How the account holds a product, in each portfolio through which it reaches the account. */
    public List<ProductHolding> holdings(
            Handle db, AccountId viewer, Region region, ProductId product) {
        return db
                .createQuery(HELD)
                .bind("viewer", viewer.value())
                .bind("region", region.value())
                .bind("product", product.value())
                .map(row -> read(row))
                .list()
                .stream()
                .flatMap(association -> holding(association, viewer).stream())
                .toList();
    }

    /** All products that the account holds, in all portfolios that it sees. */
    public List<ProductHolding> holdings(Handle db, AccountId viewer, Region region) {
        return db
                .createQuery(HELD_ALL)
                .bind("viewer", viewer.value())
                .bind("region", region.value())
                .map(row -> read(row))
                .list()
                .stream()
                .flatMap(association -> holding(association, viewer).stream())
                .toList();
    }

    /** What the account holds in one portfolio. */
    public List<ProductHolding> holdingsIn(
            Handle db, AccountId viewer, Region region, PortfolioId portfolio) {
        return db
                .createQuery(HELD_IN)
                .bind("viewer", viewer.value())
                .bind("region", region.value())
                .bind("portfolio", portfolio.value())
                .map(row -> read(row))
                .list()
                .stream()
                .flatMap(association -> holding(association, viewer).stream())
                .toList();
    }

    /** Whether a portfolio has products that another account shared. */
    public boolean holdsSharedProducts(Handle db, Portfolio portfolio) {
        return db.createQuery(FROM_ELSEWHERE)
                        .bind("account", portfolio.account().value())
                        .bind("region", portfolio.region().value())
                        .bind("portfolio", portfolio.id().value())
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static Optional<ProductHolding> holding(
            ProductAssociation association, AccountId viewer) {
        return ProductHolding.of(association, viewer, true); // the view holds what is reached only
    }

    private static ProductAssociation read(Row row) {
        return new ProductAssociation(
                Columns.account(row, "portfolio_account"),
                Columns.region(row),
                new PortfolioId(row.getString("portfolio_id")),
                Columns.account(row, "product_account"),
                new ProductId(row.getString("product_id")),
                Columns.optional(row, "source_portfolio_id").map(PortfolioId::new),
                Columns.createdAt(row));
    }
}

package dev.wheelhouse.catalog.sql;

import dev.wheelhouse.catalog.Constraint;
import dev.wheelhouse.catalog.ConstraintId;
import dev.wheelhouse.catalog.ConstraintParameters;
import dev.wheelhouse.catalog.ConstraintsInForce;
import dev.wheelhouse.catalog.Portfolio;
import dev.wheelhouse.catalog.PortfolioId;
import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProductHolding;
import dev.wheelhouse.catalog.ProductId;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The constraint table. A constraint's account owns the portfolio that it is in, too. */
public final class ConstraintStore {
    private static final String COLUMNS =
            """
            account, region, id, portfolio_id, product_id, type, description, parameters,
            created_at_ms
            """;

    private static final String INSERT =
            """
            INSERT INTO catalog_constraint (account, region, id, portfolio_id, product_id, type,
                description, parameters, created_at_ms)
            VALUES (:account, :region, :id, :portfolio, :product, :type, :description,
                :parameters, :createdAt)
            """;

    private static final String UPDATE =
            """
            UPDATE catalog_constraint SET description = :description, parameters = :parameters
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String DELETE =
            "DELETE FROM catalog_constraint WHERE account = :account AND region = :region AND id = :id";

    private static final String DELETE_OF_PRODUCT =
            """
            DELETE FROM catalog_constraint
            WHERE region = :region AND product_id = :product AND account IN (
                SELECT a.portfolio_account FROM catalog_product_association a
                WHERE a.region = :region AND a.product_id = :product
                  AND a.product_account = :productAccount)
            """;

    private static final String FIND =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_constraint
                    WHERE account = :account AND region = :region AND id = :id
                    """;

    private static final String SHARED_WITH =
            """
            SELECT c.account, c.region, c.id, c.portfolio_id, c.product_id, c.type, c.description,
                   c.parameters, c.created_at_ms
            FROM catalog_constraint c
            JOIN catalog_portfolio_share s
              ON s.account = c.account AND s.region = c.region AND s.portfolio_id = c.portfolio_id
            WHERE s.recipient = :viewer AND s.region = :region AND s.accepted = 1 AND c.id = :id
            """;

    private static final String IN_PORTFOLIO =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_constraint
                    WHERE account = :account AND region = :region AND portfolio_id = :portfolio
                    ORDER BY created_at_ms, id
                    """;

    private static final String ON_PRODUCT =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_constraint
                    WHERE account = :account AND region = :region AND portfolio_id = :portfolio
                      AND product_id = :product
                    ORDER BY created_at_ms, id
                    """;

    private final boolean launchFollows;

    /**
     * @param launchFollows see {@link ConstraintsInForce#on}
     */
    public ConstraintStore(boolean launchFollows) {
        this.launchFollows = launchFollows;
    }

    public void insert(Handle db, Constraint constraint) {
        db.createUpdate(INSERT)
                .bind("account", constraint.account().value())
                .bind("region", constraint.region().value())
                .bind("id", constraint.id().value())
                .bind("portfolio", constraint.portfolio().value())
                .bind("product", constraint.product().value())
                .bind("type", constraint.definition().type())
                .bind("description", constraint.description())
                .bind("parameters", constraint.parameters())
                .bind("createdAt", constraint.createdAt().toEpochMilli())
                .execute();
    }

    public void update(Handle db, Constraint constraint) {
        db.createUpdate(UPDATE)
                .bind("account", constraint.account().value())
                .bind("region", constraint.region().value())
                .bind("id", constraint.id().value())
                .bind("description", constraint.description())
                .bind("parameters", constraint.parameters())
                .execute();
    }

    public void delete(Handle db, Constraint constraint) {
        db.createUpdate(DELETE)
                .bind("account", constraint.account().value())
                .bind("region", constraint.region().value())
                .bind("id", constraint.id().value())
                .execute();
    }

    /** Forgets the constraints of others on a product that is being deleted. */
    public void deleteOf(Handle db, Product product) {
        db.createUpdate(DELETE_OF_PRODUCT)
                .bind("productAccount", product.account().value())
                .bind("region", product.region().value())
                .bind("product", product.id().value())
                .execute();
    }

    /** The constraint, if the account made it or imported the portfolio that it is in. */
    public Optional<Constraint> visibleTo(
            Handle db, AccountId viewer, Region region, ConstraintId id) {
        return db.createQuery(FIND)
                .bind("account", viewer.value())
                .bind("region", region.value())
                .bind("id", id.value())
                .map(row -> read(row))
                .findOne()
                .or(() ->
                        db.createQuery(SHARED_WITH)
                                .bind("viewer", viewer.value())
                                .bind("region", region.value())
                                .bind("id", id.value())
                                .map(row -> read(row))
                                .findOne());
    }

    /** All constraints that were made in a portfolio by its owner. */
    public List<Constraint> in(Handle db, Portfolio portfolio) {
        return db.createQuery(IN_PORTFOLIO)
                .bind("account", portfolio.account().value())
                .bind("region", portfolio.region().value())
                .bind("portfolio", portfolio.id().value())
                .map(row -> read(row))
                .list();
    }

    /** The constraints on one product that were made in one portfolio by its owner. */
    public List<Constraint> on(
            Handle db, AccountId account, Region region, PortfolioId portfolio, ProductId product) {
        return db.createQuery(ON_PRODUCT)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("portfolio", portfolio.value())
                .bind("product", product.value())
                .map(row -> read(row))
                .list();
    }

    /** What binds launches of a product that is held so. */
    public ConstraintsInForce inForce(Handle db, ProductHolding holding) {
        var association = holding.association();
        var constraints = new ArrayList<Constraint>();
        if (holding instanceof ProductHolding.LocalCopy copy) {
            constraints.addAll(
                    on(
                            db,
                            association.productAccount(),
                            association.region(),
                            copy.source(),
                            association.product()));
        }
        constraints.addAll(
                on(
                        db,
                        association.portfolioAccount(),
                        association.region(),
                        association.portfolio(),
                        association.product()));
        return ConstraintsInForce.on(holding, constraints, launchFollows);
    }

    private static Constraint read(Row row) {
        var parameters = row.getString("parameters");
        return new Constraint(
                Columns.account(row, "account"),
                Columns.region(row),
                new ConstraintId(row.getString("id")),
                new PortfolioId(row.getString("portfolio_id")),
                new ProductId(row.getString("product_id")),
                Columns.optional(row, "description"),
                ConstraintParameters.read(row.getString("type"), parameters),
                parameters,
                Columns.createdAt(row));
    }
}

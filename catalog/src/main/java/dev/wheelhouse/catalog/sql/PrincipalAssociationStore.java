package dev.wheelhouse.catalog.sql;

import dev.wheelhouse.catalog.PortfolioId;
import dev.wheelhouse.catalog.PrincipalAssociation;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.List;

/** Which principals of which account may launch from a portfolio. */
public final class PrincipalAssociationStore {
    private static final String INSERT =
            """
            INSERT INTO catalog_principal_association (account, region, portfolio_id, type, arn,
                created_at_ms)
            VALUES (:account, :region, :portfolio, :type, :arn, :createdAt)
            ON CONFLICT DO NOTHING
            """;

    private static final String DELETE =
            """
            DELETE FROM catalog_principal_association
            WHERE account = :account AND region = :region AND portfolio_id = :portfolio
              AND type = :type AND arn = :arn
            """;

    private static final String DELETE_OF_PORTFOLIO =
            """
            DELETE FROM catalog_principal_association
            WHERE account = :account AND region = :region AND portfolio_id = :portfolio
            """;

    private static final String MOST_ON_A_PRODUCT =
            """
            SELECT COALESCE(MAX(c.principals), 0) FROM (
                SELECT h.product_id, COUNT(DISTINCT p.type || ' ' || p.arn) AS principals
                FROM catalog_held_product h
                JOIN catalog_principal_association p
                  ON p.account = h.viewer AND p.region = h.region
                 AND p.portfolio_id = h.portfolio_id
                WHERE h.viewer = :account AND h.region = :region AND h.product_id IN (
                    SELECT i.product_id FROM catalog_held_product i
                    WHERE i.viewer = :account AND i.region = :region
                      AND i.portfolio_id = :portfolio)
                GROUP BY h.product_id) c
            """;

    private static final String LIST =
            """
            SELECT account, region, portfolio_id, type, arn, created_at_ms
            FROM catalog_principal_association
            WHERE account = :account AND region = :region AND portfolio_id = :portfolio
            ORDER BY created_at_ms, type, arn
            """;

    private static final String ALL =
            """
            SELECT account, region, portfolio_id, type, arn, created_at_ms
            FROM catalog_principal_association
            WHERE account = :account AND region = :region
            ORDER BY created_at_ms, type, arn
            """;

    /**
     * Inserts an association; one that is there stays.
     *
     * @return whether it is new
     */
    public boolean insert(Handle db, PrincipalAssociation association) {
        return db.createUpdate(INSERT)
                        .bind("account", association.account().value())
                        .bind("region", association.region().value())
                        .bind("portfolio", association.portfolio().value())
                        .bind("type", association.type().name())
                        .bind("arn", association.arn())
                        .bind("createdAt", association.createdAt().toEpochMilli())
                        .execute()
                == 1;
    }

    /**
     * Deletes an association.
     *
     * @return whether there was one
     */
    public boolean delete(
            Handle db,
            AccountId account,
            Region region,
            PortfolioId portfolio,
            PrincipalAssociation.Type type,
            String arn) {
        return db.createUpdate(DELETE)
                        .bind("account", account.value())
                        .bind("region", region.value())
                        .bind("portfolio", portfolio.value())
                        .bind("type", type.name())
                        .bind("arn", arn)
                        .execute()
                == 1;
    }

    /** Forgets whom an account admitted to a portfolio that it no longer sees. */
    public void deleteOf(Handle db, AccountId account, Region region, PortfolioId portfolio) {
        db.createUpdate(DELETE_OF_PORTFOLIO)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("portfolio", portfolio.value())
                .execute();
    }

    /**
     * Of the products in a portfolio, the one that the account admits most principals to, by all of
     * its portfolios: how many those are.
     */
    public int mostOnAProduct(Handle db, AccountId account, Region region, PortfolioId portfolio) {
        return db.createQuery(MOST_ON_A_PRODUCT)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("portfolio", portfolio.value())
                .mapTo(Integer.class)
                .one();
    }

    /** Whom the account admits to a portfolio, by creation. */
    public List<PrincipalAssociation> of(
            Handle db, AccountId account, Region region, PortfolioId portfolio) {
        return db.createQuery(LIST)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("portfolio", portfolio.value())
                .map(row -> read(row))
                .list();
    }

    /** Whom the account admits, to all portfolios that it sees or saw. */
    public List<PrincipalAssociation> of(Handle db, AccountId account, Region region) {
        return db.createQuery(ALL)
                .bind("account", account.value())
                .bind("region", region.value())
                .map(row -> read(row))
                .list();
    }

    private static PrincipalAssociation read(Row row) {
        return new PrincipalAssociation(
                Columns.account(row, "account"),
                Columns.region(row),
                new PortfolioId(row.getString("portfolio_id")),
                PrincipalAssociation.Type.valueOf(row.getString("type")),
                row.getString("arn"),
                Columns.createdAt(row));
    }
}

package dev.wheelhouse.catalog.sql;

import dev.wheelhouse.catalog.Portfolio;
import dev.wheelhouse.catalog.PortfolioId;
import dev.wheelhouse.catalog.PortfolioShare;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.List;
import java.util.Optional;

/** The offers of portfolios to other accounts. */
public final class PortfolioShareStore {
    private static final String COLUMNS =
            """
            account, region, portfolio_id, recipient, share_tag_options, share_principals, accepted,
            created_at_ms
            """;

    private static final String INSERT =
            """
            INSERT INTO catalog_portfolio_share (account, region, portfolio_id, recipient,
                share_tag_options, share_principals, accepted, created_at_ms)
            VALUES (:account, :region, :portfolio, :recipient, :shareTagOptions, :sharePrincipals,
                :accepted, :createdAt)
            """;

    private static final String UPDATE =
            """
            UPDATE catalog_portfolio_share
            SET share_tag_options = :shareTagOptions, share_principals = :sharePrincipals,
                accepted = :accepted
            WHERE account = :account AND region = :region AND portfolio_id = :portfolio
              AND recipient = :recipient
            """;

    private static final String DELETE =
            """
            DELETE FROM catalog_portfolio_share
            WHERE account = :account AND region = :region AND portfolio_id = :portfolio
              AND recipient = :recipient
            """;

    private static final String FIND =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_portfolio_share
                    WHERE account = :account AND region = :region AND portfolio_id = :portfolio
                      AND recipient = :recipient
                    """;

    private static final String OFFERED_TO =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_portfolio_share
                    WHERE recipient = :recipient AND region = :region AND portfolio_id = :portfolio
                    """;

    private static final String OF =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_portfolio_share
                    WHERE account = :account AND region = :region AND portfolio_id = :portfolio
                    ORDER BY created_at_ms, recipient
                    """;

    private static final String COUNT =
            """
            SELECT COUNT(*) FROM catalog_portfolio_share
            WHERE account = :account AND region = :region AND portfolio_id = :portfolio
            """;

    public void insert(Handle db, PortfolioShare share) {
        db.createUpdate(INSERT)
                .bind("account", share.owner().value())
                .bind("region", share.region().value())
                .bind("portfolio", share.portfolio().value())
                .bind("recipient", share.recipient().value())
                .bind("shareTagOptions", Columns.flag(share.shareTagOptions()))
                .bind("sharePrincipals", Columns.flag(share.sharePrincipals()))
                .bind("accepted", Columns.flag(share.accepted()))
                .bind("createdAt", share.createdAt().toEpochMilli())
                .execute();
    }

    public void update(Handle db, PortfolioShare share) {
        db.createUpdate(UPDATE)
                .bind("account", share.owner().value())
                .bind("region", share.region().value())
                .bind("portfolio", share.portfolio().value())
                .bind("recipient", share.recipient().value())
                .bind("shareTagOptions", Columns.flag(share.shareTagOptions()))
                .bind("sharePrincipals", Columns.flag(share.sharePrincipals()))
                .bind("accepted", Columns.flag(share.accepted()))
                .execute();
    }

    public void delete(Handle db, PortfolioShare share) {
        db.createUpdate(DELETE)
                .bind("account", share.owner().value())
                .bind("region", share.region().value())
                .bind("portfolio", share.portfolio().value())
                .bind("recipient", share.recipient().value())
                .execute();
    }

    public Optional<PortfolioShare> find(Handle db, Portfolio portfolio, AccountId recipient) {
        return db.createQuery(FIND)
                .bind("account", portfolio.account().value())
                .bind("region", portfolio.region().value())
                .bind("portfolio", portfolio.id().value())
                .bind("recipient", recipient.value())
                .map(row -> read(row))
                .findOne();
    }

    /** The share of a portfolio with this account, accepted or not. */
    public Optional<PortfolioShare> offeredTo(
            Handle db, AccountId recipient, Region region, PortfolioId portfolio) {
        return db.createQuery(OFFERED_TO)
                .bind("recipient", recipient.value())
                .bind("region", region.value())
                .bind("portfolio", portfolio.value())
                .map(row -> read(row))
                .findOne();
    }

    /** All shares of a portfolio, by creation. */
    public List<PortfolioShare> of(Handle db, Portfolio portfolio) {
        return db.createQuery(OF)
                .bind("account", portfolio.account().value())
                .bind("region", portfolio.region().value())
                .bind("portfolio", portfolio.id().value())
                .map(row -> read(row))
                .list();
    }

    public int count(Handle db, Portfolio portfolio) {
        return db.createQuery(COUNT)
                .bind("account", portfolio.account().value())
                .bind("region", portfolio.region().value())
                .bind("portfolio", portfolio.id().value())
                .mapTo(Integer.class)
                .one();
    }

    private static PortfolioShare read(Row row) {
        return new PortfolioShare(
                Columns.account(row, "account"),
                Columns.region(row),
                new PortfolioId(row.getString("portfolio_id")),
                Columns.account(row, "recipient"),
                Columns.flag(row, "share_tag_options"),
                Columns.flag(row, "share_principals"),
                Columns.flag(row, "accepted"),
                Columns.createdAt(row));
    }
}

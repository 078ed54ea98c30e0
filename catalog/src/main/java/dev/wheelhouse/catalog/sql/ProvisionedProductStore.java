package dev.wheelhouse.catalog.sql;

import dev.wheelhouse.catalog.PortfolioId;
import dev.wheelhouse.catalog.ProductId;
import dev.wheelhouse.catalog.ProvisionedProduct;
import dev.wheelhouse.catalog.ProvisionedProduct.History;
import dev.wheelhouse.catalog.ProvisionedProduct.Owner;
import dev.wheelhouse.catalog.ProvisionedProduct.Running;
import dev.wheelhouse.catalog.ProvisionedProductId;
import dev.wheelhouse.catalog.ProvisionedProductState;
import dev.wheelhouse.catalog.ProvisioningArtifactId;
import dev.wheelhouse.catalog.RecordId;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import dev.wheelhouse.store.sql.Update;
import java.util.Map;
import java.util.Optional;

/** The provisioned products of the accounts that launched them. */
public final class ProvisionedProductStore {
    static final String COLUMNS =
            """
            p.account, p.region, p.id, p.name, p.product_account, p.product_id, p.product_name,
            p.artifact_id, p.artifact_name, p.portfolio_account, p.portfolio_id, p.user_arn,
            p.session_arn, p.launch_role_arn, p.state, p.state_reason, p.change_record_id,
            p.stack_arn, p.token, p.tags, p.last_record_id, p.last_provisioning_record_id,
            p.last_successful_record_id, p.created_at_ms
            """;

    /** By the names of states in the table: the API's. */
    static final Map<String, String> STATUSES =
            Map.of(
                    "LAUNCHING", "UNDER_CHANGE",
                    "UPDATING", "UNDER_CHANGE",
                    "TERMINATING", "UNDER_CHANGE",
                    "AVAILABLE", "AVAILABLE",
                    "TAINTED", "TAINTED",
                    "ERROR", "ERROR");

    private static final String SELECT =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM catalog_provisioned_product p
                    WHERE p.account = :account AND p.region = :region
                    """;
    private static final String INSERT =
            """
            INSERT INTO catalog_provisioned_product (account, region, id, name, product_account,
                product_id, product_name, artifact_id, artifact_name, portfolio_account,
                portfolio_id, user_arn, session_arn, launch_role_arn, state, state_reason,
                change_record_id, stack_arn, token, tags, last_record_id,
                last_provisioning_record_id, last_successful_record_id, created_at_ms)
            VALUES (:account, :region, :id, :name, :productAccount, :product, :productName,
                :artifact, :artifactName, :portfolioAccount, :portfolio, :userArn, :sessionArn,
                :launchRoleArn, :state, :stateReason, :change, :stackArn, :token, :tags,
                :lastRecord, :lastProvisioning, :lastSuccessful, :createdAt)
            """;

    // Found by its id alone: with name and time beside it PostgreSQL may go by the index of times,
    // and notes the page that everybody adds to.
    private static final String UPDATE =
            """
            UPDATE catalog_provisioned_product
            SET product_account = :productAccount, product_id = :product,
                product_name = :productName, artifact_id = :artifact,
                artifact_name = :artifactName, portfolio_account = :portfolioAccount,
                portfolio_id = :portfolio,
                launch_role_arn = :launchRoleArn, state = :state, state_reason = :stateReason,
                change_record_id = :change, stack_arn = :stackArn, token = :token, tags = :tags,
                last_record_id = :lastRecord, last_provisioning_record_id = :lastProvisioning,
                last_successful_record_id = :lastSuccessful
            WHERE account = :account AND region = :region AND id = :id
            """;

    // On its own: SQLite writes an index anew when its columns are set, be it to what they are.
    private static final String OWNER =
            """
            UPDATE catalog_provisioned_product
            SET user_arn = :userArn, session_arn = :sessionArn
            WHERE account = :account AND region = :region AND id = :id
            """;

    private static final String DELETE =
            """
            DELETE FROM catalog_provisioned_product
            WHERE account = :account AND region = :region AND id = :id
            """;

    private final ProvisionedProductWordStore words = new ProvisionedProductWordStore();

    public void insert(Handle db, ProvisionedProduct product) {
        owned(bind(db.createUpdate(INSERT), product), product)
                .bind("name", product.name())
                .bind("createdAt", product.createdAt().toEpochMilli())
                .execute();
        words.insert(db, product);
    }

    /**
     * @param before what {@link #find} gave in this transaction
     */
    public void update(Handle db, ProvisionedProduct before, ProvisionedProduct after) {
        bind(db.createUpdate(UPDATE), after).execute();
        if (!after.owner().equals(before.owner())) {
            identified(owned(db.createUpdate(OWNER), after), after).execute();
        }
        words.update(db, before, after);
    }

    public void delete(Handle db, ProvisionedProduct product) {
        words.delete(db, product);
        identified(db.createUpdate(DELETE), product).execute();
    }

    public Optional<ProvisionedProduct> find(
            Handle db, AccountId account, Region region, ProvisionedProductId id) {
        return db.createQuery(SELECT + " AND p.id = :id")
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("id", id.value())
                .map(row -> read(row))
                .findOne();
    }

    public Optional<ProvisionedProduct> named(
            Handle db, AccountId account, Region region, String name) {
        return db.createQuery(SELECT + " AND p.name = :name")
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("name", name)
                .map(row -> read(row))
                .findOne();
    }

    private static Update identified(Update update, ProvisionedProduct product) {
        return update.bind("account", product.account().value())
                .bind("region", product.region().value())
                .bind("id", product.id().value());
    }

    private static Update owned(Update update, ProvisionedProduct product) {
        return update.bind("userArn", product.owner().arn())
                .bind("sessionArn", product.owner().sessionArn());
    }

    private static Update bind(Update update, ProvisionedProduct product) {
        return identified(update, product)
                .bind("productAccount", product.running().productAccount().value())
                .bind("product", product.running().product().value())
                .bind("productName", product.running().productName())
                .bind("artifact", product.running().artifact().value())
                .bind("artifactName", product.running().artifactName())
                .bind("portfolioAccount", product.running().portfolioAccount().value())
                .bind("portfolio", product.running().portfolio().value())
                .bind("launchRoleArn", product.launchRoleArn())
                .bind("state", state(product.state()))
                .bind("stateReason", product.state().statusMessage())
                .bind("change", product.state().change().map(RecordId::value))
                .bind("stackArn", product.stackArn())
                .bind("token", product.token())
                .bind("tags", Columns.tags(product.tags()))
                .bind("lastRecord", product.history().last().value())
                .bind("lastProvisioning", product.history().lastProvisioning().value())
                .bind("lastSuccessful", product.history().lastSuccessful().map(RecordId::value));
    }

    private static String state(ProvisionedProductState state) {
        return switch (state) {
            case ProvisionedProductState.Launching _ -> "LAUNCHING";
            case ProvisionedProductState.Updating _ -> "UPDATING";
            case ProvisionedProductState.Terminating _ -> "TERMINATING";
            case ProvisionedProductState.Available _ -> "AVAILABLE";
            case ProvisionedProductState.Tainted _ -> "TAINTED";
            case ProvisionedProductState.Failed _ -> "ERROR";
        };
    }

    private static ProvisionedProductState state(Row row) {
        var change = Columns.optional(row, "change_record_id").map(RecordId::new);
        var reason = Columns.optional(row, "state_reason").orElse("");
        var state = row.getString("state");
        return switch (state) {
            case "LAUNCHING" -> new ProvisionedProductState.Launching(change.orElseThrow());
            case "UPDATING" -> new ProvisionedProductState.Updating(change.orElseThrow());
            case "TERMINATING" -> new ProvisionedProductState.Terminating(change.orElseThrow());
            case "AVAILABLE" -> new ProvisionedProductState.Available();
            case "TAINTED" -> new ProvisionedProductState.Tainted(reason);
            case "ERROR" -> new ProvisionedProductState.Failed(reason);
            default -> throw new IllegalStateException("Unknown state in the database: " + state);
        };
    }

    static ProvisionedProduct read(Row row) {
        return new ProvisionedProduct(
                Columns.account(row, "account"),
                Columns.region(row),
                new ProvisionedProductId(row.getString("id")),
                row.getString("name"),
                running(row),
                new Owner(row.getString("user_arn"), row.getString("session_arn")),
                Columns.optional(row, "launch_role_arn"),
                state(row),
                Columns.optional(row, "stack_arn"),
                Columns.optional(row, "token"),
                Columns.tags(row),
                new History(
                        new RecordId(row.getString("last_record_id")),
                        new RecordId(row.getString("last_provisioning_record_id")),
                        Columns.optional(row, "last_successful_record_id").map(RecordId::new)),
                Columns.createdAt(row));
    }

    static Running running(Row row) {
        return new Running(
                Columns.account(row, "product_account"),
                new ProductId(row.getString("product_id")),
                row.getString("product_name"),
                new ProvisioningArtifactId(row.getString("artifact_id")),
                row.getString("artifact_name"),
                Columns.account(row, "portfolio_account"),
                new PortfolioId(row.getString("portfolio_id")));
    }
}

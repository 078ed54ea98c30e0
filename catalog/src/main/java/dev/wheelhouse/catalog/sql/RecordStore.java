package dev.wheelhouse.catalog.sql;

import dev.wheelhouse.catalog.ProvisionedProduct.Owner;
import dev.wheelhouse.catalog.ProvisionedProductId;
import dev.wheelhouse.catalog.ProvisioningRecord;
import dev.wheelhouse.catalog.ProvisioningRecord.Output;
import dev.wheelhouse.catalog.ProvisioningRecord.Problem;
import dev.wheelhouse.catalog.RecordId;
import dev.wheelhouse.catalog.Whose;
import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.sql.Bound;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The records, with the sealed work that is still to be done on them. */
public final class RecordStore {
    private static final String COLUMNS =
            """
            account, region, id, type, status, provisioned_product_id, provisioned_product_name,
            product_account, product_id, product_name, artifact_id, artifact_name,
            portfolio_account, portfolio_id, user_arn, session_arn, launch_role_arn, errors, tags,
            outputs, created_at_ms, updated_at_ms
            """;

    private static final String FROM =
            """
            FROM catalog_record
            WHERE account = :account AND region = :region
            """;

    private static final String SELECT = "SELECT " + COLUMNS + FROM;

    private static final String OPEN =
            "SELECT sealed_work, " + COLUMNS + FROM + " AND id = :id AND sealed_work IS NOT NULL";

    private static final String INSERT =
            """
            INSERT INTO catalog_record (account, region, id, type, status, provisioned_product_id,
                provisioned_product_name, product_account, product_id, product_name, artifact_id,
                artifact_name, portfolio_account, portfolio_id, user_arn, session_arn,
                launch_role_arn, errors, tags, outputs, sealed_work, created_at_ms, updated_at_ms)
            VALUES (:account, :region, :id, :type, :status, :provisionedProduct,
                :provisionedProductName, :productAccount, :product, :productName, :artifact,
                :artifactName, :portfolioAccount, :portfolio, :userArn, :sessionArn,
                :launchRoleArn, :errors, :tags, :outputs, :sealedWork, :createdAt, :updatedAt)
            """;

    private static final String UPDATE =
            """
            UPDATE catalog_record
            SET status = :status, errors = :errors, tags = :tags, outputs = :outputs,
                updated_at_ms = :updatedAt,
                sealed_work = CASE WHEN :ended = 1 THEN NULL ELSE sealed_work END
            WHERE account = :account AND region = :region AND id = :id
            """;

    private final Sealer sealer;

    /**
     * @param sealer seals what records give out, which may be a secret
     */
    public RecordStore(Sealer sealer) {
        this.sealer = sealer;
    }

    /**
     * Inserts a new record.
     *
     * @param sealedWork what the worker needs, sealed
     */
    public void insert(Handle db, ProvisioningRecord record, String sealedWork) {
        var target = record.target();
        db.createUpdate(INSERT)
                .bind("account", record.account().value())
                .bind("region", record.region().value())
                .bind("id", record.id().value())
                .bind("type", record.type().name())
                .bind("status", record.status().name())
                .bind("provisionedProduct", record.provisionedProduct().value())
                .bind("provisionedProductName", record.provisionedProductName())
                .bind("productAccount", target.productAccount().value())
                .bind("product", target.product().value())
                .bind("productName", target.productName())
                .bind("artifact", target.artifact().value())
                .bind("artifactName", target.artifactName())
                .bind("portfolioAccount", target.portfolioAccount().value())
                .bind("portfolio", target.portfolio().value())
                .bind("userArn", record.owner().arn())
                .bind("sessionArn", record.owner().sessionArn())
                .bind("launchRoleArn", record.launchRoleArn())
                .bind("errors", problems(record.errors()))
                .bind("tags", Columns.tags(record.tags()))
                .bind("outputs", seal(record))
                .bind("sealedWork", sealedWork)
                .bind("createdAt", record.createdAt().toEpochMilli())
                .bind("updatedAt", record.updatedAt().toEpochMilli())
                .execute();
    }

    /** Updates what came of a record; once it has ended its work is forgotten. */
    public void update(Handle db, ProvisioningRecord record) {
        db.createUpdate(UPDATE)
                .bind("account", record.account().value())
                .bind("region", record.region().value())
                .bind("id", record.id().value())
                .bind("status", record.status().name())
                .bind("errors", problems(record.errors()))
                .bind("tags", Columns.tags(record.tags()))
                .bind("outputs", seal(record))
                .bind("ended", Columns.flag(record.status().ended()))
                .bind("updatedAt", record.updatedAt().toEpochMilli())
                .execute();
    }

    public Optional<ProvisioningRecord> find(
            Handle db, AccountId account, Region region, RecordId id) {
        return db.createQuery(SELECT + " AND id = :id")
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("id", id.value())
                .map(row -> read(row))
                .findOne();
    }

    /** A record that has not ended, and the sealed work that is still to be done on it. */
    public record Open(ProvisioningRecord record, String sealedWork) {}

    /** The record of this id, if it has not ended. */
    public Optional<Open> open(Handle db, AccountId account, Region region, RecordId id) {
        return db.createQuery(OPEN)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("id", id.value())
                .map(row -> new Open(read(row), row.getString("sealed_work")))
                .findOne();
    }

    /**
     * A page of the records of an account, newest first.
     *
     * @param about what the records are about, if that matters
     * @param after the last record of the page before
     */
    public List<ProvisioningRecord> page(
            Handle db,
            AccountId account,
            Region region,
            Whose whose,
            About about,
            Cursor after,
            int limit) {
        var bindings = new LinkedHashMap<String, Bound>();
        var conditions = new StringBuilder();
        switch (whose) {
            case Whose.Anybody _ -> {}
            case Whose.OfPrincipal principal -> {
                conditions.append(" AND user_arn = :owner");
                bindings.put("owner", new Bound.Text(principal.arn()));
            }
            case Whose.OfSession session -> {
                conditions.append(" AND session_arn = :owner");
                bindings.put("owner", new Bound.Text(session.arn()));
            }
        }
        switch (about) {
            case About.Anything _ -> {}
            case About.Product product -> {
                conditions.append(" AND product_id = :about");
                bindings.put("about", new Bound.Text(product.id()));
            }
            case About.Provisioned product -> {
                conditions.append(" AND provisioned_product_id = :about");
                bindings.put("about", new Bound.Text(product.id()));
            }
        }
        if (!after.equals(Cursor.START)) {
            conditions.append(" AND (created_at_ms, id) < (:afterMs, :afterId)");
            bindings.put("afterMs", new Bound.Int8(after.createdAtMs()));
            bindings.put("afterId", new Bound.Text(after.id()));
        }
        var query =
                db.createQuery(
                        SELECT + conditions + " ORDER BY created_at_ms DESC, id DESC LIMIT :limit");
        bindings.forEach(query::bind);
        return query.bind("account", account.value())
                .bind("region", region.value())
                .bind("limit", limit)
                .map(row -> read(row))
                .list();
    }

    /** What records are about. */
    public sealed interface About {
        /** Whatever it is. */
        record Anything() implements About {}

        /** A product, by its id. */
        record Product(String id) implements About {}

        /** A provisioned product, by its id. */
        record Provisioned(String id) implements About {}
    }

    private ProvisioningRecord read(Row row) {
        return new ProvisioningRecord(
                Columns.account(row, "account"),
                Columns.region(row),
                new RecordId(row.getString("id")),
                ProvisioningRecord.Type.valueOf(row.getString("type")),
                ProvisioningRecord.Status.valueOf(row.getString("status")),
                new ProvisionedProductId(row.getString("provisioned_product_id")),
                row.getString("provisioned_product_name"),
                ProvisionedProductStore.running(row),
                new Owner(row.getString("user_arn"), row.getString("session_arn")),
                Columns.optional(row, "launch_role_arn"),
                problems(row.getString("errors")),
                Columns.tags(row),
                open(row),
                Columns.createdAt(row),
                Instant.ofEpochMilli(row.getLong("updated_at_ms")));
    }

    private static String problems(List<Problem> problems) {
        return Json.write(
                Value.list(
                        problems.stream()
                                .map(problem ->
                                        Value.object("code", Value.text(problem.code()))
                                                .with(
                                                        "description",
                                                        Value.text(problem.description())))
                                .toList()));
    }

    private static List<Problem> problems(String json) {
        return objects(json).stream()
                .map(problem ->
                        new Problem(
                                problem.text("code").orElse(""),
                                problem.text("description").orElse("")))
                .toList();
    }

    private String seal(ProvisioningRecord record) {
        return sealer.seal(
                context(record.account().value(), record.id().value()), outputs(record.outputs()));
    }

    private List<Output> open(Row row) {
        var text = row.getString("outputs");
        return outputs(
                text.startsWith("[") // as records had them before outputs were sealed
                        ? text
                        : sealer.openText(
                                context(row.getString("account"), row.getString("id")), text));
    }

    private static String context(String account, String id) {
        return "record-outputs/" + account + "/" + id;
    }

    private static String outputs(List<Output> outputs) {
        return Json.write(Value.list(outputs.stream().map(output -> document(output)).toList()));
    }

    private static Value.Members document(Output output) {
        var document =
                Value.object("key", Value.text(output.key()))
                        .with("value", Value.text(output.value()));
        return output.description().isEmpty()
                ? document
                : document.with("description", Value.text(output.description().get()));
    }

    private static List<Output> outputs(String json) {
        return objects(json).stream()
                .map(output ->
                        new Output(
                                output.text("key").orElse(""),
                                output.text("value").orElse(""),
                                output.text("description")))
                .toList();
    }

    private static List<Value.Members> objects(String json) {
        var objects = new ArrayList<Value.Members>();
        if (Json.read(json) instanceof Value.Items items) {
            for (var item : items.values()) {
                if (item instanceof Value.Members members) {
                    objects.add(members);
                }
            }
        }
        return objects;
    }
}

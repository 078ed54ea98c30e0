package dev.wheelhouse.stacks.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.store.sql.Handle;
import java.time.Instant;
import java.util.Optional;

/** The stack_request table. Each method runs in the transaction of the handle it is given. */
public final class RequestTokenStore {
    private static final String FIND =
            """
            SELECT action, stack_id
            FROM stack_request
            WHERE account = :account AND region = :region AND token = :token
            """;

    private static final String INSERT =
            """
            INSERT INTO stack_request (account, region, token, action, stack_id, requested_at_ms)
            VALUES (:account, :region, :token, :action, :stack_id, :requested_at_ms)
            """;

    /** What was asked for with a token. */
    public record Request(String action, StackId stack) {}

    public Optional<Request> find(Handle db, AccountId account, Region region, String token) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("token", token)
                .map(row ->
                        new Request(row.getString("action"), StackId.of(row.getString("stack_id"))))
                .findOne();
    }

    public void insert(Handle db, String token, Request request, Instant time) {
        db.createUpdate(INSERT)
                .bind("account", request.stack().account().value())
                .bind("region", request.stack().region().value())
                .bind("token", token)
                .bind("action", request.action())
                .bind("stack_id", request.stack().arn())
                .bind("requested_at_ms", time.toEpochMilli())
                .execute();
    }
}

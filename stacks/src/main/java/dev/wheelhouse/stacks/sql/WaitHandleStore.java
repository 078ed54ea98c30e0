package dev.wheelhouse.stacks.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import java.time.Instant;
import java.util.Optional;

/** The wait_handle table. Each method runs in the transaction of the handle it is given. */
public final class WaitHandleStore {
    private static final String INSERT =
            """
            INSERT INTO wait_handle (account, region, handle_id, signature_hash, stack_id,
                logical_id, created_at_ms)
            VALUES (:account, :region, :handle_id, :signature_hash, :stack_id, :logical_id,
                :created_at_ms)
            """;

    private static final String FIND =
            """
            SELECT signature_hash, stack_id, logical_id
            FROM wait_handle
            WHERE account = :account AND region = :region AND handle_id = :handle_id
            """;

    private static final String DELETE =
            """
            DELETE FROM wait_handle
            WHERE account = :account AND region = :region AND handle_id = :handle_id
            """;

    /**
     * A wait condition's handle.
     *
     * @param signatureHash the SHA-256 hash of what its URL is signed with, in hexadecimal
     * @param stackId the ARN of the stack that it belongs to
     * @param logicalId its name in the template
     */
    public record WaitHandle(String signatureHash, String stackId, String logicalId) {}

    public Optional<WaitHandle> find(Handle db, AccountId account, Region region, String handleId) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("handle_id", handleId)
                .map(row ->
                        new WaitHandle(
                                row.getString("signature_hash"),
                                row.getString("stack_id"),
                                row.getString("logical_id")))
                .findOne();
    }

    public void insert(
            Handle db,
            AccountId account,
            Region region,
            String handleId,
            WaitHandle handle,
            Instant time) {
        db.createUpdate(INSERT)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("handle_id", handleId)
                .bind("signature_hash", handle.signatureHash())
                .bind("stack_id", handle.stackId())
                .bind("logical_id", handle.logicalId())
                .bind("created_at_ms", time.toEpochMilli())
                .execute();
    }

    public void delete(Handle db, AccountId account, Region region, String handleId) {
        db.createUpdate(DELETE)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("handle_id", handleId)
                .execute();
    }
}

package dev.wheelhouse.cloud.resource;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.JournalEntry;
import dev.wheelhouse.store.sql.Handle;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * In which transaction, where and with whose rights something is done, be it for an API call or for
 * a step of a stack: what is behind both is the same.
 *
 * @param db the transaction
 * @param account where the resources are
 * @param region where the resources are
 * @param principal the ARN of who acts, for the journal
 * @param permission returns when an action is allowed, else throws {@link
 *     dev.wheelhouse.identity.AccessDeniedException}
 */
public record Acting(
        Handle db,
        AccountId account,
        Region region,
        String principal,
        Consumer<AccessRequest> permission) {
    /** On behalf of an API call. */
    public static Acting of(Handle db, Call call) {
        return new Acting(db, call.account(), call.region(), call.caller().arn(), call::require);
    }

    /** On behalf of a step of a stack. */
    public static Acting of(ResourceStep step) {
        return new Acting(
                step.db(), step.account(), step.region(), step.session().arn(), step::require);
    }

    /**
     * Returns when this is allowed. Every action of EC2 has the region as a key of that service,
     * too (Service Authorization Reference, Amazon EC2).
     *
     * @throws dev.wheelhouse.identity.AccessDeniedException otherwise
     */
    public void require(AccessRequest request) {
        permission.accept(
                request.action().startsWith("ec2:")
                        ? request.with("ec2:Region", region.value())
                        : request);
    }

    /** Returns when an action that knows no resource is allowed. */
    public void require(String action) {
        require(AccessRequest.to(action, "*"));
    }

    /** The ARN of a resource in this account and region: {@code arn:aws:ec2:R:A:instance/i-...}. */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }

    /** A journal entry for what this party changed. */
    public JournalEntry entry(
            String action, String resource, Optional<Value> before, Optional<Value> after) {
        return new JournalEntry(
                account.value(), region.value(), principal, action, resource, before, after);
    }
}

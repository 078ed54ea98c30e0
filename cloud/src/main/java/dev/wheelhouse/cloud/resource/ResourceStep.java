package dev.wheelhouse.cloud.resource;

import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import java.time.Duration;
import java.util.Map;

/**
 * One step of a provider: in whose name, where, for which resource of which stack, in which
 * transaction.
 *
 * @param db the transaction that also records the step; what the provider changes commits with it
 * @param session who acts: the launch role's session, the stack's role, or the caller
 * @param account where the resource is
 * @param region where the resource is
 * @param stackName for names that are made up: {@code <StackName>-<LogicalId>-<RANDOM>}
 * @param stackId the stack's ARN
 * @param logicalId the resource's name in the template
 * @param tags stack tags and system tags, for types that take them
 * @param waited how long the resource has been {@link ResourceProvider.Progress.Waiting}; zero when
 *     it is asked for the first time
 */
public record ResourceStep(
        Handle db,
        Caller session,
        AccountId account,
        Region region,
        String stackName,
        String stackId,
        String logicalId,
        Map<String, String> tags,
        Duration waited) {
    /**
     * Returns when the session may do this. A provider asks for each IAM action of the type's real
     * handler before it changes anything.
     *
     * @throws dev.wheelhouse.identity.AccessDeniedException otherwise
     */
    public void require(AccessRequest request) {
        session.require(request);
    }
}

package dev.wheelhouse.cloud.resource;

import dev.wheelhouse.document.Value;
import java.time.Duration;
import java.util.Map;

/**
 * Makes, changes and deletes the resources of one type. Every method runs in the transaction of its
 * step, which also records what came of it, so a step is done exactly once. Thread-safe.
 *
 * <p>Properties come resolved: no functions, no {@code AWS::NoValue}, checked against {@link
 * #schema} (required and known names). Scalars may come as strings where a number or boolean is
 * meant, and the reverse.
 *
 * <p>What fails throws {@link ResourceFailure} or {@link
 * dev.wheelhouse.identity.AccessDeniedException}.
 */
public interface ResourceProvider {
    /** What the type is. */
    ResourceSchema schema();

    /** Makes a resource. */
    Progress create(ResourceStep step, Value.Members properties);

    /**
     * Changes a resource; only called when no property that differs means replacement.
     *
     * @param before the properties it was made with, resolved then
     * @param after the properties it is to have
     */
    Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after);

    /**
     * Deletes a resource. One that is already gone counts as deleted.
     *
     * @param properties the properties it was made with, resolved then
     */
    Progress delete(ResourceStep step, String physicalId, Value.Members properties);

    /**
     * Asks how a resource that was {@link Progress.Waiting} is getting on.
     *
     * @throws ResourceFailure when it will not get there
     */
    default Progress proceed(ResourceStep step, String physicalId, Value.Members properties) {
        throw new IllegalStateException(schema().type() + " never waits");
    }

    /** What came of a step. */
    sealed interface Progress {
        /**
         * The resource is as it should be.
         *
         * @param physicalId what {@code Ref} gives
         * @param attributes what {@code Fn::GetAtt} gives, by attribute name; after an update,
         *     those that are not told stay as they were
         */
        record Done(String physicalId, Map<String, Value> attributes) implements Progress {}

        /** The resource is under way; ask {@link #proceed} after the pause. */
        record Waiting(String physicalId, Duration pause) implements Progress {}
    }
}

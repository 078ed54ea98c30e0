package dev.wheelhouse.stacks.engine;

import static dev.wheelhouse.stacks.ResourceStatus.DELETE_COMPLETE;
import static dev.wheelhouse.stacks.ResourceStatus.DELETE_FAILED;
import static dev.wheelhouse.stacks.ResourceStatus.DELETE_IN_PROGRESS;
import static dev.wheelhouse.stacks.ResourceStatus.DELETE_SKIPPED;
import static dev.wheelhouse.stacks.ResourceStatus.UPDATE_FAILED;

import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackResource.Standing;
import dev.wheelhouse.stacks.StackState.Phase;
import java.util.Collection;
import java.util.List;

/** Which resources a phase still has to do something about, told from what is recorded alone. */
final class PhaseTasks {
    /** How often the deletion of a resource is tried in a cleanup. */
    static final int CLEANUP_ATTEMPTS = 3;

    private PhaseTasks() {}

    /** The resources that a phase deletes; those that it could not delete are among them. */
    static List<StackResource> toDelete(Phase phase, Collection<StackResource> resources) {
        return resources.stream()
                .filter(resource ->
                        resource.status() != DELETE_COMPLETE && resource.status() != DELETE_SKIPPED)
                .filter(resource ->
                        switch (phase) {
                            case ROLLBACK, DELETE -> true;
                            case CLEANUP, ROLLBACK_CLEANUP ->
                                    resource.standing() == Standing.SUPERSEDED;
                            case CREATE, UPDATE, UPDATE_ROLLBACK -> false;
                        })
                .toList();
    }

    /** Whether a phase has given up on deleting a resource. */
    static boolean undeletable(Phase phase, long operation, StackResource resource) {
        var failed = resource.status() == DELETE_FAILED && resource.changedBy() == operation;
        return switch (phase) {
            case ROLLBACK, DELETE -> failed;
            case CLEANUP, ROLLBACK_CLEANUP -> failed && resource.attempts() >= CLEANUP_ATTEMPTS;
            case CREATE, UPDATE, UPDATE_ROLLBACK -> false;
        };
    }

    /**
     * The resources that were changed in place, or were to be, and have to be changed back.
     *
     * @param stable the last operation whose work stays
     */
    static List<StackResource> toChangeBack(long stable, Collection<StackResource> resources) {
        return resources.stream()
                .filter(resource -> resource.standing() == Standing.CURRENT)
                .filter(resource -> resource.madeBy() <= stable && resource.changedBy() > stable)
                .filter(resource ->
                        resource.previous().isPresent()
                                || resource.status() == UPDATE_FAILED
                                || resource.status().inProgress())
                .toList();
    }

    /** The replaced resources that have to be what their logical id means again. */
    static List<StackResource> toRestore(long stable, Collection<StackResource> resources) {
        return resources.stream()
                .filter(resource -> resource.standing() == Standing.SUPERSEDED)
                .filter(resource -> resource.madeBy() <= stable && resource.changedBy() > stable)
                .toList();
    }

    /** Whether something is to be done at all. */
    static boolean any(Phase phase, long stable, Collection<StackResource> resources) {
        return switch (phase) {
            case CREATE, UPDATE -> true;
            case UPDATE_ROLLBACK ->
                    !toChangeBack(stable, resources).isEmpty()
                            || !toRestore(stable, resources).isEmpty();
            case ROLLBACK, CLEANUP, ROLLBACK_CLEANUP, DELETE ->
                    !toDelete(phase, resources).isEmpty();
        };
    }

    /** Whether a resource's deletion is waited for. */
    static boolean beingDeleted(StackResource resource) {
        return resource.status() == DELETE_IN_PROGRESS && resource.proceedAt().isPresent();
    }
}

package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.stacks.FailurePolicy;
import dev.wheelhouse.stacks.ResourceStatus;
import dev.wheelhouse.stacks.StackResource;
import java.util.List;
import java.util.Optional;

/** CloudFormation's words for what went wrong. */
final class FailureReasons {
    static final String CREATION_CANCELLED = "Resource creation cancelled";
    static final String UPDATE_CANCELLED = "Resource update cancelled";
    static final String INTERNAL = "Internal Failure";
    static final String TIMEOUT = "Stack creation time exceeded the specified timeout.";

    private FailureReasons() {}

    /** For the resources that failed in an operation's phase; some end with a space. */
    static String of(List<StackResource> failed) {
        return part(failed, ResourceStatus.CREATE_FAILED, "create")
                + part(failed, ResourceStatus.UPDATE_FAILED, "update")
                + part(failed, ResourceStatus.DELETE_FAILED, "delete");
    }

    /** For a creation that failed: what happens next is said too. */
    static String withConsequence(String reason, FailurePolicy policy) {
        return switch (policy) {
            case ROLLBACK -> sentence(reason) + " Rollback requested by user.";
            case DELETE -> sentence(reason) + " Delete requested by user.";
            case DO_NOTHING -> reason;
        };
    }

    private static String sentence(String reason) {
        var text = reason.strip();
        return text.endsWith(".") ? text : text + ".";
    }

    /**
     * The whole story for who asked: the stack's reason and what the first failed resource says.
     */
    static String story(String reason, List<StackResource> failed) {
        var first =
                failed.stream()
                        .filter(resource -> !cancelled(resource))
                        .findFirst()
                        .flatMap(resource ->
                                resource.reason().map(why -> resource.logicalId() + ": " + why));
        return first.map(why -> reason.strip() + " " + why).orElse(reason.strip());
    }

    private static boolean cancelled(StackResource resource) {
        var reason = resource.reason();
        return reason.equals(Optional.of(CREATION_CANCELLED))
                || reason.equals(Optional.of(UPDATE_CANCELLED));
    }

    private static String part(List<StackResource> failed, ResourceStatus status, String verb) {
        var names =
                failed.stream()
                        .filter(resource -> resource.status() == status)
                        .map(StackResource::logicalId)
                        .distinct()
                        .toList();
        return names.isEmpty()
                ? ""
                : "The following resource(s) failed to %s: %s. ".formatted(verb, names);
    }
}

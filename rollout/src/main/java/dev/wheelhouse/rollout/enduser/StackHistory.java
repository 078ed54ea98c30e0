package dev.wheelhouse.rollout.enduser;

import dev.wheelhouse.rollout.access.AwsAccess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

/**
 * The events of a provisioned product's stack, as far as the caller may see them. An end user's
 * managed policy allows it for stacks of Service Catalog, a policy of one's own need not; a product
 * need not have a stack at all, and a stack is not there at once. None of that is an error: there
 * is less to tell.
 */
final class StackHistory {
    private final AwsAccess access;
    private final String stackName;
    private boolean mayRead = true;

    StackHistory(AwsAccess access, String provisionedProductId) {
        this.access = access;
        this.stackName = "SC-" + access.whereAmI().account() + "-" + provisionedProductId;
    }

    /** One event and its id. */
    record Entry(String id, LaunchProgress.StackEvent event) {}

    /** The events from a time on, oldest first. */
    List<Entry> since(@Nullable Instant time) {
        if (!mayRead) {
            return List.of();
        }
        var from = Optional.ofNullable(time).orElse(Instant.EPOCH);
        var entries = new ArrayList<Entry>();
        try {
            // Newest first: what is older than the record belongs to another one.
            for (var event :
                    access.cloudFormation()
                            .describeStackEventsPaginator(request -> request.stackName(stackName))
                            .stackEvents()) {
                if (event.timestamp().isBefore(from)) {
                    break;
                }
                entries.add(
                        new Entry(
                                event.eventId(),
                                new LaunchProgress.StackEvent(
                                        event.timestamp(),
                                        event.logicalResourceId(),
                                        Optional.ofNullable(event.resourceType()).orElse(""),
                                        Optional.ofNullable(event.resourceStatusAsString())
                                                .orElse(""),
                                        Optional.ofNullable(event.resourceStatusReason())
                                                .orElse(""))));
            }
        } catch (CloudFormationException cause) {
            mayRead = cause.statusCode() != 403;
            return List.of();
        } catch (SdkException _) {
            return List.of();
        }
        return entries.reversed();
    }
}

package dev.wheelhouse.stacks;

import java.time.Instant;
import java.util.Optional;

/**
 * One event in the life of a stack.
 *
 * @param sequence orders the events of a stack
 * @param eventId a UUID for the stack itself, {@code LOGICAL-STATUS-TIME} for a resource
 * @param logicalId the resource's name in the template, or the stack's name
 * @param physicalId empty text while there is none
 * @param type the resource's type; {@code AWS::CloudFormation::Stack} for the stack itself
 * @param status the new status
 * @param reason why
 * @param properties the resource's resolved properties as JSON text, secrets masked
 * @param clientRequestToken the operation's
 * @param time when
 */
public record StackEvent(
        long sequence,
        String eventId,
        String logicalId,
        String physicalId,
        String type,
        String status,
        Optional<String> reason,
        Optional<String> properties,
        Optional<String> clientRequestToken,
        Instant time) {
    /** The type that a stack's own events carry. */
    public static final String STACK_TYPE = "AWS::CloudFormation::Stack";
}

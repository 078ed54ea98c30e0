package dev.wheelhouse.stacks;

import dev.wheelhouse.document.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One physical resource of a stack. A logical resource has more than one while a replaced one waits
 * for the cleanup.
 *
 * @param logicalId its name in the template
 * @param incarnation counts the physical resources of the logical one, from 1
 * @param standing whether it is the one that the logical id means
 * @param type for example {@code AWS::EC2::Instance}
 * @param status how it stands
 * @param reason why, where there is more to say
 * @param physicalId what it is called in its own service; empty when it could not be made
 * @param content what it was made with, or in an update is to become
 * @param previous in an update in place, what it was before; kept until the operation ends
 * @param madeBy the number of the operation that made it
 * @param changedBy the number of the operation that changed it last
 * @param changedAt when its status changed last
 * @param proceedAt when to ask again whether it is ready; only while it is in progress
 * @param attempts how often its deletion was tried in the cleanup
 */
public record StackResource(
        String logicalId,
        int incarnation,
        Standing standing,
        String type,
        ResourceStatus status,
        Optional<String> reason,
        Optional<String> physicalId,
        Content content,
        Optional<Content> previous,
        long madeBy,
        long changedBy,
        Instant changedAt,
        Optional<Instant> proceedAt,
        int attempts) {
    /** What a physical resource is to its logical id. */
    public enum Standing {
        /** What {@code Ref} means. */
        CURRENT,
        /** Replaced, to be cleaned up. */
        SUPERSEDED
    }

    /** What becomes of a resource that leaves its stack. */
    public enum Retention {
        DELETE,
        RETAIN,
        SNAPSHOT,
        /** Retained but where the operation that made it is rolled back. */
        RETAIN_EXCEPT_ON_CREATE
    }

    /**
     * What a resource is made of.
     *
     * @param properties resolved
     * @param shownProperties resolved, with the mask in place of what came from NoEcho parameters
     * @param attributes what {@code Fn::GetAtt} gives
     * @param tags stack tags and system tags that it was given
     * @param metadata resolved
     * @param dependencies the logical ids that had to be there before it
     * @param retention its DeletionPolicy
     * @param awaited the signals that it still waits for, as its CreationPolicy says
     */
    public record Content(
            Value.Members properties,
            Value.Members shownProperties,
            Map<String, Value> attributes,
            Map<String, String> tags,
            Value.Members metadata,
            List<String> dependencies,
            Retention retention,
            Optional<Awaited> awaited) {
        public Content {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
            tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
            dependencies = List.copyOf(dependencies);
        }

        /** This content with the attributes that the finished resource has. */
        public Content with(Map<String, Value> results) {
            return new Content(
                    properties,
                    shownProperties,
                    results,
                    tags,
                    metadata,
                    dependencies,
                    retention,
                    awaited);
        }

        /** This content, once signals that it waits for were said or came. */
        public Content awaiting(Optional<Awaited> signals) {
            return new Content(
                    properties,
                    shownProperties,
                    attributes,
                    tags,
                    metadata,
                    dependencies,
                    retention,
                    signals);
        }

        /** This content with attributes as they were before, but for those that are told anew. */
        public Content with(Map<String, Value> former, Map<String, Value> results) {
            var all = new LinkedHashMap<>(former);
            all.putAll(results);
            return with(all);
        }

        /** This content with other rules for leaving the stack. */
        public Content keptBy(List<String> dependsOn, Retention policy) {
            return new Content(
                    properties,
                    shownProperties,
                    attributes,
                    tags,
                    metadata,
                    dependsOn,
                    policy,
                    awaited);
        }
    }

    /**
     * Signals that a resource waits for.
     *
     * @param count how many, each by another sender
     * @param until when it gives up
     */
    public record Awaited(int count, Instant until) {}

    /** Tells the physical resources of a stack apart. */
    public record Key(String logicalId, int incarnation) {}

    public Key key() {
        return new Key(logicalId, incarnation);
    }

    /** Whether the resource is there, waited for or not. */
    public boolean physical() {
        return physicalId.isPresent();
    }

    /** This resource with another status. */
    public StackResource to(
            ResourceStatus next, Optional<String> why, long operation, Instant time) {
        return new StackResource(
                logicalId,
                incarnation,
                standing,
                type,
                next,
                why,
                physicalId,
                content,
                previous,
                madeBy,
                operation,
                time,
                Optional.empty(),
                attempts);
    }

    /** This resource, to be asked about again at that time. */
    public StackResource askedAgainAt(Instant time) {
        return new StackResource(
                logicalId,
                incarnation,
                standing,
                type,
                status,
                reason,
                physicalId,
                content,
                previous,
                madeBy,
                changedBy,
                changedAt,
                Optional.of(time),
                attempts);
    }

    /** This resource as something else in its own service. */
    public StackResource called(Optional<String> physical) {
        return new StackResource(
                logicalId,
                incarnation,
                standing,
                type,
                status,
                reason,
                physical,
                content,
                previous,
                madeBy,
                changedBy,
                changedAt,
                proceedAt,
                attempts);
    }

    /** This resource made of something else. */
    public StackResource made(Content now, Optional<Content> before) {
        return new StackResource(
                logicalId,
                incarnation,
                standing,
                type,
                status,
                reason,
                physicalId,
                now,
                before,
                madeBy,
                changedBy,
                changedAt,
                proceedAt,
                attempts);
    }

    /** This resource in another standing to its logical id. */
    public StackResource standing(Standing next) {
        return new StackResource(
                logicalId,
                incarnation,
                next,
                type,
                status,
                reason,
                physicalId,
                content,
                previous,
                madeBy,
                changedBy,
                changedAt,
                proceedAt,
                attempts);
    }

    /** This resource after one more try to delete it. */
    public StackResource triedAgain() {
        return new StackResource(
                logicalId,
                incarnation,
                standing,
                type,
                status,
                reason,
                physicalId,
                content,
                previous,
                madeBy,
                changedBy,
                changedAt,
                proceedAt,
                attempts + 1);
    }

    /** This resource as if nothing had been tried with it. */
    public StackResource untried() {
        return new StackResource(
                logicalId,
                incarnation,
                standing,
                type,
                status,
                reason,
                physicalId,
                content,
                previous,
                madeBy,
                changedBy,
                changedAt,
                proceedAt,
                0);
    }
}

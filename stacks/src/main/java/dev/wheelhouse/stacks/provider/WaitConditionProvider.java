package dev.wheelhouse.stacks.provider;

import dev.wheelhouse.cloud.resource.GeneratedNames;
import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Property;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceSchema.Update;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.stacks.Signal;
import dev.wheelhouse.stacks.WaitHandleUrl;
import dev.wheelhouse.stacks.operation.WaitHandles;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code AWS::CloudFormation::WaitCondition}: is there once its handle was sent as many successes
 * as it counts, each by another sender; fails with the first failure, or when time is up. Without a
 * handle it waits for nothing itself: then its CreationPolicy says what for.
 */
public final class WaitConditionProvider implements ResourceProvider {
    private static final int MAX_NAME = 255;
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::CloudFormation::WaitCondition",
                    Map.of(
                            "Count", new Property(Shape.NUMBER, false, Update.IN_PLACE),
                            "Handle", new Property(Shape.STRING, false, Update.IN_PLACE),
                            "Timeout", new Property(Shape.NUMBER, false, Update.IN_PLACE)),
                    List.of("Data"),
                    false,
                    false);

    private final WaitHandles handles;
    private final GeneratedNames names;

    public WaitConditionProvider(WaitHandles handles, GeneratedNames names) {
        this.handles = handles;
        this.names = names;
    }

    @Override
    public ResourceSchema schema() {
        return SCHEMA;
    }

    @Override
    public Progress create(ResourceStep step, Value.Members properties) {
        var name = names.name(step, MAX_NAME);
        if (!properties.has("Handle")) {
            return new Progress.Done(name, data(List.of()));
        }
        if (handles.find(step.db(), handle(step, properties)).isEmpty()) {
            throw new ResourceFailure(
                    ResourceFailure.Code.INVALID_REQUEST,
                    "Handle is not the URL of a wait condition's handle in this account and region");
        }
        timeout(properties);
        count(properties);
        return ask(step, name, properties);
    }

    @Override
    public Progress proceed(ResourceStep step, String physicalId, Value.Members properties) {
        return ask(step, physicalId, properties);
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        if (!before.equals(after)) {
            throw ResourceFailure.inItsOwnWords(
                    "Update to resource type " + SCHEMA.type() + " is not supported.");
        }
        return new Progress.Done(
                physicalId,
                data(
                        after.has("Handle")
                                ? handles.signals(step.db(), handle(step, after))
                                : List.of()));
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        return new Progress.Done(physicalId, Map.of());
    }

    private Progress ask(ResourceStep step, String name, Value.Members properties) {
        var signals = handles.signals(step.db(), handle(step, properties));
        signals.stream()
                .filter(signal -> !signal.succeeded())
                .findFirst()
                .ifPresent(failure -> {
                    throw ResourceFailure.inItsOwnWords(
                            "WaitCondition received failed message: '%s' for uniqueId: %s"
                                    .formatted(failure.reason(), failure.uniqueId()));
                });
        var count = count(properties);
        if (signals.size() >= count) {
            return new Progress.Done(name, data(signals));
        }
        var left = timeout(properties).minus(step.waited());
        if (!left.isPositive()) {
            throw ResourceFailure.inItsOwnWords(
                    "WaitCondition timed out. Received %d conditions when expecting %d"
                            .formatted(signals.size(), count));
        }
        return new Progress.Waiting(name, pause(step.waited(), left));
    }

    /** Asks less often the longer it waits, and again just when time is up. */
    static Duration pause(Duration waited, Duration left) {
        var pause = waited.dividedBy(10);
        var bounded =
                pause.compareTo(SHORTEST_PAUSE) < 0
                        ? SHORTEST_PAUSE
                        : pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        return bounded.compareTo(left) < 0 ? bounded : left;
    }

    private static Map<String, Value> data(List<Signal> signals) {
        var data = new LinkedHashMap<String, Value>();
        signals.forEach(signal -> data.put(signal.uniqueId(), Value.text(signal.data())));
        return Map.of("Data", Value.text(Json.write(Value.object(data))));
    }

    private static WaitHandleUrl handle(ResourceStep step, Value.Members properties) {
        return properties
                .text("Handle")
                .flatMap(WaitHandleUrl::parse)
                .filter(url ->
                        url.account().equals(step.account()) && url.region().equals(step.region()))
                .orElseThrow(() ->
                        new ResourceFailure(
                                ResourceFailure.Code.INVALID_REQUEST,
                                "Handle is not the URL of a wait condition's handle in this account"
                                        + " and region"));
    }

    private static long count(Value.Members properties) {
        return number(properties, "Count").orElse(1L);
    }

    private static Duration timeout(Value.Members properties) {
        var seconds =
                number(properties, "Timeout")
                        .orElseThrow(() ->
                                ResourceFailure.inItsOwnWords(
                                        "Property Timeout is required with Handle"));
        var timeout = Duration.ofSeconds(seconds);
        if (timeout.compareTo(LONGEST) > 0) {
            throw ResourceFailure.inItsOwnWords(
                    "Timeout is at most " + LONGEST.toSeconds() + " seconds, not " + seconds);
        }
        return timeout;
    }

    private static Optional<Long> number(Value.Members properties, String name) {
        return properties
                .get(name)
                .flatMap(Value::scalar)
                .map(text -> {
                    if (!text.matches("[0-9]{1,9}")) {
                        throw ResourceFailure.inItsOwnWords(
                                name + " is a whole number, not " + text);
                    }
                    return Long.parseLong(text);
                });
    }
}

package dev.wheelhouse.rollout.deploy;

import dev.wheelhouse.rollout.Change;
import dev.wheelhouse.rollout.Place;
import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Things in the order in which they depend on each other, for one account and region. Each step
 * looks for its thing, compares, makes or changes it, and reads it back before the next one begins.
 * Not thread-safe.
 */
public final class Deployment {
    private final AwsAccess access;
    private final RunId run;
    private final Patience patience;
    private final List<Step<?>> steps = new ArrayList<>();
    private boolean changed;

    public Deployment(AwsAccess access, RunId run, Patience patience) {
        this.access = access;
        this.run = run;
        this.patience = patience;
    }

    /** Adds a step after all others; what it finds or makes is known to later steps. */
    public <S> Ref<S> step(Thing<S> thing) {
        var step = new Step<>(thing, steps.size() + 1);
        steps.add(step);
        return step;
    }

    /**
     * Finds and compares everything, and changes nothing.
     *
     * @throws RolloutException if something cannot be read
     */
    public List<StepPlan> plan() {
        var place = access.whereAmI();
        return steps.stream().map(step -> plan(step, place)).toList();
    }

    /**
     * Runs all steps in order and, when one of them changed something, reads everything back once
     * more.
     *
     * @throws RolloutException at the first step that fails; the steps before it are done, the next
     *     run goes on from there
     */
    public List<StepResult> apply(Progress progress) {
        var place = access.whereAmI();
        var results = new ArrayList<StepResult>();
        for (var step : steps) {
            var thing = step.thing;
            progress.started(step.number, steps.size(), place, thing.kind(), thing.name());
            var result = apply(step, place);
            results.add(result);
            progress.finished(result);
        }
        if (changed) {
            steps.forEach(step -> readBack(step, place));
        }
        return List.copyOf(results);
    }

    private <S> StepPlan plan(Step<S> step, Place place) {
        var thing = step.thing;
        try {
            var found = thing.find();
            found.ifPresent(step::learn);
            var changes = found.map(thing::compare).orElse(List.of());
            var action =
                    found.isEmpty()
                            ? StepPlan.Action.CREATE
                            : changes.isEmpty() ? StepPlan.Action.NOTHING : StepPlan.Action.UPDATE;
            return new StepPlan(place, thing.kind(), thing.name(), action, changes);
        } catch (SdkException cause) {
            throw access.failure("Looking for " + words(thing), cause);
        }
    }

    private <S> StepResult apply(Step<S> step, Place place) {
        var thing = step.thing;
        var plan = plan(step, place);
        var outcome =
                switch (plan.action()) {
                    case CREATE -> {
                        step.learn(
                                persistently(
                                        step,
                                        "Creating " + words(thing),
                                        () -> thing.create(new Token(run, step.number))));
                        yield Outcome.CREATED;
                    }
                    case UPDATE -> {
                        var found = step.get();
                        step.learn(
                                persistently(
                                        step,
                                        "Changing " + words(thing),
                                        () ->
                                                thing.change(
                                                        found,
                                                        plan.changes(),
                                                        new Token(run, step.number))));
                        yield Outcome.UPDATED;
                    }
                    case NOTHING -> Outcome.UNCHANGED;
                };
        if (outcome != Outcome.UNCHANGED) {
            changed = true;
            readBack(step, place);
        }
        return new StepResult(
                step.number,
                steps.size(),
                place,
                thing.kind(),
                thing.name(),
                outcome,
                thing.id(step.get()),
                plan.changes());
    }

    /** Looks until the thing is seen as desired: what was answered may show up a little later. */
    private <S> void readBack(Step<S> step, Place place) {
        var thing = step.thing;
        var differences = List.<Change>of();
        var seen = false;
        for (int look = 0; look <= patience.pauses().size(); look++) {
            if (look > 0) {
                pause(patience.pauses().get(look - 1), thing, place);
            }
            try {
                var found = thing.find();
                seen = found.isPresent();
                differences = found.map(thing::compare).orElse(List.of());
                if (seen && differences.isEmpty()) {
                    step.learn(found.get());
                    return;
                }
            } catch (SdkException cause) {
                throw access.failure("Reading back " + words(thing), cause);
            }
        }
        throw new RolloutException(
                "Reading back " + words(thing),
                Optional.of(place),
                seen
                        ? "it is not as it was set: "
                                + differences.stream()
                                        .map(Change::toString)
                                        .collect(Collectors.joining("; "))
                        : "it is not there, though its creation was answered with success",
                "again in a minute; somebody else may be changing it");
    }

    /**
     * Repeats a call that is refused because AWS does not yet see what an earlier step of this run
     * has made.
     */
    private <S> S persistently(Step<S> step, String what, java.util.function.Supplier<S> call) {
        for (int look = 0; ; look++) {
            try {
                return call.get();
            } catch (SdkException cause) {
                if (!changed || !mayBeTooEarly(cause) || look >= patience.pauses().size()) {
                    throw explained(access.failure(what, cause), step.thing.remedy());
                }
                pause(patience.pauses().get(look), step.thing, access.whereAmI());
            }
        }
    }

    private static RolloutException explained(RolloutException failure, String remedy) {
        return failure.remedy().isEmpty() && !remedy.isEmpty()
                ? new RolloutException(
                        failure.what(), failure.where(), failure.why(), remedy, failure.getCause())
                : failure;
    }

    private static boolean mayBeTooEarly(SdkException cause) {
        if (!(cause instanceof AwsServiceException answer) || answer.awsErrorDetails() == null) {
            return false;
        }
        var code = String.valueOf(answer.awsErrorDetails().errorCode());
        var message = String.valueOf(answer.awsErrorDetails().errorMessage());
        return switch (code) {
            case "ResourceNotFoundException", "NoSuchEntity", "NoSuchEntityException" -> true;
            case "InvalidParametersException" ->
                    message.contains("does not exist") || message.contains("role");
            default -> false;
        };
    }

    private void pause(Duration pause, Thing<?> thing, Place place) {
        try {
            patience.sleeper().sleep(pause);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new RolloutException(
                    "Waiting for " + words(thing),
                    Optional.of(place),
                    "interrupted",
                    "run it again: it goes on where it stopped",
                    cause);
        }
    }

    private static String words(Thing<?> thing) {
        return thing.kind() + " \"" + thing.name() + "\"";
    }

    /** One thing in its place in the order, and what is known of it. */
    private static final class Step<S> implements Ref<S> {
        private final Thing<S> thing;
        private final int number;
        private @Nullable S state;

        Step(Thing<S> thing, int number) {
            this.thing = thing;
            this.number = number;
        }

        void learn(S found) {
            state = found;
        }

        @Override
        public Optional<S> known() {
            return Optional.ofNullable(state);
        }
    }
}

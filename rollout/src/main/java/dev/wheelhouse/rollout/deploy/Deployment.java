package dev.wheelhouse.rollout.deploy;

import dev.wheelhouse.rollout.Change;
import dev.wheelhouse.rollout.Place;
import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Things in the order in which they depend on each other, for one account and region. Each step
 * looks for its thing, compares, makes or changes it, and reads it back before the next one begins.
 * A removal goes through them backwards. Not thread-safe.
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

    /**
     * Finds everything and who uses it, and changes nothing.
     *
     * @throws RolloutException if something cannot be read
     */
    public Removal removal() {
        return backwards(access.whereAmI()).removal();
    }

    /**
     * Removes what was shown, in the reverse of the order in which it is made, and reads back that
     * it is gone.
     *
     * @param shown what {@link #removal} has found
     * @throws RolloutException before anything is removed if what is there is no longer what was
     *     shown or if somebody uses it, or at the first thing that cannot be removed; what went
     *     before is gone, the next run goes on from there
     */
    public List<StepResult> remove(Removal shown, Progress progress) {
        var place = access.whereAmI();
        var found = backwards(place);
        var refusal = refusal(shown, found.removal());
        if (!refusal.isEmpty()) {
            throw new RolloutException(
                    "Removing what was shown", Optional.of(place), refusal, "look at it again");
        }
        var results = new ArrayList<StepResult>();
        for (var step : found.going()) {
            var number = results.size() + 1;
            var steps = found.going().size();
            progress.started(number, steps, place, step.thing.kind(), step.thing.name());
            var result = remove(step, number, steps, place);
            results.add(result);
            progress.finished(result);
        }
        if (changed) {
            found.going().forEach(step -> readBackGone(step, place));
        }
        return List.copyOf(results);
    }

    private static String refusal(Removal shown, Removal now) {
        if (!now.uses().isEmpty()) {
            return now.uses().stream().map(Use::words).collect(Collectors.joining("; "));
        }
        return now.goes().equals(shown.goes()) ? "" : "what is there has changed meanwhile";
    }

    /**
     * @param going the steps whose things go, in the order of the removal
     */
    private record Backwards(Removal removal, List<Step<?>> going) {}

    private Backwards backwards(Place place) {
        steps.forEach(this::look);
        var going = new ArrayList<Step<?>>();
        var goes = new ArrayList<Removal.Going>();
        var stays = new ArrayList<Removal.Staying>();
        var uses = new LinkedHashMap<String, Use>();
        for (var step : steps.reversed()) {
            switch (undoing(step, stays)) {
                case Undoing.Goes found -> {
                    going.add(step);
                    goes.add(going(step));
                    found.uses().forEach(use -> uses.putIfAbsent(use.user(), use));
                }
                case Undoing.LookedUp found ->
                        found.uses().forEach(use -> uses.putIfAbsent(use.user(), use));
                case Undoing.Stays found ->
                        stays.add(new Removal.Staying(wordsWithId(step), found.why()));
            }
        }
        goes.forEach(it -> uses.remove(it.id()));
        return new Backwards(
                new Removal(
                        place,
                        goes,
                        stays,
                        goes.isEmpty() ? List.of() : List.copyOf(uses.values())),
                going);
    }

    /** What is found now, or nothing: an earlier look counts no longer. */
    private <S> void look(Step<S> step) {
        try {
            step.forget();
            step.thing.find().ifPresent(step::learn);
        } catch (SdkException cause) {
            throw access.failure("Looking for " + words(step.thing), cause);
        }
    }

    private <S> Undoing undoing(Step<S> step, List<Removal.Staying> stays) {
        var thing = step.thing;
        try {
            thing.foreign()
                    .forEach(other ->
                            stays.add(
                                    new Removal.Staying(
                                            words(thing) + " (" + other.id() + ")",
                                            "somebody else made it")));
            return step.known()
                    .map(thing::undoing)
                    .orElse(new Undoing.LookedUp(List.of())); // not there: nothing to undo
        } catch (SdkException cause) {
            throw access.failure("Finding out who uses " + words(thing), cause);
        }
    }

    private static <S> Removal.Going going(Step<S> step) {
        var thing = step.thing;
        var found = step.get();
        return new Removal.Going(thing.kind(), thing.name(), thing.id(found), thing.detail(found));
    }

    private static <S> String wordsWithId(Step<S> step) {
        return words(step.thing) + " (" + step.thing.id(step.get()) + ")";
    }

    private <S> StepResult remove(Step<S> step, int number, int steps, Place place) {
        var thing = step.thing;
        var found = step.get();
        persistently(
                step,
                "Removing " + words(thing),
                Deployment::mayStillSeeUses,
                "",
                () -> {
                    try {
                        thing.remove(found);
                    } catch (SdkException cause) {
                        if (!isNotFound(cause)) {
                            throw cause;
                        }
                        // an earlier try of this very call, or somebody else just now
                    }
                    return found;
                });
        changed = true;
        step.forget();
        readBackGone(step, place);
        return new StepResult(
                number,
                steps,
                place,
                thing.kind(),
                thing.name(),
                Outcome.REMOVED,
                thing.id(found),
                List.of());
    }

    /** Looks until the thing is no longer seen. */
    private <S> void readBackGone(Step<S> step, Place place) {
        var thing = step.thing;
        for (int look = 0; look <= patience.pauses().size(); look++) {
            if (look > 0) {
                pause(patience.pauses().get(look - 1), thing, place);
            }
            try {
                if (thing.find().isEmpty()) {
                    return;
                }
            } catch (SdkException cause) {
                throw access.failure("Reading back " + words(thing), cause);
            }
        }
        throw new RolloutException(
                "Reading back " + words(thing),
                Optional.of(place),
                "it is still there, though its removal was answered with success",
                "again in a minute; somebody else may have made it again");
    }

    private <S> StepPlan plan(Step<S> step, Place place) {
        var thing = step.thing;
        try {
            var found = thing.find();
            found.ifPresent(step::learn);
            if (found.isEmpty()) {
                refuseForeign(thing, place);
            }
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

    private static void refuseForeign(Thing<?> thing, Place place) {
        var foreign = thing.foreign();
        if (!foreign.isEmpty()) {
            throw new RolloutException(
                    "Looking for the " + words(thing),
                    Optional.of(place),
                    String.join(", ", foreign.stream().map(Thing.Foreign::id).toList())
                            + " has that name and was made by somebody else",
                    "delete or rename it, or hand it over: " + foreign.getFirst().handOver());
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
                                        Deployment::mayBeTooEarly,
                                        thing.remedy(),
                                        () -> thing.create(new Token(run, step.number))));
                        yield Outcome.CREATED;
                    }
                    case UPDATE -> {
                        var found = step.get();
                        step.learn(
                                persistently(
                                        step,
                                        "Changing " + words(thing),
                                        Deployment::mayBeTooEarly,
                                        thing.remedy(),
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
     * has done.
     *
     * @param remedy what to try when it is refused for a reason that AWS does not explain
     */
    private <S> S persistently(
            Step<S> step,
            String what,
            Predicate<SdkException> tooEarly,
            String remedy,
            Supplier<S> call) {
        for (int look = 0; ; look++) {
            try {
                return call.get();
            } catch (SdkException cause) {
                if (!changed || !tooEarly.test(cause) || look >= patience.pauses().size()) {
                    throw explained(access.failure(what, cause), remedy);
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

    /** What an earlier step has made may not be seen yet. */
    private static boolean mayBeTooEarly(SdkException cause) {
        return isNotFound(cause)
                || (code(cause).equals("InvalidParametersException")
                        && (message(cause).contains("does not exist")
                                || message(cause).contains("role")));
    }

    /** What an earlier step has removed may still be seen. */
    private static boolean mayStillSeeUses(SdkException cause) {
        return switch (code(cause)) {
            case "ResourceInUseException", "DeleteConflict", "DeleteConflictException" -> true;
            default -> false;
        };
    }

    private static boolean isNotFound(SdkException cause) {
        return switch (code(cause)) {
            case "ResourceNotFoundException", "NoSuchEntity", "NoSuchEntityException" -> true;
            default -> false;
        };
    }

    private static String code(SdkException cause) {
        return details(cause).map(AwsErrorDetails::errorCode).orElse("");
    }

    private static String message(SdkException cause) {
        return details(cause).map(AwsErrorDetails::errorMessage).orElse("");
    }

    private static Optional<AwsErrorDetails> details(SdkException cause) {
        return cause instanceof AwsServiceException answer
                ? Optional.ofNullable(answer.awsErrorDetails())
                : Optional.empty();
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

        void forget() {
            state = null;
        }

        @Override
        public Optional<S> known() {
            return Optional.ofNullable(state);
        }
    }
}

package dev.wheelhouse.stacks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.stacks.Signal;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackEngine.Outcome;
import dev.wheelhouse.stacks.StackState.Phase;
import dev.wheelhouse.stacks.StackState.Working;
import dev.wheelhouse.stacks.engine.StackRecorder.Deletion;
import dev.wheelhouse.store.sql.Handle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files of {@code event-order}: operations with their templates, then the events that all of
 * them leave, oldest first, then the widgets that are there in the end.
 */
class EventOrderTest {
    private static final Path FOLDER = Path.of("src/test/resources/event-order");

    /** One operation of a story. */
    record Step(String verb, String template) {}

    /** What a file tells. */
    record Story(List<Step> steps, List<String> events, List<String> widgets) {
        static Story read(Path file) throws IOException {
            var steps = new ArrayList<Step>();
            List<String> events = List.of();
            List<String> widgets = List.of();
            for (var section : Files.readString(file).split("(?m)^=== ", -1)) {
                var lines = section.split("\n", 2);
                var body = lines.length > 1 ? lines[1] : "";
                switch (lines[0].strip()) {
                    case "" -> {}
                    case "events" -> events = body.lines().filter(l -> !l.isBlank()).toList();
                    case "widgets" -> widgets = body.lines().filter(l -> !l.isBlank()).toList();
                    default -> steps.add(new Step(lines[0].strip(), body));
                }
            }
            return new Story(steps, events, widgets);
        }

        /** Does all operations; an interruption ends it. */
        String tell(TestStacks stacks) {
            var id = "";
            for (var step : steps) {
                id = begin(stacks, step, id);
                work(stacks, step, id);
            }
            return id;
        }

        /** Works until the operation has ended; on the way does what the step says after "then". */
        static void work(TestStacks stacks, Step step, String id) {
            var words = step.verb().split(", then ", 2);
            if (words.length == 2
                    && stacks.engine().work(id, stacks.caller, (_, _) -> {})
                            instanceof Outcome.Waiting
                    && stacks.stack(id).state() instanceof Working(var phase, _)
                    && phase != Phase.UPDATE_ROLLBACK) {
                meanwhile(stacks, words[1].split(" "), id);
            }
            stacks.finish(id);
        }

        private static void meanwhile(TestStacks stacks, String[] words, String id) {
            var stack = stacks.stack(id);
            stacks.record((db, recorder) -> {
                switch (words[0]) {
                    case "cancel" ->
                            recorder.cancelUpdate(db, stacks.caller, stack, Optional.empty());
                    case "signal" ->
                            recorder.signal(
                                    db,
                                    stacks.caller,
                                    stack,
                                    words[1],
                                    new Signal(words[2], words[3].equals(Signal.SUCCESS), "", ""));
                    default -> throw new IllegalArgumentException(words[0]);
                }
            });
        }

        static String begin(TestStacks stacks, Step step, String id) {
            var request = TestStacks.request(step.template());
            var verb = step.verb().split(", then ", 2)[0];
            switch (verb) {
                case "create" -> {
                    return stacks.create(request);
                }
                case "create without rollback" -> {
                    return stacks.create(TestStacks.withoutRollback(request));
                }
                case "update" -> stacks.update(id, request);
                case "update without rollback" ->
                        stacks.update(id, TestStacks.withoutRollback(request));
                case "delete" -> stacks.delete(id);
                default -> record(stacks, verb, step.template(), id);
            }
            return id;
        }

        private static void record(TestStacks stacks, String verb, String body, String id) {
            var caller = stacks.caller;
            var stack = stacks.stack(id);
            stacks.record((db, recorder) -> {
                switch (verb) {
                    case "delete by force" ->
                            recorder.delete(
                                    db,
                                    caller,
                                    stack,
                                    new Deletion(Set.of(), false, Optional.empty(), true),
                                    Optional.empty());
                    case "rollback" ->
                            recorder.rollback(
                                    db, caller, stack, Optional.empty(), Optional.empty(), false);
                    case "continue" -> goOn(recorder, db, caller, stack, Set.of());
                    case "continue without A" -> goOn(recorder, db, caller, stack, Set.of("A"));
                    case "policy" -> recorder.rule(db, caller, stack, body);
                    default -> throw new IllegalArgumentException(verb);
                }
            });
        }

        private static void goOn(
                StackRecorder recorder,
                Handle db,
                Caller caller,
                Stack stack,
                Set<String> skipped) {
            recorder.continueRollback(
                    db, caller, stack, skipped, Optional.empty(), Optional.empty());
        }
    }

    /** All stories; those in {@code told-once} are no more telling for being interrupted. */
    static Stream<Path> stories() throws IOException {
        return Stream.concat(in(FOLDER), in(FOLDER.resolve("told-once")));
    }

    /** The stories that go on after an interruption. */
    static Stream<Path> interruptible() throws IOException {
        return in(FOLDER);
    }

    private static Stream<Path> in(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void eventsComeInThisOrder(Path file) throws IOException {
        var story = Story.read(file);
        try (var stacks = new TestStacks()) {
            var id = story.tell(stacks);

            assertThat(stacks.events(id)).containsExactlyElementsOf(story.events());
            assertThat(stacks.widgets()).containsExactlyElementsOf(story.widgets());
        }
    }
}

package dev.wheelhouse.stacks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files of {@code event-order}: operations with their templates, then the events that all of
 * them leave, oldest first, then the widgets that are there in the end.
 */
class EventOrderTest {
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
                stacks.finish(id);
            }
            return id;
        }

        static String begin(TestStacks stacks, Step step, String id) {
            var request = TestStacks.request(step.template());
            switch (step.verb()) {
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
                default -> throw new IllegalArgumentException(step.verb());
            }
            return id;
        }
    }

    static Stream<Path> stories() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/event-order"))) {
            return files.sorted().toList().stream();
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

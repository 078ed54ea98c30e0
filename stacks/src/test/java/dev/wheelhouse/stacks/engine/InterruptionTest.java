package dev.wheelhouse.stacks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.stacks.engine.EventOrderTest.Story;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An engine that is broken off at any of its transactions, just before the commit or just after it,
 * is gone on with by a new one; what comes of it is the same, and each step was done once.
 */
class InterruptionTest {
    static Stream<Path> stories() throws IOException {
        return EventOrderTest.interruptible();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void aNewEngineGoesOnWhereTheOldOneWasBrokenOff(Path file) throws IOException {
        var story = Story.read(file);
        for (var beforeCommit : List.of(true, false)) {
            var write = 1;
            while (interrupted(story, write, beforeCommit)) {
                write++;
            }
            assertThat(write).as("writes of the story").isGreaterThan(2);
        }
    }

    /** Tells the story with one interruption; false when it has fewer writes than that. */
    private static boolean interrupted(Story story, int write, boolean beforeCommit) {
        try (var stacks = new TestStacks()) {
            var wasInterrupted = false;
            var id = "";
            stacks.breakAt(write, beforeCommit);
            for (var step : story.steps()) {
                id = Story.begin(stacks, step, id);
                try {
                    Story.work(stacks, step, id);
                } catch (TestStacks.Interruption _) {
                    wasInterrupted = true;
                    stacks.breakNoMore();
                    Story.work(stacks, step, id);
                }
            }
            assertThat(stacks.events(id))
                    .as("interrupted at write %d", write)
                    .containsExactlyElementsOf(story.events());
            assertThat(stacks.widgets()).containsExactlyElementsOf(story.widgets());
            return wasInterrupted;
        }
    }
}

package dev.wheelhouse.stacks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.stacks.StackEngine.Outcome;
import dev.wheelhouse.stacks.StackEvent;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Independent resources overlap; a dependant never begins before what it depends on is done. */
class WidthTest {
    @Test
    void tenIndependentResourcesTakeAsLongAsOne() {
        try (var stacks = new TestStacks()) {
            var id = stacks.create(TestStacks.request(independent(10, 60)));
            var started = stacks.clock.instant();

            assertThat(stacks.finish(id)).isInstanceOf(Outcome.Succeeded.class);

            assertThat(Duration.between(started, stacks.clock.instant()))
                    .isEqualTo(Duration.ofSeconds(60));
        }
    }

    @OnEachDatabase
    void manyResourcesAreMadeAtTheSameTime(TestDatabase given) {
        var stacks = new TestStacks(given);
        var id = stacks.create(TestStacks.request(independent(20, 0)));

        assertThat(stacks.finish(id)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(stacks.widgets()).hasSize(20);

        stacks.delete(id);
        assertThat(stacks.finish(id)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(stacks.widgets()).isEmpty();
    }

    private static String independent(int count, int seconds) {
        var template = new StringBuilder("Resources:\n");
        for (var i = 0; i < count; i++) {
            template.append(
                    "  W%d: {Type: 'Test::Thing::Widget', Properties: {Size: 1, Seconds: %d}}%n"
                            .formatted(i, seconds));
        }
        return template.toString();
    }

    /** For each resource, which of those before it it depends on, as bits. */
    @Provide
    Arbitrary<List<Integer>> graphs() {
        return Arbitraries.integers().between(0, 255).list().ofMinSize(1).ofMaxSize(8);
    }

    @Property(tries = 15)
    void dependantsComeAfterAndLeaveBefore(@ForAll("graphs") List<Integer> graph) {
        try (var stacks = new TestStacks()) {
            var id = stacks.create(TestStacks.request(template(graph)));
            assertThat(stacks.finish(id)).isInstanceOf(Outcome.Succeeded.class);
            stacks.delete(id);
            assertThat(stacks.finish(id)).isInstanceOf(Outcome.Succeeded.class);

            var at = positions(stacks.stackEvents(id));
            for (var i = 0; i < graph.size(); i++) {
                for (var j = 0; j < i; j++) {
                    if (depends(graph, i, j)) {
                        assertThat(at.get("W" + i + " CREATE_IN_PROGRESS"))
                                .isGreaterThan(at.get("W" + j + " CREATE_COMPLETE"));
                        assertThat(at.get("W" + j + " DELETE_IN_PROGRESS"))
                                .isGreaterThan(at.get("W" + i + " DELETE_COMPLETE"));
                    }
                }
            }
        }
    }

    private static boolean depends(List<Integer> graph, int resource, int on) {
        return (graph.get(resource) & (1 << on)) != 0;
    }

    private static String template(List<Integer> graph) {
        var template = new StringBuilder("Resources:\n");
        for (var i = 0; i < graph.size(); i++) {
            var dependsOn = new StringBuilder();
            for (var j = 0; j < i; j++) {
                if (depends(graph, i, j)) {
                    dependsOn.append(dependsOn.isEmpty() ? "" : ", ").append("W").append(j);
                }
            }
            template.append(
                    "  W%d: {Type: 'Test::Thing::Widget', DependsOn: [%s], Properties: {Size: 1,"
                                    .formatted(i, dependsOn)
                            + " Seconds: %d}}\n".formatted(i % 3));
        }
        return template.toString();
    }

    /** Where each resource first had each status. */
    private static Map<String, Integer> positions(List<StackEvent> events) {
        var at = new LinkedHashMap<String, Integer>();
        for (var i = 0; i < events.size(); i++) {
            at.putIfAbsent(events.get(i).logicalId() + " " + events.get(i).status(), i);
        }
        return at;
    }
}

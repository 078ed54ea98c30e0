package dev.wheelhouse.stacks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.document.Json;
import org.junit.jupiter.api.Test;

class ResourceDifferenceTest {
    @Test
    void scalarsAreTheSameHoweverTheyAreWritten() {
        assertThat(same("{\"N\":2,\"L\":[true]}", "{\"L\":[\"true\"],\"N\":\"2\"}")).isTrue();
        assertThat(same("{\"N\":2}", "{\"N\":3}")).isFalse();
        assertThat(same("{\"N\":2}", "{\"N\":2,\"M\":1}")).isFalse();
        assertThat(same("{\"L\":[1,2]}", "{\"L\":[2,1]}")).isFalse();
        assertThat(same("{\"L\":[1]}", "{\"L\":1}")).isFalse();
        assertThat(same("{\"N\":null}", "{\"N\":\"null\"}")).isFalse();
    }

    private static boolean same(String left, String right) {
        return ResourceDifference.same(Json.read(left), Json.read(right));
    }
}

package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.Eventually;
import java.util.function.BooleanSupplier;

/** Waits for what is so. */
final class Until {
    private Until() {}

    static void holds(BooleanSupplier condition) {
        Eventually.holds(() -> assertThat(condition.getAsBoolean()).isTrue());
    }
}

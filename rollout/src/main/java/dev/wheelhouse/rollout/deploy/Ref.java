package dev.wheelhouse.rollout.deploy;

import java.util.Optional;
import java.util.function.Function;

/**
 * Something that an earlier step finds or makes, and that is unknown before.
 *
 * @param <S> what it is
 */
@FunctionalInterface
public interface Ref<S> {
    /** What is known now; empty when the step did not run, or when a plan found nothing there. */
    Optional<S> known();

    /**
     * What an earlier step has found or made.
     *
     * @throws IllegalStateException if that step did not run
     */
    default S get() {
        return known().orElseThrow(() -> new IllegalStateException("An earlier step did not run"));
    }

    default <T> Ref<T> map(Function<? super S, ? extends T> function) {
        return () -> known().map(function);
    }

    /** Something that is known from the beginning. */
    static <S> Ref<S> of(S value) {
        return () -> Optional.of(value);
    }
}

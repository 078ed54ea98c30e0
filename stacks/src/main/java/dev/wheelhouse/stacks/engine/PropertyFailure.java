package dev.wheelhouse.stacks.engine;

/**
 * Properties that a type does not take, or a change that a stack policy forbids: an expected
 * outcome, so it carries no stack trace.
 */
final class PropertyFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PropertyFailure(String message) {
        super(message, null, false, false);
    }
}

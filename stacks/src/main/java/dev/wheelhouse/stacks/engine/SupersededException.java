package dev.wheelhouse.stacks.engine;

/** What is recorded is no longer what this worker thinks: it looks again and goes on from there. */
final class SupersededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SupersededException(String what) {
        super(what + " was changed by somebody else", null, false, false);
    }
}

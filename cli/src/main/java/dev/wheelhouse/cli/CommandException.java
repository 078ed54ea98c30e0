package dev.wheelhouse.cli;

/** A verb cannot do what was asked; the message says what failed, where, why and what to try. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message, null, false, false);
    }
}

package dev.wheelhouse.cli;

/** What a verb's exit code means; a contract with scripts. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int DONE_IN_PART = 3;
    static final int WRONG_USAGE = 64;

    private ExitCode() {}
}

package dev.wheelhouse.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Tells of every test that was skipped, and why: at once on the console, and in {@code
 * target/skipped-tests.txt} of its module, which {@code conformance/test} prints at its end. JUnit
 * finds it as a service.
 */
public final class SkippedTests implements TestExecutionListener {
    private static final Path FILE = Path.of("target", "skipped-tests.txt");

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        tell(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            tell(
                    test,
                    result.getThrowable().map(Throwable::getMessage).orElse("no reason was given"));
        }
    }

    private static void tell(TestIdentifier test, String reason) {
        var line = test.getUniqueId() + ": " + reason + "\n";
        System.err.print("SKIPPED " + line);
        try {
            Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}

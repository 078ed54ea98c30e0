package dev.wheelhouse.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code down}: stops the embedded cloud of a data folder. */
@Command(
        name = "down",
        description = "Stops the embedded cloud. What it holds stays in the data folder.")
final class DownCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Mixin private DataOption data = new DataOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        var folder = data.folder();
        var out = spec.commandLine().getOut();
        var running = folder.running();
        if (running.isEmpty()) {
            out.println("No embedded cloud runs on " + folder.path() + ".");
            return ExitCode.DONE;
        }
        var process = ProcessHandle.of(running.get().pid());
        if (process.isPresent()) {
            process.get().destroy();
            try {
                process.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException tooSlow) {
                throw new CommandException(
                        "The embedded cloud (process "
                                + running.get().pid()
                                + ") did not stop within "
                                + PATIENCE.toSeconds()
                                + " s. Look into "
                                + folder.log()
                                + ", or end it with: kill -9 "
                                + running.get().pid());
            }
        }
        out.println("Stopped the embedded cloud on " + folder.path() + ".");
        return ExitCode.DONE;
    }
}

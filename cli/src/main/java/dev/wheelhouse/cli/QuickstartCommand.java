package dev.wheelhouse.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quickstart}: the whole story, in front of the user. */
@Command(
        name = "quickstart",
        description =
                "Tells the whole story on the embedded cloud: hub, spokes, constrained launches. Twice changes nothing.")
final class QuickstartCommand implements Callable<Integer> {
    @Mixin private DataOption data = new DataOption();

    @Option(
            names = "--port",
            defaultValue = "4566",
            description =
                    "The port of the embedded cloud, where it is not running yet (default: ${DEFAULT-VALUE}).")
    private int port;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var began = System.nanoTime();
        PrintWriter out = spec.commandLine().getOut();
        out.println("1. The embedded cloud: one hub account, two spoke accounts");
        out.flush();
        var folder = data.folder();
        var running = folder.running();
        if (running.isPresent()) {
            out.println("   It is running: " + ServerAddress.of(folder, running.get().url()).url());
        } else {
            out.println("   " + UpCommand.startDetached(folder, port, 2));
        }
        out.flush();
        var story = new Story(folder, out);
        var changed = story.tell();
        out.println();
        if (changed) {
            out.printf("The whole story took %.1f s.%n", (System.nanoTime() - began) / 1e9);
        } else {
            out.println("Everything was there already: this run changed nothing.");
        }
        story.whatNext();
        out.flush();
        return ExitCode.DONE;
    }
}

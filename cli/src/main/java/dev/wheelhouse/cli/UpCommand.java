package dev.wheelhouse.cli;

import dev.wheelhouse.server.DataFolder;
import dev.wheelhouse.server.ServerSettings;
import dev.wheelhouse.server.StartException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code up}: starts the embedded cloud of a data folder. */
@Command(
        name = "up",
        description =
                "Starts the embedded cloud: an organization with a hub account and spoke accounts.")
final class UpCommand implements Callable<Integer> {
    private static final String PORT = "--port";
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    @Mixin private DataOption data = new DataOption();

    @Option(
            names = PORT,
            defaultValue = "4566",
            description = "The port to listen on (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--spokes",
            defaultValue = "2",
            description =
                    "How many spoke accounts there are to be; fewer than there are deletes none (default: ${DEFAULT-VALUE}).")
    private int spokes;

    @Option(names = "--detach", description = "Goes on in the background once ready.")
    private boolean detach;

    @Mixin private ServerOptions server = new ServerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (spokes < 0 || spokes > 1000) {
            throw new picocli.CommandLine.ParameterException(
                    spec.commandLine(), "--spokes takes a number from 0 to 1000, not " + spokes);
        }
        var out = spec.commandLine().getOut();
        var folder = data.folder();
        var running = RunningCloud.on(folder);
        if (running.isPresent()) {
            return alreadyRunning(folder, running.get(), out);
        }
        var settings = settings(folder);
        return detach ? detached(folder, out) : foreground(folder, settings, out);
    }

    private int alreadyRunning(DataFolder folder, DataFolder.Running running, PrintWriter out)
            throws InterruptedException {
        var profiles = new ProfileFiles(folder);
        var address = ServerAddress.of(folder, running.url());
        var hub = profiles.keys("hub");
        List<String> made = List.of();
        if (hub.isPresent()) {
            var before = StatusCommand.embeddedProfiles(DataOption.profilesOf(folder));
            var all = EmbeddedOrganization.of(folder, address).ensureSpokes(hub.get(), spokes);
            profiles.writeConfig(address, all);
            made =
                    all.stream()
                            .map(ProfileFiles.Spoke::name)
                            .filter(name -> !before.contains(name))
                            .toList();
        }
        out.println(
                "The embedded cloud on "
                        + folder.path()
                        + " is already running: "
                        + address.url()
                        + " (process "
                        + running.pid()
                        + ")"
                        + (made.isEmpty() ? "" : "; made " + String.join(", ", made))
                        + ".");
        var later = notTakenOver(running);
        if (!later.isEmpty()) {
            out.println(
                    "It goes on as it was started: "
                            + String.join(", ", later)
                            + (later.size() == 1 ? " is" : " are")
                            + " not taken over. Run ./wheelhouse down first, then up again.");
        }
        return ExitCode.DONE;
    }

    /** The options that hold from a start on; the port only where it is another one. */
    private List<String> notTakenOver(DataFolder.Running running) {
        var given = new ArrayList<String>();
        var parsed = spec.commandLine().getParseResult();
        if (parsed.hasMatchedOption(PORT) && port != running.url().getPort()) {
            given.add(PORT + " " + port);
        }
        ServerOptions.NAMES.stream().filter(parsed::hasMatchedOption).forEach(given::add);
        return given;
    }

    private int foreground(DataFolder folder, ServerSettings settings, PrintWriter out)
            throws InterruptedException {
        var stopped = new CountDownLatch(1);
        var madeHere = !Files.exists(folder.path());
        try (var cloud = EmbeddedCloud.start(folder, settings, spokes)) {
            Runtime.getRuntime()
                    .addShutdownHook(
                            Thread.ofPlatform()
                                    .name("stop")
                                    .unstarted(() -> {
                                        cloud.close();
                                        stopped.countDown();
                                    }));
            out.println(cloud.readyLine());
            out.flush();
            stopped.await();
            return ExitCode.DONE;
        } catch (StartException cause) {
            if (madeHere) {
                folder.removeIfUnused();
            }
            throw new CommandException(String.valueOf(cause.getMessage()));
        }
    }

    private ServerSettings settings(DataFolder folder) {
        try {
            return server.settings(folder, port, System.getenv());
        } catch (IllegalArgumentException wrong) {
            throw new picocli.CommandLine.ParameterException(
                    spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private int detached(DataFolder folder, PrintWriter out) throws InterruptedException {
        out.println(startDetached(folder, port, spokes, server));
        return ExitCode.DONE;
    }

    /**
     * Starts a process of its own that does this verb in the foreground, and waits until it is
     * ready.
     */
    static String startDetached(DataFolder folder, int port, int spokes)
            throws InterruptedException {
        return startDetached(folder, port, spokes, new ServerOptions());
    }

    private static String startDetached(
            DataFolder folder, int port, int spokes, ServerOptions server)
            throws InterruptedException {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "up",
                                "--data",
                                folder.path().toString(),
                                "--port",
                                "" + port,
                                "--spokes",
                                "" + spokes));
        arguments.addAll(server.arguments());
        var madeHere = !Files.exists(folder.path());
        var started = Detached.start(folder, arguments, server.environment());
        try {
            return started.awaitReady(START_PATIENCE);
        } catch (CommandException failed) {
            if (madeHere && !started.isAlive()) {
                folder.removeIfUnused();
            }
            throw failed;
        }
    }
}

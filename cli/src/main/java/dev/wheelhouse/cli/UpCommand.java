package dev.wheelhouse.cli;

import dev.wheelhouse.server.DataFolder;
import dev.wheelhouse.server.ServerSettings;
import dev.wheelhouse.server.StartException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
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
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    @Mixin private DataOption data = new DataOption();

    @Option(
            names = "--port",
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

    @Option(
            names = "--database-url",
            defaultValue = "${env:WHEELHOUSE_DATABASE_URL}",
            paramLabel = "URL",
            description =
                    "A PostgreSQL database instead of the file: jdbc:postgresql://HOST/DATABASE?user=...; with a password in it, rather give it as the variable WHEELHOUSE_DATABASE_URL, which a list of processes does not show.")
    private @Nullable String databaseUrl;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new picocli.CommandLine.ParameterException(
                    spec.commandLine(), "--port takes a number from 0 to 65535, not " + port);
        }
        if (spokes < 0 || spokes > 1000) {
            throw new picocli.CommandLine.ParameterException(
                    spec.commandLine(), "--spokes takes a number from 0 to 1000, not " + spokes);
        }
        var out = spec.commandLine().getOut();
        var folder = data.folder();
        var running = folder.running();
        if (running.isPresent()) {
            return alreadyRunning(folder, running.get(), out);
        }
        if (detach) {
            return detached(folder, out);
        }
        return foreground(folder, out);
    }

    private int alreadyRunning(DataFolder folder, DataFolder.Running running, PrintWriter out)
            throws InterruptedException {
        var profiles = new ProfileFiles(folder);
        var hub = profiles.keys("hub");
        if (hub.isPresent()) {
            var all =
                    new EmbeddedOrganization(endpoint(running.port()), profiles)
                            .ensureSpokes(hub.get(), spokes);
            profiles.writeConfig(running.port(), all);
        }
        out.println(
                "The embedded cloud on "
                        + folder.path()
                        + " is already running: "
                        + endpoint(running.port())
                        + " (process "
                        + running.pid()
                        + ").");
        return ExitCode.DONE;
    }

    private int foreground(DataFolder folder, PrintWriter out) throws InterruptedException {
        var stopped = new CountDownLatch(1);
        try (var cloud = EmbeddedCloud.start(folder, settings(folder), spokes)) {
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
            throw new CommandException(String.valueOf(cause.getMessage()));
        }
    }

    private ServerSettings settings(DataFolder folder) {
        var settings = ServerSettings.local(folder.path(), port);
        return databaseUrl == null ? settings : settings.withDatabaseUrl(databaseUrl);
    }

    private int detached(DataFolder folder, PrintWriter out) throws InterruptedException {
        var environment =
                databaseUrl == null
                        ? Map.<String, String>of()
                        : Map.of("WHEELHOUSE_DATABASE_URL", databaseUrl);
        out.println(startDetached(folder, port, spokes, environment));
        return ExitCode.DONE;
    }

    /**
     * Starts a process of its own that does this verb in the foreground, and waits until it is
     * ready.
     */
    static String startDetached(DataFolder folder, int port, int spokes)
            throws InterruptedException {
        return startDetached(folder, port, spokes, Map.of());
    }

    private static String startDetached(
            DataFolder folder, int port, int spokes, Map<String, String> environment)
            throws InterruptedException {
        var arguments =
                List.of(
                        "up",
                        "--data",
                        folder.path().toString(),
                        "--port",
                        "" + port,
                        "--spokes",
                        "" + spokes);
        return Detached.start(folder, arguments, environment).awaitReady(START_PATIENCE);
    }

    private static URI endpoint(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}

package dev.wheelhouse.cli;

import dev.wheelhouse.server.DataFolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/** The embedded cloud that runs on a data folder, told from one that is just ending. */
final class RunningCloud {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CONNECTION = Duration.ofSeconds(2);

    private RunningCloud() {}

    /**
     * The one that runs. A process that was killed is there for a moment longer than what it
     * listened on: it is waited for.
     *
     * @throws CommandException if it goes on without listening
     */
    static Optional<DataFolder.Running> on(DataFolder folder) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var running = folder.running();
            if (running.isEmpty() || listens(running.get())) {
                return running;
            }
            if (System.nanoTime() > deadline) {
                throw new CommandException(
                        "The embedded cloud on "
                                + folder.path()
                                + " (process "
                                + running.get().pid()
                                + ") does not listen on "
                                + running.get().url()
                                + " any more. Look into "
                                + folder.log()
                                + ", or end it with: kill -9 "
                                + running.get().pid());
            }
            Thread.sleep(Duration.ofMillis(50));
        }
    }

    private static boolean listens(DataFolder.Running running) {
        var url = running.url();
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(url.getHost().replaceAll("[\\[\\]]", ""), url.getPort()),
                    (int) CONNECTION.toMillis());
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}

package dev.wheelhouse.server;

import dev.wheelhouse.store.OwnFiles;
import dev.wheelhouse.store.Sealer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The folder that holds one cloud: {@code wheelhouse.db}, {@code key}, {@code pid}, {@code log/},
 * {@code aws/config} and {@code aws/credentials}. One process at a time works on it.
 *
 * <p>The {@code pid} file has one line: process id, the process's start in milliseconds since 1970,
 * the URL at which this machine reaches it. The start time tells a server that runs from a number
 * that another process got later.
 */
public final class DataFolder {
    private final Path path;

    public DataFolder(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /** The folder, absolute. */
    public Path path() {
        return path;
    }

    public Path database() {
        return path.resolve("wheelhouse.db");
    }

    /** The file of the sealing key: {@code WHEELHOUSE_KEY_FILE} where that is set. */
    public Path key() {
        return Sealer.keyFile(System.getenv(), path);
    }

    public Path log() {
        return path.resolve("log");
    }

    /** What a server's clients trust when it encrypts: its certificate and those it leads to. */
    public Path certificates() {
        return path.resolve("aws").resolve("certificates.pem");
    }

    /** The settings that hold for every start. */
    public Path properties() {
        return path.resolve("wheelhouse.properties");
    }

    public Path temporary() {
        return path.resolve("tmp");
    }

    public Path awsConfig() {
        return path.resolve("aws").resolve("config");
    }

    public Path awsCredentials() {
        return path.resolve("aws").resolve("credentials");
    }

    private Path pid() {
        return path.resolve("pid");
    }

    /**
     * Makes the folder when it is missing, for its owner alone.
     *
     * @throws StartException if it cannot be made, or is none
     */
    public void create() {
        try {
            if (!Files.isDirectory(path)) {
                if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.createDirectories(path.getParent());
                    Files.createDirectory(
                            path,
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------")));
                } else {
                    Files.createDirectories(path);
                }
            }
        } catch (IOException cause) {
            throw StartException.unusable("make the data folder " + path, cause);
        }
        try {
            Files.createDirectories(log());
        } catch (IOException cause) {
            throw StartException.unusable("make the folder " + log(), cause);
        }
    }

    /**
     * An empty file for what a process of its own says, for its owner alone.
     *
     * @throws StartException if it cannot be made
     */
    public Path output() {
        create();
        var output = log().resolve("up.out");
        try {
            Files.deleteIfExists(output);
            OwnFiles.close(output);
            return output;
        } catch (IOException cause) {
            throw StartException.unusable("write " + output, cause);
        }
    }

    /**
     * Removes the folder, if all that is in it is what a start writes before it opens a database:
     * lock and log.
     */
    public void removeIfUnused() {
        var own = List.of(path, path.resolve("lock"), log(), log().resolve("up.out"));
        try (var found = Files.walk(path)) {
            var all = found.toList();
            if (own.containsAll(all)) {
                for (var file : all.reversed()) {
                    Files.delete(file);
                }
            }
        } catch (IOException _) {
            // it stays: why the start failed is what its user must know
        }
    }

    /**
     * A server that runs on a data folder.
     *
     * @param url where this machine reaches it
     */
    public record Running(long pid, URI url) {}

    /** Whether a server has run here whose database is elsewhere. */
    public boolean ofDatabaseElsewhere() {
        return Files.exists(log().resolve(RequestLog.NAME)) && Files.notExists(database());
    }

    /** The server that runs on this folder, if one does. */
    public Optional<Running> running() {
        String line;
        try {
            line = Files.readString(pid()).strip();
        } catch (IOException absent) {
            return Optional.empty();
        }
        var fields = line.split(" ", -1);
        if (fields.length != 3
                || !line.matches("[0-9]{1,18} [0-9]{1,18} https?://[0-9A-Za-z.:\\[\\]-]{1,300}")) {
            return Optional.empty();
        }
        var pid = Long.parseLong(fields[0]);
        var started = Long.parseLong(fields[1]);
        return ProcessHandle.of(pid)
                .filter(process -> startOf(process).toEpochMilli() == started)
                .filter(process -> !hasEnded(process))
                .map(process -> new Running(pid, URI.create(fields[2])));
    }

    /**
     * Whether a process has ended and only waits for its parent to ask how; on systems without
     * {@code /proc} none is known to.
     */
    private static boolean hasEnded(ProcessHandle process) {
        try {
            var line = Files.readString(Path.of("/proc", "" + process.pid(), "stat"));
            return line.substring(line.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException unknown) {
            return false;
        }
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    /**
     * Takes the folder for this process, until it ends or {@link Taken#close} is called.
     *
     * @throws TakenException if another process has it
     * @throws StartException if the folder cannot be made or written
     */
    public Taken take() {
        create();
        FileChannel channel = null;
        try {
            OwnFiles.close(path.resolve("lock"));
            channel =
                    FileChannel.open(
                            path.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock.isEmpty()) {
                channel.close();
                throw new TakenException(path);
            }
            return new Taken(channel);
        } catch (IOException cause) {
            throw StartException.unusable("lock the data folder " + path, cause);
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException sameProcess) {
            return Optional.empty();
        }
    }

    /** The hold of this process on the folder. */
    public final class Taken implements AutoCloseable {
        private final FileChannel channel;

        private Taken(FileChannel channel) {
            this.channel = channel;
        }

        /** Says where this process listens. */
        public void announce(URI url) {
            var self = ProcessHandle.current();
            var line = self.pid() + " " + startOf(self).toEpochMilli() + " " + url + "\n";
            writeAtomically(pid(), line, true);
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(pid());
                channel.close();
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }
    }

    /**
     * Replaces a file as a whole: a reader sees the old text or the new one.
     *
     * @param secret whether it is for its owner alone
     * @throws StartException if it cannot be written
     */
    public static void writeAtomically(Path file, String text, boolean secret) {
        try {
            Files.createDirectories(file.getParent());
            var permissions = PosixFilePermissions.fromString(secret ? "rw-------" : "rw-r--r--");
            var posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            var next =
                    posix
                            ? Files.createTempFile(
                                    file.getParent(),
                                    ".next",
                                    ".tmp",
                                    PosixFilePermissions.asFileAttribute(permissions))
                            : Files.createTempFile(file.getParent(), ".next", ".tmp");
            try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(
                    next,
                    file,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cause) {
            throw StartException.unusable("write " + file, cause);
        }
    }

    /** Another process works on the folder. */
    public static final class TakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TakenException(Path path) {
            super("Another process works on the data folder " + path);
        }
    }
}

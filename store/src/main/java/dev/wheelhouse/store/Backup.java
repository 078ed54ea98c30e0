package dev.wheelhouse.store;

import dev.wheelhouse.store.sql.DatabaseException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/**
 * Copies of an SQLite database: one file each, for its owner alone (mode 0600), with everything
 * that was committed when the copying began. Secrets in it stay sealed; the key is not in it.
 */
public final class Backup {
    private static final int BUSY_TIMEOUT_MS = 10_000;

    private Backup() {}

    /**
     * Copies a database, which others may go on writing to meanwhile, and writes the copy's SHA-256
     * beside it.
     *
     * @param target a file that does not exist yet; it is there whole or not at all
     * @throws DatabaseException if the target exists, or the copy cannot be made
     */
    public static void make(Path database, Path target) {
        refuseExisting(target);
        var folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a file");
        if (!Files.isDirectory(folder)) {
            throw new DatabaseException(
                    "There is no folder " + folder + " to back up into: make it first");
        }
        try {
            var draft = draft(target);
            try {
                try (var connection = open(database);
                        var copy = connection.prepareStatement("VACUUM INTO ?")) {
                    copy.setString(1, draft.toString());
                    copy.execute();
                }
                writeDigest(draft, target);
                try {
                    finish(draft, target);
                } catch (IOException | DatabaseException cause) {
                    Files.deleteIfExists(digestOf(target));
                    throw cause;
                }
            } finally {
                Files.deleteIfExists(draft);
                // what SQLite leaves when the disk is full
                Files.deleteIfExists(draft.resolveSibling(draft.getFileName() + "-journal"));
            }
        } catch (IOException | SQLException cause) {
            throw new DatabaseException(
                    "Cannot back up " + database + " to " + target + ": " + cause.getMessage(),
                    cause);
        }
    }

    /**
     * Puts a backup in the place of a database that does not exist yet.
     *
     * @param keyFile the key that the backup's secrets are sealed with
     * @throws DatabaseException if it is no backup, is damaged or another than its SHA-256 beside
     *     it says, or the database exists
     * @throws SealException if the key file is missing, open to others, or holds another key
     */
    public static void restore(Path backup, Path database, Path keyFile, SecureRandom random) {
        refuseExisting(database);
        if (!Files.isReadable(backup)) {
            throw new DatabaseException("There is no backup that can be read: " + backup);
        }
        try {
            var draft = draft(database);
            try {
                Files.copy(backup, draft, StandardCopyOption.REPLACE_EXISTING);
                ownerOnly(draft);
                compareDigest(backup, draft);
                var check = check(backup, draft);
                if (check.isPresent()) {
                    if (Files.notExists(keyFile)) {
                        throw new SealException(
                                "The key file "
                                        + keyFile
                                        + " is missing: the backup's secrets are sealed with it, and"
                                        + " it is not part of the backup. Put it there, or name it"
                                        + " in WHEELHOUSE_KEY_FILE");
                    }
                    Sealer.prove(keyFile, check.get(), random);
                }
                finish(draft, database);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException cause) {
            throw new DatabaseException(
                    "Cannot restore " + backup + " to " + database + ": " + cause.getMessage(),
                    cause);
        }
    }

    /**
     * Where the SHA-256 of a backup stands: beside it, in the format that {@code sha256sum} writes
     * and checks. It is what tells a bit that a disk has turned in the middle of a text.
     */
    public static Path digestOf(Path backup) {
        return backup.resolveSibling(backup.getFileName() + ".sha256");
    }

    private static void writeDigest(Path draft, Path target) throws IOException {
        var file = digestOf(target);
        Files.deleteIfExists(file); // of a backup that is not there any more
        var written = draft(file);
        try {
            Files.writeString(written, digest(draft) + "  " + target.getFileName() + "\n");
            finish(written, file);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** A backup that came without its digest is taken as it is. */
    private static void compareDigest(Path backup, Path copy) throws IOException {
        var file = digestOf(backup);
        if (Files.notExists(file)) {
            return;
        }
        var expected = Files.readString(file).strip().split("\\s", 2)[0];
        var actual = digest(copy);
        if (!actual.equals(expected)) {
            throw new DatabaseException(
                    "The backup "
                            + backup
                            + " is not the one that "
                            + file
                            + " was written for: its SHA-256 is "
                            + actual
                            + ". It was damaged or replaced since; use another backup");
        }
    }

    private static String digest(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException cause) {
            throw new IllegalStateException("Every Java has SHA-256", cause);
        }
    }

    /** Checks that a file is a whole database of ours; answers what proves its key. */
    private static Optional<String> check(Path backup, Path file) {
        try (var connection = open(file)) {
            var whole = first(connection, "PRAGMA quick_check");
            if (!whole.equals(Optional.of("ok"))) {
                throw new DatabaseException(
                        "The backup " + backup + " is damaged: " + whole.orElse("it is empty"));
            }
            return first(
                    connection, "SELECT value FROM setting WHERE name = '" + Sealer.CHECK + "'");
        } catch (SQLException cause) {
            throw new DatabaseException(
                    backup
                            + " is no backup of an embedded cloud, or is damaged: "
                            + cause.getMessage(),
                    cause);
        }
    }

    private static Optional<String> first(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    private static Connection open(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setReadOnly(true);
        return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }

    private static void refuseExisting(Path file) {
        if (Files.exists(file)) {
            throw new DatabaseException(file + " exists already and is left as it is");
        }
    }

    /** An empty file beside the target that nobody else can read. */
    private static Path draft(Path target) throws IOException {
        var folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a file");
        return Files.createTempFile(folder, ".backup", ".tmp"); // mode 0600 where modes exist
    }

    private static void ownerOnly(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static void finish(Path draft, Path target) throws IOException {
        ownerOnly(draft);
        try (var file = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        refuseExisting(target);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        try (var folder =
                FileChannel.open(
                        Objects.requireNonNull(target.toAbsolutePath().getParent(), "a file"),
                        StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}

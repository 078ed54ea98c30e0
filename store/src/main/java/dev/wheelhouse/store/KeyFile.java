package dev.wheelhouse.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The file of the sealing key: 32 bytes, raw or as base64 text; mode 0600. */
final class KeyFile {
    static final int KEY_BYTES = 32;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFile() {}

    /**
     * Reads the key.
     *
     * @throws SealException if somebody else may read the file, or it does not hold a key
     */
    static byte[] read(Path file) {
        try {
            refuseOpenToOthers(file);
            return decode(file, Files.readAllBytes(file));
        } catch (IOException cause) {
            throw new SealException("Cannot read the key file " + file + ": " + cause, cause);
        }
    }

    /**
     * Makes a key and writes it, durably, unless another process has done so meanwhile. A key file
     * is there whole or not at all.
     */
    static void create(Path file, SecureRandom random) {
        var key = new byte[KEY_BYTES];
        random.nextBytes(key);
        var text = Base64.getEncoder().encodeToString(key) + "\n";
        try {
            var folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file");
            Files.createDirectories(folder);
            var draft = Files.createTempFile(folder, ".key", "", attributes(folder));
            try {
                try (var out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
                    out.force(true);
                }
                // A link, unlike a move, never replaces a key that another process has made.
                Files.createLink(file, draft);
            } catch (FileAlreadyExistsException _) {
                // Then that one counts.
            } finally {
                Files.delete(draft);
            }
            try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException cause) {
            throw new SealException("Cannot create the key file " + file + ": " + cause, cause);
        }
    }

    /** The file that {@code WHEELHOUSE_KEY_FILE} names, or {@code key} in the data folder. */
    static Path of(Map<String, String> environment, Path data) {
        var named = environment.getOrDefault("WHEELHOUSE_KEY_FILE", "");
        return named.isEmpty() ? data.resolve("key") : Path.of(named);
    }

    private static FileAttribute<?>[] attributes(Path folder) {
        return isPosix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
    }

    private static void refuseOpenToOthers(Path file) throws IOException {
        if (!isPosix(file)) {
            return;
        }
        var permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        permissions.removeAll(OWNER_ONLY);
        permissions.remove(PosixFilePermission.OWNER_EXECUTE);
        if (!permissions.isEmpty()) {
            throw new SealException(
                    "The key file "
                            + file
                            + " is open to other users of this machine. Close it with: chmod 600 "
                            + file);
        }
    }

    private static byte[] decode(Path file, byte[] content) {
        if (content.length == KEY_BYTES) {
            return content;
        }
        try {
            var key =
                    Base64.getDecoder()
                            .decode(new String(content, StandardCharsets.US_ASCII).strip());
            if (key.length == KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new SealException(
                "The key file " + file + " does not hold 32 bytes, raw or as base64 text");
    }
}

package dev.wheelhouse.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files for their owner alone: mode 0600, whatever that of their folder is. */
public final class OwnFiles {
    private OwnFiles() {}

    /**
     * Makes a file where there is none, and closes one to others that is there. On file systems
     * without modes it only makes it.
     */
    public static void close(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            if (Files.notExists(file)) {
                Files.createFile(file);
            }
            return;
        }
        var owner = PosixFilePermissions.fromString("rw-------");
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
        } catch (FileAlreadyExistsException there) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && !Files.getPosixFilePermissions(file).equals(owner)) {
                Files.setPosixFilePermissions(file, owner);
            }
        }
    }
}

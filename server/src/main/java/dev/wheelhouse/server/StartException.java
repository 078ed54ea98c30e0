package dev.wheelhouse.server;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The server cannot start; the message says why and what to do. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * A file or folder of the data folder cannot be used as it is.
     *
     * @param what what cannot be done, with the path: "write the log /srv/w/log/wheelhouse.log"
     */
    static StartException unusable(String what, IOException cause) {
        return new StartException(
                "Cannot "
                        + what
                        + ": "
                        + reason(cause)
                        + ". The user who runs Wheelhouse must be able to read and write its data"
                        + " folder and all that is in it: change their owner, or name another"
                        + " folder with --data.",
                cause);
    }

    /** What went wrong with a file, in words. */
    static String reason(IOException cause) {
        var said = cause instanceof FileSystemException file ? file.getReason() : null;
        return switch (cause) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException file -> "there is no " + file.getFile();
            case FileAlreadyExistsException file -> file.getFile() + " is there, and is no folder";
            default -> said == null ? String.valueOf(cause.getMessage()) : said;
        };
    }
}

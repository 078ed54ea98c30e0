package dev.wheelhouse.server;

import java.time.InstantSource;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Brings what this program and its libraries warn of into the log, as lines of JSON. */
final class LibraryLog extends Handler {
    private static final Logger ROOT = Logger.getLogger("");

    private final RequestLog log;
    private final InstantSource clock;
    private final SimpleFormatter formatter = new SimpleFormatter();

    LibraryLog(RequestLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
        setLevel(Level.WARNING);
    }

    /** Begins; until {@link #close}. */
    void attach() {
        ROOT.addHandler(this);
    }

    @Override
    public void publish(LogRecord event) {
        if (isLoggable(event)) {
            log.event(
                    clock.instant(),
                    event.getLevel().getName(),
                    String.valueOf(event.getLoggerName()),
                    formatter.formatMessage(event),
                    event.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }
}

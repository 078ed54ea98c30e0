package dev.wheelhouse.server;

import io.helidon.logging.common.spi.LoggingProvider;

/**
 * Tells the web server that its log is taken care of ({@link LibraryLog}): it would look for a
 * configuration of its own, and print that it found none.
 */
public final class WebServerLogging implements LoggingProvider {
    @Override
    public void initialization() {
        // LibraryLog listens already.
    }

    @Override
    public void runTime() {
        // As above.
    }
}

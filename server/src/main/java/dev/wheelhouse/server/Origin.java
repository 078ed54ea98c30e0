package dev.wheelhouse.server;

import java.net.URI;
import java.util.Optional;

/**
 * Where a request came from.
 *
 * @param endpoint the server's base URL as the client reached it
 * @param sourceIp the client's address
 * @param secure whether it came over TLS
 * @param userAgent the client's {@code User-Agent}
 */
record Origin(URI endpoint, String sourceIp, boolean secure, Optional<String> userAgent) {}

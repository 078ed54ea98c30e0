package dev.wheelhouse.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * What policies can ask about the request itself.
 *
 * @param time when it came in ({@code aws:CurrentTime}, {@code aws:EpochTime})
 * @param region the region it was signed for ({@code aws:RequestedRegion}); empty for work that a
 *     service does on its own
 * @param sourceIp the client's address ({@code aws:SourceIp}); empty for work that a service does
 *     on somebody's behalf
 * @param secureTransport whether it came over TLS ({@code aws:SecureTransport})
 * @param userAgent the client's {@code User-Agent} ({@code aws:UserAgent})
 */
public record RequestFacts(
        Instant time,
        Optional<Region> region,
        Optional<String> sourceIp,
        boolean secureTransport,
        Optional<String> userAgent) {
    /** The facts of work that a service does on its own, without a client's request. */
    public static RequestFacts ofService(Instant time) {
        return new RequestFacts(time, Optional.empty(), Optional.empty(), true, Optional.empty());
    }
}

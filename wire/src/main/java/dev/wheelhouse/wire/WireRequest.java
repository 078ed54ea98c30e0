package dev.wheelhouse.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request as it came in, nothing decoded.
 *
 * @param method upper case, for example {@code POST}
 * @param rawPath the path, still percent-encoded, without the query
 * @param rawQuery the query, still percent-encoded, empty when there is none
 * @param headers values by lower-case name, in the order received
 * @param body the body; already bounded in size
 */
public record WireRequest(
        String method,
        String rawPath,
        String rawQuery,
        Map<String, List<String>> headers,
        Payload body) {
    public WireRequest {
        headers = Map.copyOf(headers);
    }

    /** The first value of a header; the name is lower case. */
    public Optional<String> header(String name) {
        var values = headers.get(name);
        return values == null || values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.getFirst());
    }
}

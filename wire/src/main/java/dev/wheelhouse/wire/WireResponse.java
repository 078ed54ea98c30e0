package dev.wheelhouse.wire;

import java.util.Map;

/**
 * An HTTP response, ready to be sent.
 *
 * @param status the HTTP status
 * @param headers header values by name; {@code Content-Length} is added by whoever sends it
 * @param body the body, possibly empty
 */
public record WireResponse(int status, Map<String, String> headers, Payload body) {
    public WireResponse {
        headers = Map.copyOf(headers);
    }
}

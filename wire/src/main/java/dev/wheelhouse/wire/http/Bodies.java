package dev.wheelhouse.wire.http;

import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.error.WireFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads bodies that are decoded in memory; streamed ones (S3 objects) never come here. */
public final class Bodies {
    /** The largest body that is decoded, in bytes: S3's DeleteObjects of 1,000 long keys fits. */
    public static final int MAX_DECODED_BYTES = 4 * 1024 * 1024;

    private Bodies() {}

    /**
     * All bytes of a body.
     *
     * @throws dev.wheelhouse.wire.ServiceException if there are more than {@link
     *     #MAX_DECODED_BYTES}
     */
    public static byte[] bytes(Payload body, Protocol protocol) {
        if (body.length() == 0) {
            return new byte[0];
        }
        if (body.length() > MAX_DECODED_BYTES) {
            throw WireFault.TOO_LARGE.because(
                    protocol,
                    "The request has "
                            + body.length()
                            + " bytes; at most "
                            + MAX_DECODED_BYTES
                            + " are accepted.");
        }
        try (var in = body.open()) {
            return in.readAllBytes();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /**
     * A body as text.
     *
     * @throws dev.wheelhouse.wire.ServiceException if it is too large or not UTF-8
     */
    public static String text(Payload body, Protocol protocol) {
        var bytes = bytes(body, protocol);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw WireFault.MALFORMED.because(protocol, "The body is not UTF-8.");
        }
    }
}

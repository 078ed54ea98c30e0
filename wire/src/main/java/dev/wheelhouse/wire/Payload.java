package dev.wheelhouse.wire;

import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes of known length that can be read more than once: a request's body, or an object that is
 * answered.
 */
public interface Payload {
    /** The number of bytes. */
    long length();

    /** A new stream over all bytes; the caller closes it. */
    InputStream open() throws IOException;

    /** The bytes of an array. */
    static Payload of(byte[] bytes) {
        return new Payload() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new java.io.ByteArrayInputStream(bytes);
            }
        };
    }
}

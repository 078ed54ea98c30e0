package dev.wheelhouse.wire.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding as RFC 3986 and SigV4 have it. */
public final class Percent {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Percent() {}

    /** Encodes all but {@code A-Z a-z 0-9 - . _ ~}. */
    public static String encode(String text) {
        return encode(text, false);
    }

    /** As {@link #encode(String)}, but leaves slashes as they are. */
    public static String encodePath(String path) {
        return encode(path, true);
    }

    private static String encode(String text, boolean keepSlash) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var out = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            if (isUnreserved(b) || (keepSlash && b == '/')) {
                out.append((char) b);
            } else {
                out.append('%');
                HEX.toHexDigits(out, b);
            }
        }
        return out.toString();
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'A' && b <= 'Z')
                || (b >= 'a' && b <= 'z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }

    /**
     * Decodes a path; a plus stays a plus.
     *
     * @throws IllegalArgumentException if an escape is broken or the bytes are not UTF-8
     */
    public static String decodePath(String encoded) {
        return decode(encoded, false);
    }

    /**
     * Decodes a name or value of a form or query; a plus is a space.
     *
     * @throws IllegalArgumentException if an escape is broken or the bytes are not UTF-8
     */
    public static String decodeForm(String encoded) {
        return decode(encoded, true);
    }

    private static String decode(String encoded, boolean plusIsSpace) {
        if (encoded.indexOf('%') < 0 && (!plusIsSpace || encoded.indexOf('+') < 0)) {
            return encoded;
        }
        var out = new ByteArrayOutputStream(encoded.length());
        var bytes = encoded.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                if (i + 2 >= bytes.length) {
                    throw new IllegalArgumentException("A percent escape is cut off");
                }
                int high = Character.digit(bytes[i + 1], 16);
                int low = Character.digit(bytes[i + 2], 16);
                if (high < 0 || low < 0) {
                    throw new IllegalArgumentException("A percent escape has no hex digits");
                }
                out.write(high * 16 + low);
                i += 2;
            } else if (bytes[i] == '+' && plusIsSpace) {
                out.write(' ');
            } else {
                out.write(bytes[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString();
        } catch (CharacterCodingException cause) {
            throw new IllegalArgumentException("Not UTF-8", cause);
        }
    }
}

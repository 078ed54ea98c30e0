package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_ARGUMENT;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Continuation tokens: the last name of the page before, behind a checksum that tells them from
 * what was never one, in base64.
 */
final class Tokens {
    private Tokens() {}

    static String write(String last) {
        var name = last.getBytes(StandardCharsets.UTF_8);
        var token = ByteBuffer.allocate(Integer.BYTES + name.length);
        token.putInt(checksum(name)).put(name);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    static String read(String token) {
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
        } catch (IllegalArgumentException _) {
            throw incorrect();
        }
        if (bytes.remaining() <= Integer.BYTES) {
            throw incorrect();
        }
        int checksum = bytes.getInt();
        var name = new byte[bytes.remaining()];
        bytes.get(name);
        if (checksum(name) != checksum) {
            throw incorrect();
        }
        return new String(name, StandardCharsets.UTF_8);
    }

    private static int checksum(byte[] name) {
        var checksum = new CRC32();
        checksum.update(name);
        return (int) checksum.getValue();
    }

    private static RuntimeException incorrect() {
        return INVALID_ARGUMENT
                .because("The continuation token provided is incorrect")
                .with("ArgumentName", "continuation-token");
    }
}

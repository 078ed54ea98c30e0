package dev.wheelhouse.wire.signature;

import dev.wheelhouse.wire.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 and HMAC-SHA-256 as SigV4 uses them. */
final class Hashes {
    static final String EMPTY_SHA256 =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private Hashes() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException cause) {
            throw new IllegalStateException(cause); // every JDK has it
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static String sha256Hex(String text) {
        return hex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The hash of a body, read as a stream. */
    static String sha256Hex(Payload body) {
        if (body.length() == 0) {
            return EMPTY_SHA256;
        }
        var digest = sha256();
        try (var in = body.open()) {
            var buffer = new byte[(int) Math.min(body.length(), 64 * 1024)];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return hex(digest.digest());
    }

    static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause); // every JDK has it, and any key will do
        }
    }

    /** The key that signs in one scope. */
    static byte[] signingKey(String secret, Credential credential) {
        var date = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), credential.date());
        var region = hmac(date, credential.region());
        return hmac(hmac(region, credential.service()), "aws4_request");
    }

    /** Compares in a time that does not tell where they differ. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}

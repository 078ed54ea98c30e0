package dev.wheelhouse.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes signed JSON 1.1 requests as cheaply as a client can: the key of the scope is derived once.
 * Thread-safe.
 */
final class Signer {
    private static final DateTimeFormatter AMZ =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final String SIGNED = "content-type;host;x-amz-date;x-amz-target";

    private final String accessKeyId;
    private final String region;
    private final String date;
    private final byte[] key;

    Signer(Keys keys, String region) {
        this.accessKeyId = keys.accessKeyId();
        this.region = region;
        this.date = AMZ.format(Instant.now()).substring(0, 8);
        var secret = ("AWS4" + keys.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        this.key = hmac(hmac(hmac(hmac(secret, date), region), "servicecatalog"), "aws4_request");
    }

    /** Who signs. */
    record Keys(String accessKeyId, String secretAccessKey) {}

    /** A whole request of the Service Catalog API, ready to be sent within 15 minutes. */
    byte[] request(String action, String body) {
        var time = AMZ.format(Instant.now());
        var target = "AWS242ServiceCatalogService." + action;
        var canonical =
                "POST\n/\n\ncontent-type:application/x-amz-json-1.1\nhost:127.0.0.1\nx-amz-date:"
                        + time
                        + "\nx-amz-target:"
                        + target
                        + "\n\n"
                        + SIGNED
                        + "\n"
                        + sha256(body);
        var scope = date + "/" + region + "/servicecatalog/aws4_request";
        var signature =
                HexFormat.of()
                        .formatHex(
                                hmac(
                                        key,
                                        "AWS4-HMAC-SHA256\n"
                                                + time
                                                + "\n"
                                                + scope
                                                + "\n"
                                                + sha256(canonical)));
        return ("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-amz-json-1.1\r\n"
                        + "X-Amz-Date: "
                        + time
                        + "\r\nX-Amz-Target: "
                        + target
                        + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential="
                        + accessKeyId
                        + "/"
                        + scope
                        + ", SignedHeaders="
                        + SIGNED
                        + ", Signature="
                        + signature
                        + "\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length
                        + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause); // every JDK has it
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause); // every JDK has it
        }
    }
}

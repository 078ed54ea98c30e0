package dev.wheelhouse.cloud.s3.api;

import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.http.BodyChecksum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What identifies content.
 *
 * @param md5 hexadecimal
 * @param checksums in base64 by algorithm, for example {@code CRC32}
 */
record Digests(String md5, Map<String, String> checksums) {
    /**
     * Reads content through.
     *
     * @param algorithm the checksum to compute besides MD5
     */
    static Digests of(Payload content, String algorithm) {
        var md5 = BodyChecksum.of("content-md5").orElseThrow();
        var checksum = checksum(algorithm).orElseThrow();
        try (var in = content.open()) {
            var buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                md5.update(buffer, 0, count);
                checksum.update(buffer, 0, count);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return new Digests(
                HexFormat.of().formatHex(Base64.getDecoder().decode(md5.base64())),
                Map.of(algorithm, checksum.base64()));
    }

    /** A checksum by the name that S3 gives it. */
    static Optional<BodyChecksum> checksum(String algorithm) {
        return BodyChecksum.of("x-amz-checksum-" + algorithm.toLowerCase(Locale.ROOT));
    }
}

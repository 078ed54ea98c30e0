package dev.wheelhouse.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyChecksumTest {
    /** The check values of the catalogue of CRC algorithms, and hashes, of {@code 123456789}. */
    @ParameterizedTest
    @CsvSource({
        "x-amz-checksum-crc32, cbf43926",
        "x-amz-checksum-crc32c, e3069283",
        "x-amz-checksum-crc64nvme, ae8b14860a799888",
        "x-amz-checksum-sha1, f7c3bc1d808e04732adf679965ccc34ca7ae3441",
        "x-amz-checksum-sha256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
        "content-md5, 25f9e794323b453885f5181f1b624d0b"
    })
    void theChecksumOfTheUsualDigits(String header, String expected) {
        var checksum = BodyChecksum.of(header).orElseThrow();
        var bytes = "-123456789".getBytes(StandardCharsets.US_ASCII);
        checksum.update(bytes, 1, 4);
        checksum.update(bytes, 5, 5);
        assertThat(checksum.base64())
                .isEqualTo(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(expected)));
    }

    @Test
    void aChecksumIsTheSameHoweverTheBytesCome() {
        var bytes = new byte[1000];
        new Random(7).nextBytes(bytes);
        for (var header : BodyChecksum.HEADERS) {
            for (int length : List.of(0, 1, 7, 8, 9, 16, 23, 997)) {
                var whole = BodyChecksum.of(header).orElseThrow();
                whole.update(bytes, 3, length);
                var single = BodyChecksum.of(header).orElseThrow();
                for (int at = 3; at < 3 + length; at++) {
                    single.update(bytes, at, 1);
                }
                assertThat(whole.base64()).as(header + " " + length).isEqualTo(single.base64());
            }
        }
    }
}

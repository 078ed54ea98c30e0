package dev.wheelhouse.cloud.s3.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checksums of parts make that of the whole, wherever it is cut. */
final class CyclicChecksumsTest {
    private final Random random = new Random(7);

    @ParameterizedTest
    @ValueSource(strings = {"CRC32", "CRC32C", "CRC64NVME"})
    void theChecksumsOfTwoPartsMakeThatOfTheWhole(String algorithm) {
        var whole = new byte[100_003];
        random.nextBytes(whole);
        for (int cut : new int[] {0, 1, 7, 50_000, 99_999, whole.length}) {
            assertThat(
                            CyclicChecksums.combined(
                                    algorithm,
                                    checksum(algorithm, Arrays.copyOf(whole, cut)),
                                    checksum(
                                            algorithm,
                                            Arrays.copyOfRange(whole, cut, whole.length)),
                                    whole.length - cut))
                    .as("cut at %d", cut)
                    .isEqualTo(checksum(algorithm, whole));
        }
    }

    @Test
    void hashesCannotBeCombined() {
        assertThat(CyclicChecksums.combine("SHA256")).isFalse();
    }

    private static String checksum(String algorithm, byte[] bytes) {
        var checksum = Digests.checksum(algorithm).orElseThrow();
        checksum.update(bytes, 0, bytes.length);
        return checksum.base64();
    }
}

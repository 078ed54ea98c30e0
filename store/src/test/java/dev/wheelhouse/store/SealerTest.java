package dev.wheelhouse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SealerTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestDatabase given = TestDatabases.sqlite();

    @AfterEach
    void close() {
        given.close();
    }

    @Test
    void theKeyIsMadeOnceAndForItsOwnerOnly() throws IOException {
        var sealed = open().seal("password/1", "hunter2");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
                .isEqualTo("rw-------");
        assertThat(Base64.getDecoder().decode(Files.readString(key()).strip())).hasSize(32);
        try (var files = Files.list(given.folder())) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .noneMatch(name -> name.startsWith(".key"));
        }
        given.reopen();
        assertThat(open().openText("password/1", sealed)).isEqualTo("hunter2");
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws IOException {
        open();
        Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(this::open)
                .isInstanceOf(SealException.class)
                .hasMessageContaining("chmod 600 " + key());
    }

    @Test
    void anotherKeyIsRefusedAtOpening() throws IOException {
        open();
        Files.writeString(key(), Base64.getEncoder().encodeToString(new byte[32]));

        assertThatThrownBy(this::open)
                .isInstanceOf(SealException.class)
                .hasMessageContaining("another key")
                .hasMessageContaining("WHEELHOUSE_KEY_FILE");
    }

    @Test
    void aLostKeyIsNotReplaced() throws IOException {
        open();
        Files.delete(key());

        assertThatThrownBy(this::open)
                .isInstanceOf(SealException.class)
                .hasMessageContaining("missing")
                .hasMessageContaining("Restore");
        assertThat(key()).doesNotExist();
    }

    @Test
    void aFileThatHoldsNoKeyIsRefused() throws IOException {
        Files.writeString(key(), "short");
        Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(this::open)
                .isInstanceOf(SealException.class)
                .hasMessageContaining("32 bytes");
    }

    @Test
    void theEnvironmentNamesTheFile() {
        var data = Path.of("/data");

        assertThat(Sealer.keyFile(Map.of(), data)).isEqualTo(data.resolve("key"));
        assertThat(Sealer.keyFile(Map.of("WHEELHOUSE_KEY_FILE", "/run/key"), data))
                .isEqualTo(Path.of("/run/key"));
    }

    @Property(tries = 200)
    void whatIsSealedOpensInItsContextOnly(@ForAll String context, @ForAll String plain) {
        var sealer = Shared.SEALER;
        var bytes = plain.getBytes(StandardCharsets.UTF_16);
        var sealed = sealer.seal(context, bytes);

        assertThat(sealer.open(context, sealed)).isEqualTo(bytes);
        assertThat(sealer.seal(context, plain)).isNotEqualTo(sealed);
        assertThatThrownBy(() -> sealer.open(context + "'", sealed))
                .isInstanceOf(SealException.class);
    }

    @Property(tries = 300)
    void anAlteredTextIsRefused(
            @ForAll String plain, @ForAll @IntRange(max = 10_000) int where, @ForAll char other) {
        var sealed = new StringBuilder(Shared.SEALER.seal("context", plain));
        var index = where % sealed.length();
        if (sealed.charAt(index) == other) {
            return;
        }
        sealed.setCharAt(index, other);

        assertThatThrownBy(() -> Shared.SEALER.open("context", sealed.toString()))
                .isInstanceOf(SealException.class)
                .message()
                .doesNotContain(sealed);
    }

    @Test
    void manyUseItAtOnce() {
        var opened =
                IntStream.range(0, 2000)
                        .parallel()
                        .mapToObj(each -> {
                            var plain = "secret " + each;
                            var sealed = Shared.SEALER.seal(plain, plain);
                            assertThatThrownBy(() -> Shared.SEALER.open("other", sealed))
                                    .isInstanceOf(SealException.class);
                            return new String(
                                    Shared.SEALER.open(plain, sealed), StandardCharsets.UTF_8);
                        })
                        .toList();

        assertThat(opened)
                .isEqualTo(IntStream.range(0, 2000).mapToObj(each -> "secret " + each).toList());
    }

    @Test
    void itShowsNothingOfTheKey() {
        assertThat(open().toString()).isEqualTo("Sealer[****]");
    }

    private Path key() {
        return given.folder().resolve("key");
    }

    private Sealer open() {
        return Sealer.open(given.database(), key(), RANDOM);
    }

    /** One sealer for all tries of a property. */
    private static final class Shared {
        static final Sealer SEALER = make();

        private static Sealer make() {
            try (var given = TestDatabases.sqlite()) {
                return Sealer.open(given.database(), given.folder().resolve("key"), RANDOM);
            }
        }
    }
}

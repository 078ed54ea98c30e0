package dev.wheelhouse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.store.sql.DatabaseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    @TempDir private Path folder;

    private final SecureRandom random = new SecureRandom();
    private Path file;
    private Path key;
    private Path backup;

    @BeforeEach
    void names() {
        file = folder.resolve("wheelhouse.db");
        key = folder.resolve("key");
        backup = folder.resolve("it's a backup.db");
    }

    private static void put(Database database, String name) {
        database.write(db ->
                db.createUpdate("INSERT INTO setting (name, value) VALUES (:name, 'x')")
                        .bind("name", name)
                        .execute());
    }

    private static long count(Database database) {
        return database.read(db ->
                db.createQuery("SELECT COUNT(*) FROM setting WHERE name LIKE 'row-%'")
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void whatWasAnsweredBeforeABackupIsInItThoughOthersGoOnWriting() throws Exception {
        var written = new AtomicInteger();
        var enough = new CountDownLatch(500);
        var stop = new AtomicBoolean();
        int before;
        try (var database = Database.open(file);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Sealer.open(database, key, random);
            for (var writer = 0; writer < 8; writer++) {
                var name = "row-" + writer + "-";
                threads.execute(() -> {
                    for (var i = 0; !stop.get(); i++) {
                        put(database, name + i);
                        written.incrementAndGet();
                        enough.countDown();
                    }
                });
            }
            enough.await();
            before = written.get();
            Backup.make(file, backup);
            stop.set(true);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");

        var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Backup.restore(backup, elsewhere.resolve("wheelhouse.db"), key, random);
        try (var restored = Database.open(elsewhere.resolve("wheelhouse.db"))) {
            assertThat(count(restored)).isBetween((long) before, (long) written.get() + 8);
            Sealer.open(restored, key, random);
            put(restored, "goes-on");
        }
        try (var left = Files.list(elsewhere)) {
            assertThat(left.map(path -> String.valueOf(path.getFileName())))
                    .noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void theWrongKeyOrNoneIsRefused() throws Exception {
        try (var database = Database.open(file)) {
            Sealer.open(database, key, random);
        }
        Backup.make(file, backup);
        var other = folder.resolve("other");
        KeyFile.create(other, random);
        var target = folder.resolve("restored.db");
        assertThatThrownBy(() -> Backup.restore(backup, target, other, random))
                .isInstanceOf(SealException.class)
                .hasMessageContaining("another key");
        assertThatThrownBy(() -> Backup.restore(backup, target, folder.resolve("absent"), random))
                .isInstanceOf(SealException.class)
                .hasMessageContaining("absent");
        assertThat(target).doesNotExist();
    }

    @Test
    void aBitThatTurnedInTheMiddleOfATextIsFound() throws Exception {
        try (var database = Database.open(file)) {
            Sealer.open(database, key, random);
            put(database, "a-name-that-stands-once");
        }
        Backup.make(file, backup);
        var whole = Files.readAllBytes(backup);
        var at = new String(whole, StandardCharsets.ISO_8859_1).indexOf("a-name-that-stands-once");
        whole[at + 2] ^= 1;
        Files.write(backup, whole);
        var target = folder.resolve("restored.db");
        assertThatThrownBy(() -> Backup.restore(backup, target, key, random))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(backup + ".sha256");
        assertThat(target).doesNotExist();

        Files.delete(Backup.digestOf(backup)); // one that came without it is taken
        Backup.restore(backup, target, key, random);
        assertThat(target).exists();
    }

    @Test
    void nothingThatExistsIsOverwrittenAndNothingElseIsRestored() throws Exception {
        try (var database = Database.open(file)) {
            Sealer.open(database, key, random);
        }
        Backup.make(file, backup);
        assertThatThrownBy(() -> Backup.make(file, backup)).hasMessageContaining("exists already");
        assertThatThrownBy(() -> Backup.restore(backup, file, key, random))
                .hasMessageContaining("exists already");
        var target = folder.resolve("restored.db");
        var nonsense = Files.writeString(folder.resolve("nonsense"), "no database at all");
        var bytes = Files.readAllBytes(backup);
        java.util.Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 7);
        var damaged = Files.write(folder.resolve("damaged"), bytes);
        for (var wrong : new Path[] {nonsense, damaged, folder.resolve("absent")}) {
            assertThatThrownBy(() -> Backup.restore(wrong, target, key, random))
                    .isInstanceOf(DatabaseException.class)
                    .message()
                    .doesNotContain("Optional");
            assertThat(target).doesNotExist();
        }
        var nowhere = folder.resolve("no/such/backup.db");
        assertThatThrownBy(() -> Backup.make(file, nowhere))
                .hasMessage(
                        "There is no folder "
                                + nowhere.getParent()
                                + " to back up into: make it first");
    }
}

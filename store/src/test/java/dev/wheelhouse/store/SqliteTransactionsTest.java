package dev.wheelhouse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.store.sql.DatabaseException;
import dev.wheelhouse.store.sql.Handle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SqliteTransactionsTest {
    private final TestDatabase given = TestDatabases.sqlite();

    /** Its batches wait for slow test machines. */
    private final Database database =
            Database.open(given.file(), new GroupCommit.Limits(10, Duration.ofMinutes(1)));

    @AfterEach
    void close() {
        database.close();
        given.close();
    }

    @Test
    void aCommitThatFailsFailsEveryChangeOfItsBatch() throws Exception {
        database.write(db -> {
            db.execute("CREATE TABLE parent (id TEXT PRIMARY KEY)");
            return db.execute(
                    "CREATE TABLE child (id TEXT PRIMARY KEY, parent TEXT REFERENCES parent"
                            + " DEFERRABLE INITIALLY DEFERRED)");
        });

        var failures =
                inOneBatch(
                        db -> DatabaseTest.set(db, "before", "1"),
                        db -> String.valueOf(db.execute("INSERT INTO child VALUES ('a', 'none')")),
                        db -> DatabaseTest.set(db, "after", "1"));

        assertThat(failures).hasSize(3).allMatch(DatabaseException.class::isInstance);
        assertThat(database.<Integer>read(db -> DatabaseTest.count(db, "%e%r%"))).isZero();
        assertThat(database.<String>write(db -> DatabaseTest.set(db, "next", "1"))).isEqualTo("1");
    }

    @Test
    void aChangeThatFailsUndoesItselfOnlyAndSeesThoseBeforeIt() throws Exception {
        var failures =
                inOneBatch(
                        db -> DatabaseTest.set(db, "kept", "1"),
                        db -> {
                            var seen = DatabaseTest.get(db, "kept");
                            DatabaseTest.set(db, "kept", "changed");
                            throw new IllegalStateException("saw " + seen);
                        },
                        db -> DatabaseTest.set(db, "also", DatabaseTest.get(db, "kept")));

        assertThat(failures).singleElement().satisfies(e -> assertThat(e).hasMessage("saw 1"));
        assertThat(database.<String>read(db -> DatabaseTest.get(db, "also"))).isEqualTo("1");
    }

    @Test
    void nothingIsAnsweredThatTheDiskDidNotTake() throws IOException {
        var log = given.file().resolveSibling(given.file().getFileName() + "-wal");
        Files.move(log, log.resolveSibling("away")); // SQLite goes on with it; nobody can flush it

        assertThatThrownBy(() -> database.write(db -> DatabaseTest.set(db, "a", "1")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("The disk did not take what was written to " + log);
        assertThatThrownBy(() -> database.read(db -> DatabaseTest.get(db, "a")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("until a restart");

        Files.move(log.resolveSibling("away"), log, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> database.write(db -> DatabaseTest.set(db, "b", "1")))
                .as("a flush that works again does not bring back what an earlier one lost")
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("until a restart");
    }

    @Test
    void aFileThatWasFullTakesChangesAgainOnceThereIsRoom() {
        var large = "x".repeat(3000);
        database.write(db -> pragma(db, "max_page_count = " + (pragma(db, "page_count") + 20)));
        var taken = 0;
        DatabaseException refusal = null;
        while (refusal == null && taken < 100) {
            var key = "full-" + taken;
            try {
                database.write(db -> DatabaseTest.set(db, key, large));
                taken++;
            } catch (DatabaseException full) {
                refusal = full;
            }
        }
        assertThat(refusal).isNotNull().hasMessageContaining("full");
        for (var attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> database.write(db -> DatabaseTest.set(db, "more", large)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("full");
        }

        database.write(db -> pragma(db, "max_page_count = 1000000"));

        assertThat(database.<String>write(db -> DatabaseTest.set(db, "more", large)))
                .isEqualTo(large);
        assertThat(database.<Integer>read(db -> DatabaseTest.count(db, "full-%"))).isEqualTo(taken);
    }

    @Test
    void aCloseLosesNothingThatWasAnswered() throws Exception {
        List<String> answered = Collections.synchronizedList(new ArrayList<>());
        List<Throwable> refusals = Collections.synchronizedList(new ArrayList<>());
        var underWay = new CountDownLatch(40);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var thread = 0; thread < 8; thread++) {
                var name = "close-" + thread + "-";
                threads.execute(() -> {
                    try {
                        for (var number = 0; ; number++) {
                            var key = name + number;
                            database.write(db -> DatabaseTest.set(db, key, "1"));
                            answered.add(key);
                            database.read(db -> DatabaseTest.get(db, key));
                            underWay.countDown();
                        }
                    } catch (DatabaseException refusal) {
                        refusals.add(refusal);
                    }
                });
            }
            assertThat(underWay.await(20, TimeUnit.SECONDS)).isTrue();
            database.close();
        }

        assertThat(refusals)
                .hasSize(8)
                .allSatisfy(each -> assertThat(each).hasMessage("The database is closed"));
        try (var again = Database.open(given.file())) {
            assertThat(again.<Integer>read(db -> DatabaseTest.count(db, "close-%")))
                    .isBetween(answered.size(), answered.size() + 8);
            assertThat(answered)
                    .allSatisfy(key ->
                            assertThat(again.<String>read(db -> DatabaseTest.get(db, key)))
                                    .isEqualTo("1"));
        }
    }

    @Test
    void aReadBesideACommitThatFailsIsAnswered() throws Exception {
        database.write(db -> {
            db.execute("CREATE TABLE parent (id TEXT PRIMARY KEY)");
            return db.execute(
                    "CREATE TABLE child (id TEXT PRIMARY KEY, parent TEXT REFERENCES parent"
                            + " DEFERRABLE INITIALLY DEFERRED)");
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> reads = new ArrayList<>();
            for (var round = 0; round < 200; round++) {
                reads.add(
                        threads.submit(
                                () -> database.read(db -> DatabaseTest.count(db, "nothing"))));
                assertThatThrownBy(() ->
                                database.write(
                                        db -> db.execute("INSERT INTO child VALUES ('a', 'none')")))
                        .isInstanceOf(DatabaseException.class);
            }
            for (var read : reads) {
                assertThat(read.get(20, TimeUnit.SECONDS)).isZero();
            }
        }
    }

    @Test
    void anInterruptStopsNoFlush() {
        database.write(db -> DatabaseTest.set(db, "a", "1"));
        Thread.currentThread().interrupt();

        assertThat(database.<String>write(db -> DatabaseTest.set(db, "b", "2"))).isEqualTo("2");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(database.<String>write(db -> DatabaseTest.set(db, "c", "3"))).isEqualTo("3");
        assertThat(database.<String>read(db -> DatabaseTest.get(db, "b"))).isEqualTo("2");
    }

    @Test
    void aClosedDatabaseSaysSo() {
        database.close();
        database.close();

        assertThatThrownBy(() -> database.write(db -> DatabaseTest.set(db, "a", "1")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> database.read(db -> DatabaseTest.get(db, "a")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("closed");
    }

    private static int pragma(Handle db, String name) {
        return db.createQuery("PRAGMA " + name).mapTo(Integer.class).one();
    }

    /** A change that goes into the batch. */
    private interface Change {
        String in(Handle db);
    }

    /** Runs the changes as one batch: the first goes on when the others wait. */
    private List<Throwable> inOneBatch(Change first, Change second, Change third)
            throws InterruptedException {
        var begun = new CountDownLatch(1);
        List<Throwable> failures = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all = new ArrayList<>();
            all.add(
                    threads.submit(() ->
                            database.write(db -> {
                                begun.countDown();
                                awaitWaiting(2);
                                return first.in(db);
                            })));
            begun.await();
            Callable<String> then = () -> database.write(second::in);
            all.add(threads.submit(then));
            awaitWaiting(1);
            all.add(threads.submit(() -> database.write(third::in)));
            for (var each : all) {
                try {
                    each.get();
                } catch (ExecutionException failure) {
                    failures.add(failure.getCause());
                }
            }
        }
        return failures;
    }

    private void awaitWaiting(int changes) {
        while (((SqliteTransactions) database.transactions()).waiting() < changes) {
            Thread.onSpinWait();
        }
    }
}

package dev.wheelhouse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.store.sql.Handle;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

class DatabaseTest {
    @OnEachDatabase
    void whatAWriteReturnsFromIsThereAfterAReopen(TestDatabase given) {
        given.database().write(db -> set(db, "a", "1"));

        assertThat(given.reopen().<String>read(db -> get(db, "a"))).isEqualTo("1");
    }

    @OnEachDatabase
    void aFailureLeavesNothingBehindAndComesOutUnchanged(TestDatabase given) {
        var refusal = new IllegalArgumentException("no");

        assertThatThrownBy(() ->
                        given.database()
                                .write(db -> {
                                    set(db, "a", "1");
                                    throw refusal;
                                }))
                .isSameAs(refusal);

        assertThat(given.database().<String>read(db -> get(db, "a"))).isEmpty();
    }

    @OnEachDatabase
    void manyThreadsThatIncrementLoseNothing(TestDatabase given) throws Exception {
        var database = given.database();
        database.write(db -> set(db, "count", "0"));

        inParallel(
                32,
                () -> {
                    for (var i = 0; i < 10; i++) {
                        database.write(db -> set(db, "count", "" + (number(get(db, "count")) + 1)));
                    }
                    return 0;
                });

        assertThat(database.<String>read(db -> get(db, "count"))).isEqualTo("320");
    }

    @OnEachDatabase
    void aFailureAmongManyUndoesItselfOnly(TestDatabase given) throws Exception {
        var database = given.database();

        inParallel(
                32,
                () -> {
                    for (var i = 0; i < 10; i++) {
                        var name = Thread.currentThread().threadId() + "-" + i;
                        database.write(db -> set(db, "kept-" + name, "1"));
                        assertThatThrownBy(() ->
                                        database.write(db -> {
                                            set(db, "lost-" + name, "1");
                                            throw new IllegalStateException(name);
                                        }))
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessage(name);
                    }
                    return 0;
                });

        assertThat(database.<Integer>read(db -> count(db, "kept-%"))).isEqualTo(320);
        assertThat(database.<Integer>read(db -> count(db, "lost-%"))).isZero();
    }

    @OnEachDatabase
    void aReadSeesOneState(TestDatabase given) {
        var database = given.database();
        database.write(db -> set(db, "a", "1"));

        String second =
                database.read(db -> {
                    get(db, "a");
                    onAnotherThread(() -> database.write(other -> set(other, "a", "2")));
                    return get(db, "a");
                });

        assertThat(second).isEqualTo("1");
        assertThat(database.<String>read(db -> get(db, "a"))).isEqualTo("2");
    }

    @OnEachDatabase
    void aReadChangesNothing(TestDatabase given) {
        assertThatThrownBy(() -> given.database().read(db -> set(db, "a", "1")))
                .hasMessageContaining("read");
    }

    @OnEachDatabase
    void transactionsDoNotNest(TestDatabase given) {
        var database = given.database();

        assertThatThrownBy(() -> database.read(_ -> database.write(db -> set(db, "a", "1"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("write is called inside a read");
        assertThatThrownBy(() -> database.write(_ -> database.write(db -> set(db, "a", "1"))))
                .hasMessageContaining("write is called inside a write");
        assertThatThrownBy(() -> database.write(_ -> database.read(db -> get(db, "a"))))
                .hasMessageContaining("read is called inside a write");
        assertThat(database.<String>write(db -> set(db, "a", "2"))).isEqualTo("2");
    }

    @OnEachDatabase
    void whatComesAfterTheCommitSeesItAndNeverComesWithoutOne(TestDatabase given) {
        var database = given.database();
        var seen = new ArrayList<String>();

        database.write(db -> {
            database.afterCommit(
                    db, () -> seen.add(database.<String>read(other -> get(other, "a"))));
            return set(db, "a", "1");
        });
        assertThatThrownBy(() ->
                        database.write(db -> {
                            database.afterCommit(db, () -> seen.add("never"));
                            throw new IllegalStateException("no");
                        }))
                .hasMessage("no");

        assertThat(seen).containsExactly("1");
    }

    @OnEachDatabase
    void whoIsInterruptedIsToldWhatCameOfHisChangeAllTheSame(TestDatabase given) throws Exception {
        var database = given.database();
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var told = new CompletableFuture<String>();
        var caller =
                Thread.ofVirtual()
                        .start(() -> {
                            var answer =
                                    database.<String>write(db -> {
                                        begun.countDown();
                                        await(interrupted);
                                        return set(db, "a", "1");
                                    });
                            told.complete(answer + " " + Thread.currentThread().isInterrupted());
                        });
        begun.await();
        caller.interrupt();
        interrupted.countDown();

        assertThat(told.get(30, TimeUnit.SECONDS)).isEqualTo("1 true");
        assertThat(database.<String>read(db -> get(db, "a"))).isEqualTo("1");
    }

    /** Waits whatever interrupts it, and leaves the thread as interrupted as it was. */
    private static void await(CountDownLatch latch) {
        var interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @OnEachDatabase
    void aHandleIsOfNoUseAfterItsTransaction(TestDatabase given) {
        Handle kept = given.database().write(db -> db);

        assertThatThrownBy(() -> set(kept, "a", "1")).hasStackTraceContaining("closed");
    }

    static String set(Handle db, String name, String value) {
        db.createUpdate(
                        "INSERT INTO setting (name, value) VALUES (:name, :value)"
                                + " ON CONFLICT (name) DO UPDATE SET value = excluded.value")
                .bind("name", name)
                .bind("value", value)
                .execute();
        return value;
    }

    static String get(Handle db, String name) {
        return db.createQuery("SELECT value FROM setting WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    static int count(Handle db, String pattern) {
        return db.createQuery("SELECT COUNT(*) FROM setting WHERE name LIKE :pattern")
                .bind("pattern", pattern)
                .mapTo(Integer.class)
                .one();
    }

    static int number(String text) {
        return Integer.parseInt(text);
    }

    static void inParallel(int threads, Callable<Integer> work) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, threads)
                            .<Future<Integer>>mapToObj(_ -> executor.submit(work))
                            .toList();
            for (var each : all) {
                each.get();
            }
        }
    }

    static <T> T onAnotherThread(Callable<T> work) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return executor.submit(work).get();
        } catch (Exception cause) {
            throw new IllegalStateException(cause);
        }
    }

    @OnEachDatabase
    void idsOfNewRowsLieWhereTheDatabaseWantsThem(TestDatabase given) {
        var numbers = given.database().idNumbers(new SecureRandom());
        var made = LongStream.generate(numbers).limit(640).boxed().toList();

        assertThat(Set.copyOf(made)).hasSize(640);
        var beginnings = made.stream().map(number -> number >>> 40).distinct().count();
        if (given.engine() == TestDatabase.Engine.POSTGRESQL) {
            assertThat(beginnings).isGreaterThan(600);
        } else {
            assertThat(beginnings).isBetween(10L, 11L);
        }
    }
}

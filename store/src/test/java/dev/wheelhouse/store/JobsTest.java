package dev.wheelhouse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.store.Jobs.Happening;
import dev.wheelhouse.store.Jobs.Next;
import dev.wheelhouse.store.sql.DatabaseException;
import dev.wheelhouse.store.sql.Handle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JobsTest {
    private static final Value.Members HELLO = Value.object("text", Value.text("Größe"));

    private final LinkedBlockingQueue<String> done = new LinkedBlockingQueue<>();

    @OnEachDatabase
    void aJobRunsRightAfterItsCommitAndIsForgotten(TestDatabase given) throws Exception {
        try (var node = new Node(given.database())) {
            node.jobs.register(
                    "greet",
                    (id, payload) -> {
                        done.add(id + " " + payload);
                        return new Next.Finished();
                    });
            node.jobs.start();

            node.submit("greet", "a");

            assertThat(next()).isEqualTo("a " + HELLO);
            node.awaitNoJobs();
        }
    }

    @OnEachDatabase
    void aJobJoinsTheTransactionThatDecidesOnIt(TestDatabase given) throws Exception {
        try (var node = new Node(given.database())) {
            node.jobs.register("greet", this::finish);
            node.jobs.start();

            assertThatThrownBy(() ->
                            node.database.write(db -> {
                                node.jobs.submit(db, "greet", "lost", HELLO);
                                throw new IllegalStateException("no");
                            }))
                    .hasMessage("no");
            node.submit("greet", "kept");

            assertThat(next()).isEqualTo("kept");
            node.awaitNoJobs();
            assertThat(done).isEmpty();
        }
    }

    @OnEachDatabase
    void aSecondSubmissionOfAnUnfinishedJobChangesNothing(TestDatabase given) throws Exception {
        try (var node = new Node(given.database())) {
            node.jobs.register("greet", this::finish);
            node.submit("greet", "a");
            node.submit("greet", "a");
            node.jobs.start();

            assertThat(next()).isEqualTo("a");
            node.awaitNoJobs();
            assertThat(done).isEmpty();

            node.submit("greet", "a");
            assertThat(next()).isEqualTo("a");
        }
    }

    @OnEachDatabase
    void whatWasSubmittedBeforeARestartIsTakenUpAfterIt(TestDatabase given) throws Exception {
        try (var node = new Node(given.database())) {
            node.submit("greet", "a");
        }
        try (var node = new Node(given.reopen())) {
            node.jobs.register("greet", this::finish);
            node.jobs.start();

            assertThat(next()).isEqualTo("a");
        }
    }

    @OnEachDatabase
    void aJobWhoseNodeDiesIsTakenOver(TestDatabase given) throws Exception {
        var never = new CountDownLatch(1);
        var dead = new Node(given.database());
        dead.jobs.register(
                "greet",
                (id, _) -> {
                    done.add("begun " + id);
                    await(never);
                    throw new IllegalStateException("the node is dead");
                });
        dead.jobs.start();
        dead.submit("greet", "a");
        assertThat(next()).isEqualTo("begun a");
        dead.database.close();

        try (var node = new Node(given.reopen())) {
            node.jobs.register("greet", this::finish);
            node.jobs.start();

            assertThat(next()).isEqualTo("a");
            node.awaitNoJobs();
        } finally {
            never.countDown();
            dead.jobs.stop();
        }
    }

    /**
     * Nodes whose machines disagree about the time by more than it takes to count as dead: neither
     * takes over what the other is at, and what one submits the other does at once.
     */
    @Test
    void nodesWithWrongClocksLeaveEachOtherTheirJobs() throws Exception {
        var go = new CountDownLatch(1);
        try (var given = TestDatabases.postgres();
                var slow = new Node(given.database(), () -> Instant.now().minusSeconds(3600));
                var second = given.another();
                var fast = new Node(second, () -> Instant.now().plusSeconds(3600))) {
            slow.jobs.register(
                    "greet",
                    (id, payload) -> {
                        done.add("begun " + id);
                        await(go);
                        return finish(id, payload);
                    });
            slow.jobs.start();
            slow.submit("greet", "a");
            assertThat(next()).isEqualTo("begun a");
            fast.jobs.register("greet", this::finish);
            fast.jobs.register("other", this::finish);
            fast.jobs.start();

            slow.submit("other", "b");
            assertThat(next()).isEqualTo("b");
            // The faster node has looked for dead ones several times when this has come and gone.
            for (var look = 0; look < 5; look++) {
                var id = "later-" + look;
                fast.database.write(db -> {
                    fast.jobs.submit(db, "other", id, HELLO);
                    return id;
                });
                assertThat(next()).isEqualTo(id);
                pastTheNextHeartbeat(given.database());
            }
            assertThat(fast.happened).noneMatch(Happening.Orphaned.class::isInstance);
            go.countDown();
            assertThat(next()).isEqualTo("a");
            slow.awaitNoJobs();
            assertThat(done).isEmpty();
        }
    }

    private static void pastTheNextHeartbeat(Database database) throws InterruptedException {
        var before = heartbeat(database);
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (heartbeat(database) == before) {
            assertThat(System.nanoTime()).as("a heartbeat within 20 s").isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    private static long heartbeat(Database database) {
        return database.read(db ->
                db.createQuery("SELECT last_heartbeat FROM job WHERE task_instance = 'a'")
                        .mapTo(Long.class)
                        .one());
    }

    @OnEachDatabase
    void aFailureIsTriedAgain(TestDatabase given) throws Exception {
        var attempts = new AtomicInteger();
        try (var node = new Node(given.database())) {
            node.jobs.register(
                    "greet",
                    (id, payload) -> {
                        if (attempts.incrementAndGet() == 1) {
                            throw new IllegalStateException("the first time");
                        }
                        return finish(id, payload);
                    });
            node.jobs.start();
            node.submit("greet", "a");

            assertThat(next()).isEqualTo("a");
            assertThat(attempts).hasValue(2);
            var failed = node.happened(Happening.Failed.class);
            assertThat(failed.id()).isEqualTo("a");
            assertThat(failed.payload()).isEqualTo(HELLO);
            assertThat(failed.failures()).isOne();
            assertThat(failed.cause())
                    .get()
                    .hasToString("java.lang.IllegalStateException: the first time");
            assertThat(node.happened(Happening.Finished.class).id()).isEqualTo("a");
        }
    }

    /** Fails as it is told, and remembers what it was asked. */
    private final class Failing implements Jobs.Worker {
        private final Iterator<RuntimeException> failures;

        Failing(RuntimeException... failures) {
            this.failures = List.of(failures).iterator();
        }

        @Override
        public Next work(String id, Value payload) {
            if (failures.hasNext()) {
                throw failures.next();
            }
            return finish("done " + id, payload);
        }

        @Override
        public Optional<Next> giveUp(String id, Value payload) {
            return Optional.of(finish("given up " + id, payload));
        }
    }

    @OnEachDatabase
    void workThatFailsAgainAndAgainIsGivenUpUnlessItIsTheDatabase(TestDatabase given)
            throws Exception {
        try (var node = new Node(given.database())) {
            var gone = new DatabaseException("gone");
            node.jobs.register(
                    "broken",
                    new Failing(
                            new IllegalStateException("first"),
                            new IllegalStateException("no", gone),
                            new IllegalStateException("second")));
            node.jobs.register("cut off", new Failing(gone, gone));
            node.jobs.start();
            node.submit("broken", "a");
            node.submit("cut off", "b");

            assertThat(List.of(next(), next())).containsExactlyInAnyOrder("given up a", "done b");
            node.awaitNoJobs();
        }
    }

    @OnEachDatabase
    void failuresBetweenWhichTheWorkGoesOnAreNotAddedUp(TestDatabase given) throws Exception {
        var calls = new AtomicInteger();
        try (var node = new Node(given.database())) {
            node.jobs.register(
                    "greet",
                    new Jobs.Worker() {
                        @Override
                        public Next work(String id, Value payload) {
                            return switch (calls.incrementAndGet()) {
                                case 1, 3 -> throw new IllegalStateException("now and then");
                                case 2 -> new Next.Again(Duration.ZERO);
                                default -> finish("done " + id, payload);
                            };
                        }

                        @Override
                        public Optional<Next> giveUp(String id, Value payload) {
                            return Optional.of(finish("given up " + id, payload));
                        }
                    });
            node.jobs.start();
            node.submit("greet", "a");

            assertThat(next()).isEqualTo("done a");
        }
    }

    @OnEachDatabase
    void aJobThatHasToWaitIsCalledAgain(TestDatabase given) throws Exception {
        var calls = new AtomicInteger();
        try (var node = new Node(given.database())) {
            node.jobs.register(
                    "greet",
                    (id, payload) ->
                            calls.incrementAndGet() < 4
                                    ? new Next.Again(Duration.ofMillis(10))
                                    : finish(id, payload));
            node.jobs.start();
            node.submit("greet", "a");

            assertThat(next()).isEqualTo("a");
            node.awaitNoJobs();
        }
    }

    @OnEachDatabase
    void aWorkerFinishesItsJobInItsLastWrite(TestDatabase given) throws Exception {
        try (var node = new Node(given.database())) {
            node.jobs.register(
                    "greet",
                    (id, _) -> {
                        node.database.write(db -> {
                            node.jobs.finish(db, "greet", id);
                            node.jobs.submit(db, "greet", id + "'", HELLO);
                            return DatabaseTest.set(db, "done", id);
                        });
                        done.add(id);
                        return new Next.Finished();
                    });
            node.jobs.start();
            node.submit("greet", "a");

            assertThat(List.of(next(), next(), next())).containsExactly("a", "a'", "a''");
        }
    }

    @OnEachDatabase
    void manyJobsEachRunOnce(TestDatabase given) throws Exception {
        try (var node = new Node(given.database())) {
            node.jobs.register("greet", this::finish);
            node.jobs.start();

            DatabaseTest.inParallel(
                    20,
                    () -> {
                        var thread = Thread.currentThread().threadId();
                        for (var i = 0; i < 10; i++) {
                            node.submit("greet", thread + "-" + i);
                        }
                        return 0;
                    });

            for (var i = 0; i < 200; i++) {
                next();
            }
            node.awaitNoJobs();
            assertThat(done).isEmpty();
        }
    }

    private Next finish(String id, Value payload) {
        done.add(id);
        return new Next.Finished();
    }

    private String next() throws InterruptedException {
        var id = done.poll(20, TimeUnit.SECONDS);
        assertThat(id).as("a job within 20 s").isNotNull();
        return String.valueOf(id);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** A process with workers. */
    private static final class Node implements AutoCloseable {
        final Database database;
        final Jobs jobs;

        final LinkedBlockingQueue<Happening> happened = new LinkedBlockingQueue<>();

        Node(Database database) {
            this(database, InstantSource.system());
        }

        Node(Database database, InstantSource machine) {
            this.database = database;
            this.jobs =
                    new Jobs(
                            database,
                            database.clock(machine),
                            happened::add,
                            new Jobs.Heartbeat(Duration.ofMillis(200), 4),
                            2);
        }

        <H extends Happening> H happened(Class<H> kind) throws InterruptedException {
            while (true) {
                var happening = happened.poll(20, TimeUnit.SECONDS);
                assertThat(happening).as(kind + " within 20 s").isNotNull();
                if (kind.isInstance(happening)) {
                    return kind.cast(happening);
                }
            }
        }

        void submit(String kind, String id) {
            database.write(db -> {
                jobs.submit(db, kind, id, HELLO);
                return id;
            });
        }

        void awaitNoJobs() throws InterruptedException {
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (database.<Integer>read(Node::count) > 0) {
                assertThat(System.nanoTime()).as("no jobs within 20 s").isLessThan(deadline);
                Thread.sleep(5);
            }
        }

        private static int count(Handle db) {
            return db.createQuery("SELECT COUNT(*) FROM job").mapTo(Integer.class).one();
        }

        @Override
        public void close() {
            jobs.stop();
        }
    }
}

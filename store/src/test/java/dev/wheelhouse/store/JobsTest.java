package dev.wheelhouse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.store.Jobs.Next;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;

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

        Node(Database database) {
            this.database = database;
            this.jobs =
                    new Jobs(
                            database,
                            InstantSource.system(),
                            new Jobs.Heartbeat(Duration.ofMillis(200), 4));
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

package dev.wheelhouse.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.store.sql.DatabaseException;
import dev.wheelhouse.store.sql.Handle;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Durable work: recorded in the transaction that decides on it, done by a worker after the commit,
 * taken up again after a restart or when its node dies. A job may therefore run more than once and
 * must find out what it already did. Thread-safe.
 */
public final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    /** How many jobs a node works on at a time; each is a virtual thread. */
    private static final int WORKERS = 64;

    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);
    private static final Duration FOREVER = Duration.ofDays(36_500);

    /** How often work may fail for another reason than the database before it is given up. */
    private static final int ATTEMPTS = 5;

    private static final String SUBMIT =
            """
            INSERT INTO job (task_name, task_instance, task_data, execution_time, picked,
                             consecutive_failures, version)
            VALUES (:kind, :id, :payload, :now, FALSE, 0, 1)
            ON CONFLICT (task_name, task_instance) DO NOTHING
            """;

    private static final String FINISH =
            "DELETE FROM job WHERE task_name = :kind AND task_instance = :id";

    /** At the last attempt the count begins anew: what comes of giving up is other work. */
    private static final String COUNT_DEFECT =
            """
            UPDATE job
            SET defects = (CASE WHEN consecutive_failures = 0 THEN 1 ELSE defects + 1 END) % :most
            WHERE task_name = :kind AND task_instance = :id
            """;

    private static final String DEFECTS =
            "SELECT defects FROM job WHERE task_name = :kind AND task_instance = :id";

    private static final String RELEASE =
            """
            UPDATE job
            SET picked = FALSE, picked_by = NULL, last_heartbeat = NULL, version = version + 1
            WHERE picked = TRUE
            """;

    private static final String QUEUE =
            """
            SELECT COUNT(CASE WHEN picked = FALSE AND execution_time <= :now THEN 1 END) AS due,
                   COUNT(CASE WHEN picked = TRUE THEN 1 END) AS running,
                   COUNT(*) AS total,
                   COALESCE(MIN(CASE WHEN picked = FALSE AND execution_time <= :now
                                     THEN execution_time END), 0) AS oldest
            FROM job
            """;

    private final Database database;
    private final InstantSource clock;
    private final Watcher watcher;
    private final Heartbeat heartbeat;
    private final int attempts;
    private final Map<String, Worker> workers = new LinkedHashMap<>();

    /** The job that this thread works on. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Running> running = new ThreadLocal<>();

    private volatile @Nullable Scheduler scheduler;

    public Jobs(Database database, InstantSource clock) {
        this(database, clock, Jobs::log);
    }

    /**
     * @param clock the same for all nodes: see {@link Database#clock}
     * @param watcher is told how jobs go
     */
    public Jobs(Database database, InstantSource clock, Watcher watcher) {
        this(database, clock, watcher, new Heartbeat(Duration.ofSeconds(2), 5), ATTEMPTS);
    }

    Jobs(
            Database database,
            InstantSource clock,
            Watcher watcher,
            Heartbeat heartbeat,
            int attempts) {
        this.database = database;
        this.clock = clock;
        this.watcher = watcher;
        this.heartbeat = heartbeat;
        this.attempts = attempts;
    }

    /** Is told how jobs go; on the thread of the job. */
    @FunctionalInterface
    public interface Watcher {
        void happened(Happening happening);
    }

    /** What happened to a job. */
    public sealed interface Happening {
        String kind();

        String id();

        /** What the worker is told. */
        Value payload();

        /**
         * @param time how long it took, this time
         */
        record Finished(String kind, String id, Value payload, Duration time)
                implements Happening {}

        /**
         * @param failures how many there were in a row, this one included
         * @param pause until it is tried again
         */
        record Failed(
                String kind,
                String id,
                Value payload,
                int failures,
                Duration pause,
                Optional<Throwable> cause)
                implements Happening {}

        /** The node that worked on it is dead; another one will. */
        record Orphaned(String kind, String id, Value payload, String node) implements Happening {}
    }

    /** For who has nothing else that watches. */
    private static void log(Happening happening) {
        switch (happening) {
            case Happening.Finished _ -> {}
            case Happening.Failed failed ->
                    LOG.error(
                            "Job {} {} failed, {} times in a row; it is tried again in {} s",
                            failed.kind(),
                            failed.id(),
                            failed.failures(),
                            failed.pause().toSeconds(),
                            failed.cause().orElse(null));
            case Happening.Orphaned orphaned ->
                    LOG.warn(
                            "Job {} {} of node {} is taken over",
                            orphaned.kind(),
                            orphaned.id(),
                            orphaned.node());
        }
    }

    /** Does jobs of one kind. */
    @FunctionalInterface
    public interface Worker {
        /**
         * Works until the job is finished or has to wait.
         *
         * @return how to go on; an exception means: log it and try again later, with pauses that
         *     grow from 1 second to 1 minute
         */
        Next work(String id, Value payload);

        /**
         * Ends what the job does as failed, after {@link #work} threw something 5 times in a row
         * that the database has no part in. What the database throws does not count: that is tried
         * again for as long as it takes.
         *
         * @return how to go on; empty when there is nothing else to do than to try again
         */
        default Optional<Next> giveUp(String id, Value payload) {
            return Optional.empty();
        }
    }

    /** How a job goes on. */
    public sealed interface Next {
        /** The job is finished and forgotten. */
        record Finished() implements Next {}

        /** Call the worker again after the pause. */
        record Again(Duration pause) implements Next {}
    }

    /**
     * When a node counts as dead: several beats of its jobs were missed, 4 at least. Other nodes
     * then take its jobs over.
     */
    record Heartbeat(Duration every, int missed) {}

    /** A job at work; it may be finished inside the worker's own last write. */
    private static final class Running {
        private final String kind;
        private final String id;
        private boolean finished;

        Running(String kind, String id) {
            this.kind = kind;
            this.id = id;
        }

        boolean is(String otherKind, String otherId) {
            return kind.equals(otherKind) && id.equals(otherId);
        }
    }

    /** Says who does jobs of a kind. Before {@link #start}. */
    public synchronized void register(String kind, Worker worker) {
        if (scheduler != null) {
            throw new IllegalStateException("Workers are registered before the start: " + kind);
        }
        if (workers.putIfAbsent(kind, worker) != null) {
            throw new IllegalStateException("There is a worker for " + kind + " already");
        }
    }

    /**
     * Records a job in the transaction of the handle; it starts right after the commit.
     *
     * @param id unique among the jobs of the kind; a second submission while the first is
     *     unfinished changes nothing
     * @param payload what the worker is told; no secrets
     */
    public void submit(Handle db, String kind, String id, Value payload) {
        db.createUpdate(SUBMIT)
                .bind("kind", kind)
                .bind("id", id)
                .bind("payload", Json.write(payload).getBytes(StandardCharsets.UTF_8))
                .bind("now", clock.millis())
                .execute();
        database.afterCommit(db, this::wake);
    }

    /**
     * Finishes a job in the transaction of the handle: what a worker does in its last write, so
     * that being done and being forgotten are one change. It returns {@link Next.Finished} then,
     * which writes nothing more. Called in a write of the worker's thread.
     */
    public void finish(Handle db, String kind, String id) {
        db.createUpdate(FINISH).bind("kind", kind).bind("id", id).execute();
        database.afterCommit(
                db,
                () -> {
                    var current = running.get();
                    if (current != null && current.is(kind, id)) {
                        current.finished = true;
                    }
                });
    }

    /**
     * Starts the workers, taking up unfinished jobs. In an SQLite file all of them are this
     * process's own; on PostgreSQL a dead node's jobs are taken over when its heartbeat is missed.
     */
    public synchronized void start() {
        if (scheduler != null) {
            throw new IllegalStateException("The workers run already");
        }
        if (!database.transactions().isShared()) {
            database.write(db -> db.createUpdate(RELEASE).execute());
        }
        List<Task<?>> tasks = new ArrayList<>();
        workers.forEach((kind, worker) -> tasks.add(task(kind, worker)));
        var node = "node-%016x".formatted(new SecureRandom().nextLong());
        var started =
                Scheduler.create(database.transactions().jobConnections(), tasks)
                        .schedulerName(new SchedulerName.Fixed(node))
                        .tableName("job")
                        .serializer(new JobText())
                        .jdbcCustomization(
                                new JobTable(workers.keySet(), database.transactions().isShared()))
                        .clock(clock::instant)
                        .threads(WORKERS)
                        .pollUsingLockAndFetch(0.5, 1.0)
                        .pollingInterval(POLL)
                        .heartbeatInterval(heartbeat.every())
                        .missedHeartbeatsLimit(heartbeat.missed())
                        .deleteUnresolvedAfter(FOREVER)
                        .failureLogging(LogLevel.OFF, false)
                        .shutdownMaxWait(STOP_WAIT)
                        .executorService(
                                Executors.newThreadPerTaskExecutor(
                                        Thread.ofVirtual().name("job-", 0).factory()))
                        .build();
        started.start();
        scheduler = started;
    }

    /**
     * The work that is there, of all nodes.
     *
     * @param due how many jobs could run and wait for a worker
     * @param running how many are worked on
     * @param later how many wait for their time
     * @param age how long the oldest of those that are due has waited
     */
    public record Queue(long due, long running, long later, Duration age) {}

    /** Looks at the queue. */
    public Queue queue() {
        var now = clock.millis();
        return database.read(db ->
                db.createQuery(QUEUE)
                        .bind("now", now)
                        .map(row -> {
                            var due = row.getLong("due");
                            var running = row.getLong("running");
                            var later = row.getLong("total") - due - running;
                            var oldest = row.getLong("oldest");
                            var age = due == 0 ? 0 : Math.max(0, now - oldest);
                            return new Queue(due, running, later, Duration.ofMillis(age));
                        })
                        .one());
    }

    /** Stops taking jobs, waits a short while for running ones. */
    public synchronized void stop() {
        var stopping = scheduler;
        scheduler = null;
        if (stopping != null) {
            stopping.stop();
        }
    }

    private Task<?> task(String kind, Worker worker) {
        return Tasks.custom(kind, String.class)
                .onFailure(this::failed)
                .onDeadExecution(this::orphaned)
                .execute((instance, _) -> work(kind, worker, instance));
    }

    private CompletionHandler<String> work(
            String kind, Worker worker, TaskInstance<String> instance) {
        var current = new Running(kind, instance.getId());
        var payload = Json.read(instance.getData());
        var began = System.nanoTime();
        running.set(current);
        Next next;
        try {
            next = next(worker, current, payload);
        } catch (RuntimeException failure) {
            if (!current.finished) {
                throw failure;
            }
            LOG.error("Job {} {} failed after it was finished", kind, current.id, failure);
            next = new Next.Finished();
        } finally {
            running.remove();
        }
        if (next instanceof Next.Finished) {
            var time = Duration.ofNanos(System.nanoTime() - began);
            watcher.happened(new Happening.Finished(kind, current.id, payload, time));
        }
        return switch (next) {
            case Next.Finished _ when current.finished -> (_, _) -> {};
            case Next.Finished _ -> (_, _) -> forget(kind, current.id);
            case Next.Again(var pause) ->
                    (complete, operations) -> again(complete, operations, pause);
        };
    }

    /** What the worker says; what it says to giving up, once its work has failed too often. */
    private Next next(Worker worker, Running job, Value payload) {
        try {
            return worker.work(job.id, payload);
        } catch (RuntimeException failure) {
            if (job.finished || !isDefect(failure) || !triedEnough(job)) {
                throw failure;
            }
            var instead = worker.giveUp(job.id, payload);
            if (instead.isEmpty()) {
                throw failure;
            }
            LOG.error(
                    "Job {} {} failed {} times in a row and is given up",
                    job.kind,
                    job.id,
                    attempts,
                    failure);
            return instead.get();
        }
    }

    /** Whether it is no matter of the database, nor of a node that is being stopped. */
    private boolean isDefect(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseException || cause instanceof SQLException) {
                return false;
            }
        }
        return scheduler != null && !Thread.currentThread().isInterrupted();
    }

    private boolean triedEnough(Running job) {
        return database.write(db -> {
            db.createUpdate(COUNT_DEFECT)
                    .bind("kind", job.kind)
                    .bind("id", job.id)
                    .bind("most", attempts)
                    .execute();
            return db.createQuery(DEFECTS)
                    .bind("kind", job.kind)
                    .bind("id", job.id)
                    .mapTo(Integer.class)
                    .findOne()
                    .filter(defects -> defects == 0)
                    .isPresent();
        });
    }

    private void forget(String kind, String id) {
        database.write(db -> db.createUpdate(FINISH).bind("kind", kind).bind("id", id).execute());
    }

    private void again(
            ExecutionComplete complete, ExecutionOperations<String> operations, Duration pause) {
        operations.reschedule(complete, clock.instant().plus(pause));
        if (pause.compareTo(POLL) < 0) {
            Thread.startVirtualThread(() -> wakeAfter(pause));
        }
    }

    private void failed(ExecutionComplete complete, ExecutionOperations<String> operations) {
        var execution = complete.getExecution();
        var failures = execution.consecutiveFailures + 1;
        var pause = pauseAfter(failures);
        watcher.happened(
                new Happening.Failed(
                        execution.getTaskName(),
                        execution.getId(),
                        payload(execution),
                        failures,
                        pause,
                        complete.getCause()));
        again(complete, operations, pause);
    }

    /** As db-scheduler's own way of taking over, but by the clock that all nodes share. */
    private void orphaned(ExecutionComplete complete, ExecutionOperations<String> operations) {
        var execution = complete.getExecution();
        watcher.happened(
                new Happening.Orphaned(
                        execution.getTaskName(),
                        execution.getId(),
                        payload(execution),
                        String.valueOf(execution.pickedBy)));
        operations.reschedule(complete, clock.instant());
        wake();
    }

    private static Value payload(Execution execution) {
        return Json.read(String.valueOf(execution.taskInstance.getData()));
    }

    private static Duration pauseAfter(int failures) {
        var pause = Duration.ofSeconds(1L << Math.min(failures - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void wakeAfter(Duration pause) {
        try {
            Thread.sleep(pause.plusMillis(1));
            wake();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void wake() {
        var current = scheduler;
        if (current != null) {
            current.triggerCheckForDueExecutions();
        }
    }
}

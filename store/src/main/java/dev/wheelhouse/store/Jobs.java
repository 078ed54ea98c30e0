package dev.wheelhouse.store;

import dev.wheelhouse.document.Value;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/**
 * Durable work: recorded in the transaction that decides on it, done by a worker after the commit,
 * taken up again after a restart or when its node dies. A job may therefore run more than once and
 * must find out what it already did.
 */
public interface Jobs {
    /** Does jobs of one kind. */
    @FunctionalInterface
    interface Worker {
        /**
         * Works until the job is finished or has to wait.
         *
         * @return how to go on; an exception means: log it and try again later, with growing pauses
         */
        Next work(String id, Value payload);
    }

    /** How a job goes on. */
    sealed interface Next {
        /** The job is finished and forgotten. */
        record Finished() implements Next {}

        /** Call the worker again after the pause. */
        record Again(Duration pause) implements Next {}
    }

    /** Says who does jobs of a kind. Before {@link #start}. */
    void register(String kind, Worker worker);

    /**
     * Records a job in the transaction of the handle; it starts right after the commit.
     *
     * @param id unique among the jobs of the kind; a second submission while the first is
     *     unfinished changes nothing
     * @param payload what the worker is told; no secrets
     */
    void submit(Handle db, String kind, String id, Value payload);

    /** Starts the workers, taking up unfinished jobs. */
    void start();

    /** Stops taking jobs, waits a short while for running ones. */
    void stop();
}

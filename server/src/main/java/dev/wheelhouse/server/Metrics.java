package dev.wheelhouse.server;

import dev.wheelhouse.store.Histogram;
import dev.wheelhouse.store.Jobs;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the server does and how fast, in Prometheus's text format: requests by operation and status,
 * how long operations and commits take, the queue of jobs. Names no account and no principal.
 * Thread-safe.
 */
final class Metrics {
    private record Operation(String service, String action) implements Comparable<Operation> {
        private static final Comparator<Operation> ORDER =
                Comparator.comparing(Operation::service).thenComparing(Operation::action);

        @Override
        public int compareTo(Operation other) {
            return ORDER.compare(this, other);
        }

        private String labels() {
            return "service=\"" + service + "\",action=\"" + action + "\"";
        }
    }

    private static final class Series {
        private final Histogram times = new Histogram();
        private final ConcurrentSkipListMap<Integer, LongAdder> statuses =
                new ConcurrentSkipListMap<>();
    }

    private final ConcurrentSkipListMap<Operation, Series> operations =
            new ConcurrentSkipListMap<>();
    private final Histogram commits;
    private final Supplier<Optional<Jobs.Queue>> jobs;
    private final BooleanSupplier takesChanges;
    private final LongSupplier linesLost;

    /**
     * @param commits how long commits took
     * @param jobs looks at the queue; nothing when the database does not answer
     * @param takesChanges whether the database's disk takes changes
     * @param linesLost how many lines of the log could not be written
     */
    Metrics(
            Histogram commits,
            Supplier<Optional<Jobs.Queue>> jobs,
            BooleanSupplier takesChanges,
            LongSupplier linesLost) {
        this.commits = commits;
        this.jobs = jobs;
        this.takesChanges = takesChanges;
        this.linesLost = linesLost;
    }

    /**
     * Counts a request; service and action come from the API models, so there are boundedly many.
     */
    void request(String service, String action, int status, double seconds) {
        var series = operations.computeIfAbsent(new Operation(service, action), _ -> new Series());
        series.statuses.computeIfAbsent(status, _ -> new LongAdder()).increment();
        series.times.add(Duration.ofNanos((long) (seconds * 1e9)));
    }

    String text(int connections) {
        var text = new StringBuilder();
        head(text, "requests_total", "counter", "Requests answered, by HTTP status.");
        operations.forEach((operation, series) ->
                series.statuses.forEach((status, count) ->
                        line(
                                text,
                                "requests_total",
                                operation.labels() + ",status=\"" + status + "\"",
                                count.sum())));
        head(text, "request_seconds", "histogram", "Time from a whole request to its answer.");
        operations.forEach((operation, series) ->
                histogram(text, "request_seconds", operation.labels() + ",", series.times));
        head(text, "commit_seconds", "histogram", "Time a commit waited for the disk.");
        histogram(text, "commit_seconds", "", commits);
        head(text, "database_answers", "gauge", "1 if the database answers, else 0.");
        var queue = jobs.get();
        line(text, "database_answers", "", queue.isPresent() ? 1 : 0);
        queue.ifPresent(all -> jobs(text, all));
        head(text, "database_takes_changes", "gauge", "0 if its disk refuses changes, else 1.");
        line(text, "database_takes_changes", "", takesChanges.getAsBoolean() ? 1 : 0);
        head(text, "log_lines_lost_total", "counter", "Lines of the log not written.");
        line(text, "log_lines_lost_total", "", linesLost.getAsLong());
        head(text, "connections", "gauge", "Open connections.");
        line(text, "connections", "", connections);
        return text.toString();
    }

    private static void jobs(StringBuilder text, Jobs.Queue queue) {
        head(text, "jobs", "gauge", "Jobs by what they wait for.");
        line(text, "jobs", "state=\"due\"", queue.due());
        line(text, "jobs", "state=\"running\"", queue.running());
        line(text, "jobs", "state=\"later\"", queue.later());
        head(text, "job_queue_age_seconds", "gauge", "How long the oldest due job has waited.");
        line(text, "job_queue_age_seconds", "", seconds(queue.age()));
    }

    private static void histogram(
            StringBuilder text, String name, String labels, Histogram histogram) {
        var counted = histogram.counted();
        for (var bucket : counted.upTo()) {
            line(
                    text,
                    name + "_bucket",
                    labels + "le=\"" + bound(bucket.bound()) + "\"",
                    bucket.count());
        }
        line(text, name + "_bucket", labels + "le=\"+Inf\"", counted.count());
        var plain = labels.isEmpty() ? "" : labels.substring(0, labels.length() - 1);
        line(text, name + "_sum", plain, seconds(counted.total()));
        line(text, name + "_count", plain, counted.count());
    }

    private static void head(StringBuilder text, String name, String type, String help) {
        text.append("# HELP wheelhouse_").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE wheelhouse_").append(name).append(' ').append(type).append('\n');
    }

    private static void line(StringBuilder text, String name, String labels, Object value) {
        text.append("wheelhouse_").append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append(value).append('\n');
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.6f", time.toNanos() / 1e9);
    }

    private static String bound(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), 9).stripTrailingZeros().toPlainString();
    }
}

package dev.wheelhouse.server;

import java.util.Locale;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts and times per operation, in Prometheus's text format. Names no account and no principal.
 * Thread-safe.
 */
final class Metrics {
    private record Key(String service, String action, int status) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }

        private String labels() {
            return "service=\""
                    + service
                    + "\",action=\""
                    + action
                    + "\",status=\""
                    + status
                    + "\"";
        }
    }

    private static final class Series {
        private final LongAdder count = new LongAdder();
        private final DoubleAdder seconds = new DoubleAdder();
    }

    private final ConcurrentSkipListMap<Key, Series> requests = new ConcurrentSkipListMap<>();

    /**
     * Counts a request; service and action come from the API models, so there are boundedly many.
     */
    void request(String service, String action, int status, double seconds) {
        var series =
                requests.computeIfAbsent(new Key(service, action, status), key -> new Series());
        series.count.increment();
        series.seconds.add(seconds);
    }

    String text() {
        var text = new StringBuilder();
        text.append(
                "# HELP wheelhouse_requests_total Requests answered.\n# TYPE wheelhouse_requests_total counter\n");
        requests.forEach((key, series) ->
                text.append("wheelhouse_requests_total{")
                        .append(key.labels())
                        .append("} ")
                        .append(series.count.sum())
                        .append('\n'));
        text.append("# HELP wheelhouse_request_seconds_total Time spent answering.\n")
                .append("# TYPE wheelhouse_request_seconds_total counter\n");
        requests.forEach((key, series) ->
                text.append("wheelhouse_request_seconds_total{")
                        .append(key.labels())
                        .append("} ")
                        .append(String.format(Locale.ROOT, "%.6f", series.seconds.sum()))
                        .append('\n'));
        return text.toString();
    }
}

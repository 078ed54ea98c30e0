package dev.wheelhouse.store.sql;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are inserted by fewer statements than there are rows: an INSERT of one row of
 * parameters is taken as one of 2, 4, 8, 16 or 32 rows, which few texts cover.
 */
final class RowBlocks {
    private static final int LARGEST = 32;
    private static final int MOST_PARAMETERS = 999; // the least limit of any SQLite

    private static final Pattern INSERT =
            Pattern.compile(
                    "(?<head>\\s*INSERT\\s[^?]*?\\sVALUES\\s*)(?<row>\\([^()]*\\))(?<tail>[^?]*)",
                    Pattern.CASE_INSENSITIVE);

    private static final ConcurrentHashMap<String, List<String>> TEXTS = new ConcurrentHashMap<>();

    private RowBlocks() {}

    /** Runs a statement with the values of its rows, one after the other. */
    @FunctionalInterface
    interface Run {
        void run(String text, @Nullable Bound[] values);
    }

    /**
     * Runs blocks of rows in their order.
     *
     * @param text of the statement for one row, with {@code ?} for each value
     */
    static void run(String text, List<@Nullable Bound[]> rows, Run run) {
        var texts = TEXTS.computeIfAbsent(text, RowBlocks::texts);
        for (var from = 0; from < rows.size(); ) {
            var size = Integer.highestOneBit(Math.min(rows.size() - from, 1 << (texts.size() - 1)));
            run.run(
                    texts.get(Integer.numberOfTrailingZeros(size)),
                    joined(rows.subList(from, from + size)));
            from += size;
        }
    }

    private static @Nullable Bound[] joined(List<@Nullable Bound[]> rows) {
        if (rows.size() == 1) {
            return rows.getFirst();
        }
        var width = rows.getFirst().length;
        var values = new Bound[rows.size() * width];
        for (var row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, values, row * width, width);
        }
        return values;
    }

    /** The texts for 1, 2, 4 ... rows; only the first where it inserts no row of values. */
    private static List<String> texts(String text) {
        var insert = INSERT.matcher(text);
        if (!insert.matches()) {
            return List.of(text);
        }
        var parameters = (int) text.chars().filter(each -> each == '?').count();
        return Stream.iterate(
                        1,
                        rows ->
                                rows == 1
                                        || (rows <= LARGEST
                                                && rows * parameters <= MOST_PARAMETERS),
                        rows -> 2 * rows)
                .map(rows ->
                        insert.group("head")
                                + String.join(", ", Collections.nCopies(rows, insert.group("row")))
                                + insert.group("tail"))
                .toList();
    }
}

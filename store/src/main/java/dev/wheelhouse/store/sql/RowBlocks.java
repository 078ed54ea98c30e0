package dev.wheelhouse.store.sql;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are inserted by fewer statements than there are rows: an INSERT of one row of
 * parameters is taken as one of up to 32 rows.
 */
final class RowBlocks {
    private static final int LARGEST = 32;
    private static final int MOST_PARAMETERS = 999; // the least limit of any SQLite

    private static final Pattern INSERT =
            Pattern.compile(
                    "(?<head>\\s*INSERT\\s[^?]*?\\sVALUES\\s*)(?<row>\\([^()]*\\))(?<tail>[^?]*)",
                    Pattern.CASE_INSENSITIVE);

    /** By the text for one row. */
    private static final ConcurrentHashMap<String, RowBlocks> KNOWN = new ConcurrentHashMap<>();

    private final String head;
    private final String row;
    private final String tail;
    private final int most;
    private final ConcurrentHashMap<Integer, String> texts = new ConcurrentHashMap<>();

    private RowBlocks(String head, String row, String tail, int most) {
        this.head = head;
        this.row = row;
        this.tail = tail;
        this.most = most;
    }

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
        var blocks = KNOWN.computeIfAbsent(text, RowBlocks::of);
        for (var from = 0; from < rows.size(); ) {
            var size = Math.min(rows.size() - from, blocks.most);
            run.run(blocks.text(size), joined(rows.subList(from, from + size)));
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

    private static RowBlocks of(String text) {
        var insert = INSERT.matcher(text);
        if (!insert.matches()) {
            return new RowBlocks(text, "", "", 1);
        }
        var parameters = (int) text.chars().filter(each -> each == '?').count();
        return new RowBlocks(
                insert.group("head"),
                insert.group("row"),
                insert.group("tail"),
                Math.clamp(MOST_PARAMETERS / Math.max(1, parameters), 1, LARGEST));
    }

    private String text(int rows) {
        return texts.computeIfAbsent(
                rows, count -> head + String.join(", ", Collections.nCopies(count, row)) + tail);
    }
}

package dev.wheelhouse.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows under headings, each column as wide as its widest cell. */
final class Table {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        this.headings = List.of(headings);
    }

    Table row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("The table has " + headings.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(PrintWriter out) {
        print(out, "");
    }

    void print(PrintWriter out, String indent) {
        line(out, indent, headings);
        line(out, indent, headings.stream().map(heading -> "-".repeat(heading.length())).toList());
        rows.forEach(row -> line(out, indent, row));
        out.flush();
    }

    private void line(PrintWriter out, String indent, List<String> cells) {
        var text = new StringBuilder(indent);
        for (var column = 0; column < cells.size(); column++) {
            var cell = cells.get(column);
            text.append(cell);
            if (column < cells.size() - 1) {
                text.append(" ".repeat(width(column) - cell.length())).append(GAP);
            }
        }
        out.println(text.toString().stripTrailing());
    }

    private int width(int column) {
        return Math.max(
                headings.get(column).length(),
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
}

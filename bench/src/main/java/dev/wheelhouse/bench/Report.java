package dev.wheelhouse.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of what was measured. */
final class Report {
    private final List<Row> rows = new ArrayList<>();

    /**
     * One figure.
     *
     * @param what was measured, and where
     * @param measured the figures that went into the ratio
     * @param figure the ratio, or the figure itself where the goal is one
     * @param goal in words
     * @param reached whether the figure is there
     */
    record Row(String what, String measured, String figure, String goal, boolean reached) {}

    void atLeast(String what, String measured, double figure, double goal, String unit) {
        rows.add(
                new Row(
                        what,
                        measured,
                        number(figure) + unit,
                        "at least " + number(goal) + unit,
                        figure >= goal));
    }

    void atMost(String what, String measured, double figure, double goal, String unit) {
        rows.add(
                new Row(
                        what,
                        measured,
                        number(figure) + unit,
                        "at most " + number(goal) + unit,
                        figure <= goal));
    }

    static String number(double value) {
        return value >= 100
                ? "%,.0f".formatted(value)
                : String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }

    /** Prints it as a Markdown table. */
    void print(PrintStream out) {
        out.println("| what | measured | figure | goal | |");
        out.println("|---|---|---|---|---|");
        rows.forEach(row ->
                out.printf(
                        "| %s | %s | %s | %s | %s |%n",
                        row.what(),
                        row.measured(),
                        row.figure(),
                        row.goal(),
                        row.reached() ? "reached" : "**missed**"));
    }

    boolean allReached() {
        return rows.stream().allMatch(Row::reached);
    }
}

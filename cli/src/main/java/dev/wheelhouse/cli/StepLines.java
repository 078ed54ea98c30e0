package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.Change;
import dev.wheelhouse.rollout.deploy.Outcome;
import dev.wheelhouse.rollout.deploy.Progress;
import dev.wheelhouse.rollout.deploy.StepResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Prints a deployment's steps as they are done. */
final class StepLines implements Progress {
    private final PrintWriter out;
    private final String indent;

    StepLines(PrintWriter out, String indent) {
        this.out = out;
        this.indent = indent;
    }

    @Override
    public void finished(StepResult step) {
        var changes =
                step.changes().isEmpty()
                        ? ""
                        : step.changes().stream()
                                .map(Change::toString)
                                .collect(Collectors.joining(", ", " (", ")"));
        out.println(
                indent
                        + "["
                        + step.number()
                        + "/"
                        + step.steps()
                        + "] "
                        + step.kind()
                        + " "
                        + step.name()
                        + ": "
                        + step.outcome().words()
                        + changes);
        out.flush();
    }

    /** Whether these steps found everything as it should be. */
    static boolean nothingChanged(List<StepResult> steps) {
        return steps.stream().allMatch(step -> step.outcome() == Outcome.UNCHANGED);
    }
}

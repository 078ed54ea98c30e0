package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.deploy.Progress;
import dev.wheelhouse.rollout.deploy.Removal;
import dev.wheelhouse.rollout.deploy.RunId;
import dev.wheelhouse.rollout.deploy.StepResult;
import java.io.Console;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Shows what a removal takes, who stands in its way, and asks before it begins. */
final class RemovalDialog {
    private static final Set<String> YES = Set.of("y", "yes");

    private final CommandLine verb;
    private final PrintWriter out;

    RemovalDialog(CommandLine verb) {
        this.verb = verb;
        this.out = verb.getOut();
    }

    /** Removes what was shown. */
    @FunctionalInterface
    interface Remover {
        List<StepResult> remove(Removal shown, RunId run, Progress progress);
    }

    /**
     * Shows, asks, and removes.
     *
     * @param yes whether the question is answered by an option
     * @return the verb's exit code
     * @throws CommandException if somebody still uses what would go
     * @throws ParameterException if nobody can be asked
     */
    int run(Removal removal, boolean yes, Remover remover) {
        if (removal.goes().isEmpty()) {
            out.println("Nothing is here that a deployment made; nothing was removed.");
            printStaying(removal);
            return ExitCode.DONE;
        }
        printGoing(removal);
        printStaying(removal);
        refuseWhatIsUsed(removal);
        if (!yes && !confirmed()) {
            throw new CommandException("Nothing was removed.");
        }
        remover.remove(removal, RunId.random(new SecureRandom()), new StepLines(out, ""));
        out.println("Removed, and read back that it is gone.");
        return ExitCode.DONE;
    }

    private void printGoing(Removal removal) {
        out.println("This goes, in this order:");
        going(removal).print(out, "  ");
    }

    /** Account and region are those of the verb's first line, for all of it. */
    private static Table going(Removal removal) {
        if (removal.goes().stream().allMatch(going -> going.detail().isEmpty())) {
            var table = new Table("kind", "name", "id");
            removal.goes().forEach(going -> table.row(going.kind(), going.name(), going.id()));
            return table;
        }
        var table = new Table("kind", "name", "id", "with it");
        removal.goes()
                .forEach(
                        going -> table.row(going.kind(), going.name(), going.id(), going.detail()));
        return table;
    }

    private void printStaying(Removal removal) {
        if (!removal.stays().isEmpty()) {
            out.println("This stays:");
            removal.stays().forEach(it -> out.println("  " + it.what() + ": " + it.why()));
        }
        out.flush();
    }

    private static void refuseWhatIsUsed(Removal removal) {
        if (removal.uses().isEmpty()) {
            return;
        }
        var text =
                new StringBuilder(
                        "Nothing was removed (" + removal.place().words() + "): it is still used.");
        for (var use : removal.uses()) {
            text.append("\n  ").append(use.words());
            text.append("\n    first: ").append(use.remedy());
        }
        throw new CommandException(text.toString());
    }

    private boolean confirmed() {
        var console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (console.isEmpty()) {
            throw new ParameterException(
                    verb,
                    "Nothing was removed: nobody can be asked where this is no terminal. Say"
                            + " --yes.");
        }
        var answer = console.get().readLine("Remove these? [y/N] ");
        return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
    }
}

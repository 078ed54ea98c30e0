package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.server.DataFolder;
import dev.wheelhouse.server.StartException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** The program: finds the verb and runs it. */
@Command(
        name = "wheelhouse",
        description =
                "Automates the hub-and-spoke model of AWS Service Catalog, on AWS or on an embedded cloud.",
        subcommands = {
            QuickstartCommand.class,
            UpCommand.class,
            DownCommand.class,
            EnvCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            HubCommand.class,
            SpokeCommand.class,
            StatusCommand.class,
            ProductsCommand.class,
            LaunchCommand.class,
            LaunchesCommand.class,
            TerminateCommand.class
        },
        synopsisSubcommandLabel = "VERB",
        mixinStandardHelpOptions = true,
        version = "wheelhouse 0.1.0",
        footer = {
            "",
            "Also: ./wheelhouse test [--long], ./wheelhouse bench",
            "Exit codes: 0 done, 1 failed, 3 done in part, 64 wrong usage."
        })
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before a verb runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which verb?");
    }

    public static void main(String[] arguments) {
        spareCarriers();
        quietLibraries();
        System.exit(run(arguments));
    }

    /**
     * Virtual threads get carriers beyond the processors: SQLite's calls hold theirs, while they
     * wait for the disk too (docs/decisions/0003-database.md). Read when the first virtual thread
     * starts.
     */
    private static void spareCarriers() {
        var key = "jdk.virtualThreadScheduler.parallelism";
        if (System.getProperty(key) == null) {
            System.setProperty(key, "" + (Runtime.getRuntime().availableProcessors() + 1));
        }
    }

    /**
     * What libraries tell of their own doings is not for the user of a verb; their warnings are.
     */
    private static void quietLibraries() {
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    /** Runs a verb; what goes wrong is told on standard error. */
    static int run(String... arguments) {
        return commandLine()
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(explanation(failure));
                    return ExitCode.FAILED;
                })
                .setParameterExceptionHandler((wrong, given) -> {
                    var command = wrong.getCommandLine();
                    command.getErr().println(usageError(wrong));
                    command.usage(command.getErr());
                    return ExitCode.WRONG_USAGE;
                })
                .execute(arguments);
    }

    /** The program with all its verbs, each of which explains itself with {@code --help}. */
    public static CommandLine commandLine() {
        var program = new CommandLine(new Main());
        program.getSubcommands().values().forEach(Main::addHelp);
        return program;
    }

    private static void addHelp(CommandLine verb) {
        verb.getCommandSpec()
                .addOption(
                        OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Shows this and does nothing.")
                                .build());
        verb.getSubcommands().values().forEach(Main::addHelp);
    }

    /** Of a map's option, picocli says the word twice. */
    private static String usageError(ParameterException wrong) {
        return String.valueOf(wrong.getMessage()).replace("option option ", "option ");
    }

    private static String explanation(Exception failure) {
        if (failure instanceof CommandException
                || failure instanceof StartException
                || failure instanceof DataFolder.TakenException
                || failure instanceof RolloutException) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof SdkException refused) {
            return "The call failed: " + refused.getMessage();
        }
        var trace = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(trace));
        return "This is a defect of Wheelhouse; please report it with what follows.\n" + trace;
    }
}

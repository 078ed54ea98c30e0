package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.deploy.RunId;
import dev.wheelhouse.rollout.enduser.EndUser;
import dev.wheelhouse.rollout.enduser.LaunchForm;
import dev.wheelhouse.rollout.enduser.Launched;
import dev.wheelhouse.rollout.enduser.Launches;
import java.io.Console;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code launch}: launches a product. */
@Command(
        name = "launch",
        description =
                "Launches a product. On a terminal it asks for what is missing and offers only what is allowed.")
final class LaunchCommand implements Callable<Integer> {
    @Mixin private DataOption data = new DataOption();

    @Mixin private ProfileOption profile = new ProfileOption();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product's name or id.")
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private String product;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A parameter's value.")
    private Map<String, String> values = new LinkedHashMap<>();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "How to name what is launched (default: the product's name and a random ending).")
    private @Nullable String name;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "The version's name or id (default: the newest).")
    private @Nullable String version;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "The portfolio, where several have the product.")
    private @Nullable String path;

    @Option(
            names = "--wait",
            description = "Waits for the end, also where the output is no terminal.")
    private boolean wait;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        try (var access = profile.connect(out, data)) {
            var endUser = new EndUser(access);
            var form =
                    endUser.form(
                            endUser.product(product),
                            Optional.ofNullable(version),
                            Optional.ofNullable(path));
            var given = new LinkedHashMap<>(values);
            var launches = new Launches(access, Thread::sleep);
            launches.refuseUnknown(form, given);
            var console = terminal();
            if (console.isPresent()) {
                new LaunchQuestions(console.get()).ask(form, given);
            } else {
                complainOfMissing(form, given);
            }
            var run = RunId.random(new SecureRandom());
            var begun =
                    launches.launch(form, name == null ? invented(form, run) : name, given, run);
            out.println(
                    "Launching "
                            + form.product().name()
                            + " "
                            + form.version().name()
                            + " as "
                            + begun.name()
                            + " (record "
                            + begun.recordId()
                            + ")");
            out.flush();
            if (!wait && console.isEmpty()) {
                out.println("It goes on by itself; ./wheelhouse launches shows how it stands.");
                return ExitCode.DONE;
            }
            return follow(launches, begun, out);
        }
    }

    private static int follow(Launches launches, Launched begun, PrintWriter out) {
        var ended = launches.follow(begun, new LaunchLines(out, "  "));
        LaunchLines.ended(out, ended, "");
        return ended.status() == Launched.RecordState.SUCCEEDED ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static void complainOfMissing(LaunchForm form, Map<String, String> given) {
        var missing = form.missing(given);
        if (!missing.isEmpty()) {
            throw new CommandException(
                    "\""
                            + form.product().name()
                            + "\" needs values for "
                            + missing.stream()
                                    .map(LaunchForm.Field::key)
                                    .collect(Collectors.joining(", "))
                            + ". Give them with "
                            + missing.stream()
                                    .map(field -> "--set " + field.key() + "=" + example(field))
                                    .collect(Collectors.joining(" "))
                            + ", or run this on a terminal, where it asks.");
        }
    }

    private static String example(LaunchForm.Field field) {
        return field.allowedValues().isEmpty() ? "..." : field.allowedValues().getFirst();
    }

    /** A name that nothing else has: {@code linux-lamp-stack-4k2m7q}. */
    private static String invented(LaunchForm form, RunId run) {
        var words = form.product().name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        var stem = words.replaceAll("^-|-$", "");
        var random = run.value().substring(run.value().length() - 6);
        return (stem.isEmpty() ? "launch" : stem.substring(0, Math.min(stem.length(), 100)))
                + "-"
                + random;
    }

    private static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }
}

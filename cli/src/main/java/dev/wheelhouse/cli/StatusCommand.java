package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.access.Profiles;
import dev.wheelhouse.rollout.status.Status;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: what hub and spokes have. */
@Command(
        name = "status",
        description =
                "Shows portfolios, products, constraints with where each came from, and launches.")
final class StatusCommand implements Callable<Integer> {
    @Mixin private DataOption data = new DataOption();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "An AWS profile; may be given more than once (default: $AWS_PROFILE, else the hub and all spokes"
                            + " of the embedded cloud).")
    private List<String> profiles = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var embedded = data.folder();
        var chosenByEnvironment =
                System.getenv("AWS_PROFILE") != null
                        || (data.given().isEmpty() && System.getenv("AWS_DEFAULT_PROFILE") != null);
        if (profiles.isEmpty() && !chosenByEnvironment && Files.exists(embedded.awsConfig())) {
            var files = DataOption.profilesOf(embedded);
            embeddedProfiles(files).forEach(name -> print(out, name, files, Optional.of(name)));
            return ExitCode.DONE;
        }
        var files = data.profiles();
        if (profiles.isEmpty()) {
            print(out, "this account", files, chosenInCloud());
        }
        profiles.forEach(name -> print(out, name, files, Optional.of(name)));
        return ExitCode.DONE;
    }

    /** Of a cloud that is named, the environment chooses the profile and nothing else. */
    private Optional<String> chosenInCloud() {
        return data.given().flatMap(_ -> Optional.ofNullable(System.getenv("AWS_PROFILE")));
    }

    /**
     * Hub first, then the spokes in the order of their numbers; end users see less than their spoke
     * does.
     */
    static List<String> embeddedProfiles(Profiles files) {
        var spokes =
                files.names().stream()
                        .filter(name -> name.matches("spoke[0-9]{1,4}"))
                        .sorted(
                                java.util.Comparator.comparingInt(
                                        name -> Integer.parseInt(name.substring("spoke".length()))))
                        .toList();
        var all = new ArrayList<String>();
        all.add("hub");
        all.addAll(spokes);
        return all;
    }

    private static void print(
            PrintWriter out, String name, Profiles files, Optional<String> profile) {
        try (var access = new AwsAccess(files.connection(profile))) {
            StatusTables.account(out, name, new Status(access).account());
        }
    }
}

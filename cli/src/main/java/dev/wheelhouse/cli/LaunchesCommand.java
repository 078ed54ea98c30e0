package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.enduser.EndUser;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code launches}: what the caller launched. */
@Command(name = "launches", description = "Lists what you launched.")
final class LaunchesCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    @Mixin private DataOption data = new DataOption();

    @Mixin private ProfileOption profile = new ProfileOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        try (var access = profile.connect(out, data)) {
            var table = new Table("name", "id", "product", "version", "status", "launched", "why");
            new EndUser(access)
                    .launches()
                    .forEach(launch ->
                            table.row(
                                    launch.name(),
                                    launch.id(),
                                    launch.product(),
                                    launch.version(),
                                    launch.status(),
                                    TIME.format(launch.createdAt()),
                                    LaunchLines.reason(launch.message())
                                            .lines()
                                            .findFirst()
                                            .orElse("")));
            if (table.isEmpty()) {
                out.println(
                        "You have launched nothing yet. ./wheelhouse products shows what there is.");
            } else {
                table.print(out);
            }
            return ExitCode.DONE;
        }
    }
}

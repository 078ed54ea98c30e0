package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.deploy.RunId;
import dev.wheelhouse.rollout.enduser.Launched;
import dev.wheelhouse.rollout.enduser.Launches;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code terminate}: deletes what was launched. */
@Command(
        name = "terminate",
        description = "Terminates what you launched, with all its resources, and waits for it.")
final class TerminateCommand implements Callable<Integer> {
    @Mixin private DataOption data = new DataOption();

    @Mixin private ProfileOption profile = new ProfileOption();

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "The name or id, as ./wheelhouse launches shows it.")
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private String name;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        try (var access = profile.connect(out, data)) {
            var launches = new Launches(access, Thread::sleep);
            var begun = launches.terminate(name, RunId.random(new SecureRandom()));
            out.println("Terminating " + begun.name() + " (record " + begun.recordId() + ")");
            out.flush();
            var ended = launches.follow(begun, new LaunchLines(out, "  "));
            LaunchLines.ended(out, ended, "");
            if (ended.status() == Launched.RecordState.FAILED) {
                return ExitCode.FAILED;
            }
            out.println(begun.name() + " is gone.");
            return ExitCode.DONE;
        }
    }
}

package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.access.Profiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --profile NAME} of the verbs that speak to AWS. */
final class ProfileOption {
    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "The AWS profile (default: $AWS_PROFILE, else $AWS_DEFAULT_PROFILE, else the environment's keys).")
    private @Nullable String profile;

    /** Connects, and prints where to: the first line of every verb that speaks to AWS. */
    AwsAccess connect(PrintWriter out) {
        var home = Path.of(System.getProperty("user.home"));
        var access =
                new AwsAccess(
                        Profiles.of(System.getenv(), home)
                                .connection(Optional.ofNullable(profile)));
        var here = access.whereAmI();
        out.println(
                "Account "
                        + here.account()
                        + ", region "
                        + here.region()
                        + ", endpoint "
                        + here.endpoint());
        out.flush();
        return access;
    }
}

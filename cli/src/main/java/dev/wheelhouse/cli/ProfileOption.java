package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.access.Connection;
import java.io.PrintWriter;
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

    /**
     * Connects, and prints where to: the first line of every verb that speaks to AWS.
     *
     * @param data names the profiles of an embedded cloud where it was given; otherwise the
     *     environment's files count
     */
    AwsAccess connect(PrintWriter out, DataOption data) {
        var access = new AwsAccess(connection(data));
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

    private Connection connection(DataOption data) {
        var option = Optional.ofNullable(profile);
        return data.profiles()
                .connection(
                        data.given().isPresent()
                                ? option.or(() -> Optional.ofNullable(System.getenv("AWS_PROFILE")))
                                : option);
    }
}

package dev.wheelhouse.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code env}: points the AWS tools of a shell at the embedded cloud. */
@Command(
        name = "env",
        description =
                "Prints shell commands that point AWS tools at the embedded cloud: eval \"$(./wheelhouse env)\".")
final class EnvCommand implements Callable<Integer> {
    /** What would win over the files that are exported here. */
    static final List<String> OVERRIDING =
            List.of(
                    "AWS_ACCESS_KEY_ID",
                    "AWS_SECRET_ACCESS_KEY",
                    "AWS_SESSION_TOKEN",
                    "AWS_SECURITY_TOKEN",
                    "AWS_REGION",
                    "AWS_DEFAULT_REGION",
                    "AWS_ENDPOINT_URL",
                    "AWS_ENDPOINT_URL_S3",
                    "AWS_ENDPOINT_URL_STS",
                    "AWS_ENDPOINT_URL_IAM",
                    "AWS_ENDPOINT_URL_EC2",
                    "AWS_ENDPOINT_URL_SSM",
                    "AWS_ENDPOINT_URL_CLOUDFORMATION",
                    "AWS_ENDPOINT_URL_SERVICE_CATALOG",
                    "AWS_ENDPOINT_URL_ORGANIZATIONS",
                    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                    "AWS_CA_BUNDLE",
                    "AWS_WEB_IDENTITY_TOKEN_FILE",
                    "AWS_ROLE_ARN",
                    "AWS_ROLE_SESSION_NAME",
                    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    "AWS_PROFILE",
                    "AWS_DEFAULT_PROFILE");

    @Mixin private DataOption data = new DataOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        var folder = data.cloud();
        var out = spec.commandLine().getOut();
        out.println("export AWS_CONFIG_FILE=" + quoted(folder.awsConfig().toString()));
        out.println(
                "export AWS_SHARED_CREDENTIALS_FILE=" + quoted(folder.awsCredentials().toString()));
        out.println("unset " + String.join(" ", OVERRIDING));
        return ExitCode.DONE;
    }

    /** A word for the shell, whatever it holds. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.deploy.Patience;
import dev.wheelhouse.rollout.deploy.RunId;
import dev.wheelhouse.rollout.linux.HubDeployment;
import dev.wheelhouse.rollout.linux.HubRemoval;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hub}: the hub administrator's verbs. */
@Command(
        name = "hub",
        description = "The hub account: publishes a portfolio and shares it, or withdraws it.",
        subcommands = {HubCommand.Deploy.class, HubCommand.Remove.class},
        synopsisSubcommandLabel = "VERB")
final class HubCommand implements Runnable {
    /** How long to wait for AWS to show what it has answered. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(
                spec.commandLine(), "Which verb? hub deploy BUCKET ACCOUNT..., or hub remove");
    }

    /** {@code hub deploy}. */
    @Command(
            name = "deploy",
            description =
                    "Creates (or finds) the portfolio \"Master Linux Portfolio\" with its products and constraints,"
                            + " and shares it.")
    static final class Deploy implements Callable<Integer> {
        @Mixin private DataOption data = new DataOption();

        @Mixin private ProfileOption profile = new ProfileOption();

        @Parameters(
                index = "0",
                paramLabel = "BUCKET",
                description = "The S3 bucket of the hub that holds the files of examples/linux.")
        @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
        private String bucket;

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "ACCOUNT",
                description = "The spoke accounts to share with, 12 digits each.")
        private List<String> accounts = new ArrayList<>();

        @Option(
                names = "--launch-role-name",
                paramLabel = "NAME",
                description =
                        "Also sets a launch constraint by this local role name, so that imported portfolios can be"
                                + " launched from.")
        private @Nullable String launchRoleName;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
        private CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var access = profile.connect(out, data)) {
                var request =
                        new HubDeployment.Request(
                                bucket, accounts, Optional.ofNullable(launchRoleName));
                var result =
                        new HubDeployment(access, request, Patience.upTo(PATIENCE))
                                .apply(RunId.random(new SecureRandom()), new StepLines(out, ""));
                if (StepLines.nothingChanged(result.steps())) {
                    out.println("Everything was as it should be; nothing changed.");
                }
                out.println("Your Linux Portfolio ID is: " + result.portfolioId());
                return ExitCode.DONE;
            }
        }
    }

    /** {@code hub remove}. */
    @Command(
            name = "remove",
            description =
                    "Undoes hub deploy: shows what goes, asks, and removes it. Stops before anything is removed when"
                            + " somebody still uses it. The files in the bucket stay.")
    static final class Remove implements Callable<Integer> {
        @Mixin private DataOption data = new DataOption();

        @Mixin private ProfileOption profile = new ProfileOption();

        @Option(
                names = "--launch-role-name",
                paramLabel = "NAME",
                description =
                        "The launch role of hub deploy (default: each that it has made, found by description and tag).")
        private @Nullable String launchRoleName;

        @Option(
                names = "--spoke-role",
                paramLabel = "NAME",
                description =
                        "A role of that name in each spoke that has imported the portfolio, to say who uses it there;"
                                + " for example OrganizationAccountAccessRole.")
        private @Nullable String spokeRole;

        @Option(names = "--yes", description = "Removes without asking.")
        private boolean yes;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
        private CommandSpec spec;

        @Override
        public Integer call() {
            try (var access = profile.connect(spec.commandLine().getOut(), data)) {
                var hub =
                        new HubRemoval(
                                access,
                                Optional.ofNullable(launchRoleName),
                                Optional.ofNullable(spokeRole),
                                Patience.upTo(PATIENCE));
                return new RemovalDialog(spec.commandLine()).run(hub.plan(), yes, hub::remove);
            }
        }
    }
}

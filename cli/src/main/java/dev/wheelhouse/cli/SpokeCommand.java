package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.deploy.Patience;
import dev.wheelhouse.rollout.deploy.RunId;
import dev.wheelhouse.rollout.linux.LaunchRole;
import dev.wheelhouse.rollout.linux.SpokeDeployment;
import dev.wheelhouse.rollout.linux.SpokeRemoval;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spoke}: the spoke administrator's verbs. */
@Command(
        name = "spoke",
        description =
                "A spoke account: imports a shared portfolio, or builds a local one from its products;"
                        + " or removes what was made of it.",
        subcommands = {SpokeCommand.Deploy.class, SpokeCommand.Remove.class},
        synopsisSubcommandLabel = "VERB")
final class SpokeCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(
                spec.commandLine(),
                "Which verb? spoke deploy PORTFOLIO_ID [--local | --imported], or spoke remove PORTFOLIO_ID");
    }

    /** {@code spoke deploy}. */
    @Command(
            name = "deploy",
            description =
                    "Accepts the shared portfolio and makes its products launchable in this account.")
    static final class Deploy implements Callable<Integer> {
        @Mixin private DataOption data = new DataOption();

        @Mixin private ProfileOption profile = new ProfileOption();

        @Parameters(
                index = "0",
                paramLabel = "PORTFOLIO_ID",
                description = "The hub's portfolio, as hub deploy printed it: port-...")
        @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
        private String portfolioId;

        /** One of two ways. */
        static final class Ways {
            @Option(
                    names = "--local",
                    description =
                            "A portfolio of this account with the hub's products (the default).")
            @SuppressWarnings(
                    "UnusedVariable") // the default; there to be said, and to exclude the other
            private boolean local;

            @Option(names = "--imported", description = "The hub's portfolio as it is.")
            private boolean imported;
        }

        @ArgGroup(exclusive = true)
        private Ways way = new Ways();

        @Option(
                names = "--end-users",
                arity = "1..*",
                paramLabel = "ARN",
                description =
                        "Who may launch: users, groups or roles of this account (default: the group EndUsers).")
        private List<String> endUsers = new ArrayList<>();

        @Option(
                names = "--launch-role-name",
                paramLabel = "NAME",
                defaultValue = LaunchRole.DEFAULT_NAME,
                description =
                        "The role that launches; with --imported, the name that the hub agreed on"
                                + " (default: ${DEFAULT-VALUE}).")
        private String launchRoleName = LaunchRole.DEFAULT_NAME;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
        private CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var access = profile.connect(out, data)) {
                var model =
                        way.imported ? SpokeDeployment.Model.IMPORTED : SpokeDeployment.Model.LOCAL;
                var request =
                        new SpokeDeployment.Request(portfolioId, model, endUsers, launchRoleName);
                var result =
                        new SpokeDeployment(access, request, Patience.upTo(HubCommand.PATIENCE))
                                .apply(RunId.random(new SecureRandom()), new StepLines(out, ""));
                if (StepLines.nothingChanged(result.steps())) {
                    out.println("Everything was as it should be; nothing changed.");
                }
                StatusTables.portfolio(out, result.portfolio(), "");
                result.notes().forEach(out::println);
                return ExitCode.DONE;
            }
        }
    }

    /** {@code spoke remove}. */
    @Command(
            name = "remove",
            description =
                    "Undoes spoke deploy: shows what goes, asks, and removes it. Stops before anything is removed when"
                            + " somebody still uses it.")
    static final class Remove implements Callable<Integer> {
        @Mixin private DataOption data = new DataOption();

        @Mixin private ProfileOption profile = new ProfileOption();

        @Parameters(
                index = "0",
                paramLabel = "PORTFOLIO_ID",
                description = "The hub's portfolio, as hub deploy printed it: port-...")
        @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
        private String portfolioId;

        /** One of two ways, where not both. */
        static final class Only {
            @Option(
                    names = "--local",
                    description =
                            "Only the portfolio of this account; share and launch role stay when the imported one is"
                                    + " in use.")
            private boolean local;

            @Option(
                    names = "--imported",
                    description =
                            "Only the access to the imported portfolio; share and launch role stay when the local one"
                                    + " is there.")
            private boolean imported;
        }

        @ArgGroup(exclusive = true)
        private Only only = new Only();

        @Option(
                names = "--end-users",
                arity = "1..*",
                paramLabel = "ARN",
                description =
                        "Whose access goes, as spoke deploy was told (default: the group EndUsers).")
        private List<String> endUsers = new ArrayList<>();

        @Option(
                names = "--launch-role-name",
                paramLabel = "NAME",
                description =
                        "The launch role of spoke deploy (default: each that it has made, found by description and"
                                + " tag).")
        private @Nullable String launchRoleName;

        @Option(names = "--yes", description = "Removes without asking.")
        private boolean yes;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
        private CommandSpec spec;

        @Override
        public Integer call() {
            try (var access = profile.connect(spec.commandLine().getOut(), data)) {
                var request =
                        new SpokeRemoval.Request(
                                portfolioId,
                                models(),
                                endUsers,
                                Optional.ofNullable(launchRoleName));
                var spoke = new SpokeRemoval(access, request, Patience.upTo(HubCommand.PATIENCE));
                return new RemovalDialog(spec.commandLine()).run(spoke.plan(), yes, spoke::remove);
            }
        }

        private Set<SpokeDeployment.Model> models() {
            if (only.local) {
                return EnumSet.of(SpokeDeployment.Model.LOCAL);
            }
            return only.imported
                    ? EnumSet.of(SpokeDeployment.Model.IMPORTED)
                    : EnumSet.allOf(SpokeDeployment.Model.class);
        }
    }
}

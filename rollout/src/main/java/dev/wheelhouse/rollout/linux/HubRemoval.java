package dev.wheelhouse.rollout.linux;

import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Deployment;
import dev.wheelhouse.rollout.deploy.Patience;
import dev.wheelhouse.rollout.deploy.Progress;
import dev.wheelhouse.rollout.deploy.Removal;
import dev.wheelhouse.rollout.deploy.RunId;
import dev.wheelhouse.rollout.deploy.StepResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Undoes {@link HubDeployment}: shares, constraints, associations, products, the launch role, the
 * portfolio. What somebody still uses stops it before anything is removed; a removal that was cut
 * off is finished by the next one. The files in the bucket are their owner's.
 */
public final class HubRemoval {
    private final AwsAccess access;
    private final Optional<String> launchRoleName;
    private final Optional<String> spokeRole;
    private final Patience patience;

    /**
     * @param launchRoleName the role that the deployment was given; empty for every one that
     *     deployments have made, which takes the right to list roles
     * @param spokeRole a role of that name in each spoke that has imported the portfolio, which
     *     this account may assume, to read who uses it there; empty to name the accounts only
     */
    public HubRemoval(
            AwsAccess access,
            Optional<String> launchRoleName,
            Optional<String> spokeRole,
            Patience patience) {
        this.access = access;
        this.launchRoleName = launchRoleName;
        this.spokeRole = spokeRole;
        this.patience = patience;
    }

    /**
     * Finds everything and who uses it, and changes nothing.
     *
     * @throws RolloutException if something cannot be read
     */
    public Removal plan() {
        var removal = prepare(new RunId("plan")).removal();
        return removal.leaving(
                removal.goes().stream().anyMatch(it -> it.id().startsWith("prod-"))
                        ? List.of(
                                new Removal.Staying(
                                        "the templates and constraints in your S3 bucket",
                                        "you put them there"))
                        : List.of());
    }

    /**
     * Removes what was shown, and reads back that it is gone.
     *
     * @param run names the run; never use one twice
     * @throws RolloutException before anything is removed if it is no longer what was shown, or at
     *     the first thing that cannot be removed
     */
    public List<StepResult> remove(Removal shown, RunId run, Progress progress) {
        return prepare(run).remove(shown, progress);
    }

    private Deployment prepare(RunId run) {
        launchRoleName.ifPresent(LaunchRole::checkedName);
        spokeRole.ifPresent(LaunchRole::checkedName);
        var deployment = new Deployment(access, run, patience);
        new HubThings(access, deployment, spokeRole)
                .all(
                        unknownContents(),
                        launchRoleName
                                .map(List::of)
                                .orElseGet(() -> LaunchRole.made(access, HubThings.OWNERSHIP)),
                        Set.of());
        return deployment;
    }

    private static Map<LinuxProduct, HubThings.Contents> unknownContents() {
        return LinuxProduct.ALL.stream()
                .collect(Collectors.toMap(Function.identity(), _ -> HubThings.Contents.unknown()));
    }
}

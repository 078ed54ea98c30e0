package dev.wheelhouse.rollout.linux;

import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Deployment;
import dev.wheelhouse.rollout.deploy.Patience;
import dev.wheelhouse.rollout.deploy.Progress;
import dev.wheelhouse.rollout.deploy.Removal;
import dev.wheelhouse.rollout.deploy.RunId;
import dev.wheelhouse.rollout.deploy.StepResult;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.servicecatalog.model.ResourceNotFoundException;

/**
 * Undoes {@link SpokeDeployment}: end users' access, constraints, associations, the local
 * portfolio, the launch role, and the accepted share, which is rejected. What somebody still uses
 * stops it before anything is removed; a removal that was cut off is finished by the next one.
 */
public final class SpokeRemoval {
    private final AwsAccess access;
    private final Request request;
    private final Patience patience;

    /**
     * What to remove.
     *
     * @param portfolioId the hub's portfolio, for example {@code port-4k2m7qzxbn3ra}
     * @param models one way of using it or both; share and launch role stay when the other way is
     *     in use
     * @param endUsers as they were named to the deployment; empty for the group {@link
     *     SpokeDeployment#END_USERS_GROUP}
     * @param launchRoleName the role that the deployment was given; empty for every one that
     *     deployments have made, which takes the right to list roles
     */
    public record Request(
            String portfolioId,
            Set<SpokeDeployment.Model> models,
            List<String> endUsers,
            Optional<String> launchRoleName) {
        public Request {
            models = Set.copyOf(models);
            endUsers = List.copyOf(endUsers);
        }
    }

    public SpokeRemoval(AwsAccess access, Request request, Patience patience) {
        this.access = access;
        this.request = request;
        this.patience = patience;
    }

    /**
     * Finds everything and who uses it, and changes nothing.
     *
     * @throws RolloutException if the request is wrong or something cannot be read
     */
    public Removal plan() {
        return prepare(new RunId("plan")).removal();
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
        SpokeThings.checkPortfolioId(access, request.portfolioId());
        request.launchRoleName().ifPresent(LaunchRole::checkedName);
        var endUsers = SpokeThings.endUsers(access.whereAmI(), request.endUsers());
        var deployment = new Deployment(access, run, patience);
        new SpokeThings(access, deployment, inUseTheOtherWay())
                .all(
                        request.portfolioId(),
                        request.models(),
                        request.launchRoleName()
                                .map(List::of)
                                .orElseGet(() -> LaunchRole.made(access, SpokeThings.OWNERSHIP)),
                        endUsers);
        return deployment;
    }

    private Optional<String> inUseTheOtherWay() {
        var others = EnumSet.complementOf(EnumSet.copyOf(request.models()));
        try {
            return others.stream()
                    .flatMap(model ->
                            switch (model) {
                                case LOCAL -> localPortfolio().stream();
                                case IMPORTED -> importedPortfolio().stream();
                            })
                    .findFirst();
        } catch (SdkException cause) {
            throw access.failure("Finding out how the share is used", cause);
        }
    }

    private Optional<String> localPortfolio() {
        return SpokeThings.localPortfolio(access)
                .find()
                .map(portfolio ->
                        "the local portfolio \""
                                + LinuxProduct.LOCAL_PORTFOLIO
                                + "\" ("
                                + portfolio.id()
                                + ") needs it");
    }

    /** It is in use when somebody has access to it. */
    private Optional<String> importedPortfolio() {
        try {
            return access
                    .serviceCatalog()
                    .listPrincipalsForPortfolioPaginator(
                            page -> page.portfolioId(request.portfolioId()))
                    .stream()
                    .flatMap(page -> page.principals().stream())
                    .findFirst()
                    .map(principal ->
                            "the imported portfolio "
                                    + request.portfolioId()
                                    + " needs it, to which "
                                    + principal.principalARN()
                                    + " has access");
        } catch (ResourceNotFoundException _) {
            return Optional.empty(); // nobody shares it, or this account has not accepted it
        }
    }
}

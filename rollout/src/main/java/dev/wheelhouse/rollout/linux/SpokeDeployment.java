package dev.wheelhouse.rollout.linux;

import dev.wheelhouse.rollout.Place;
import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Deployment;
import dev.wheelhouse.rollout.deploy.Patience;
import dev.wheelhouse.rollout.deploy.Progress;
import dev.wheelhouse.rollout.deploy.Ref;
import dev.wheelhouse.rollout.deploy.RunId;
import dev.wheelhouse.rollout.deploy.StepPlan;
import dev.wheelhouse.rollout.deploy.StepResult;
import dev.wheelhouse.rollout.status.PortfolioStatus;
import dev.wheelhouse.rollout.status.ProductStatus;
import dev.wheelhouse.rollout.status.Status;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * A spoke's side: accepts the hub's share, and either makes a local portfolio of its own from it or
 * uses the imported one as it is. Twice changes nothing; a run that was cut off is finished by the
 * next one.
 */
public final class SpokeDeployment {
    /** The group that is granted access when no principal is named. */
    public static final String END_USERS_GROUP = "EndUsers";

    private final AwsAccess access;
    private final Request request;
    private final Patience patience;

    /** How the spoke uses what it is shared. */
    public enum Model {
        /** A portfolio of its own with the shared products, to which it may add constraints. */
        LOCAL,
        /** The hub's portfolio as it is. */
        IMPORTED
    }

    /**
     * What to deploy.
     *
     * @param portfolioId the hub's portfolio, for example {@code port-4k2m7qzxbn3ra}
     * @param endUsers ARNs of users, groups or roles of the spoke; empty for the group {@link
     *     #END_USERS_GROUP}
     * @param launchRoleName the role that the products are launched with; with an imported
     *     portfolio the name that the hub's launch constraints name
     */
    public record Request(
            String portfolioId, Model model, List<String> endUsers, String launchRoleName) {
        public Request {
            endUsers = List.copyOf(endUsers);
        }
    }

    /**
     * What was deployed, as it was read back.
     *
     * @param portfolio the portfolio that end users launch from: the local one or the imported one
     * @param steps what was done, in order
     * @param notes what the spoke's administrator should know, in sentences
     */
    public record Result(PortfolioStatus portfolio, List<StepResult> steps, List<String> notes) {
        public Result {
            steps = List.copyOf(steps);
            notes = List.copyOf(notes);
        }
    }

    public SpokeDeployment(AwsAccess access, Request request, Patience patience) {
        this.access = access;
        this.request = request;
        this.patience = patience;
    }

    /**
     * Finds and compares everything, and changes nothing.
     *
     * @throws RolloutException if the request is wrong or something cannot be read
     */
    public List<StepPlan> plan() {
        return prepare(new RunId("plan")).deployment().plan();
    }

    /**
     * Deploys, and reads everything back.
     *
     * @param run names the run; never use one twice
     * @throws RolloutException before anything is changed if the request is wrong, or at the first
     *     step that fails; what an imported portfolio says of its launch role can be read once its
     *     share is accepted, and is read before anything else is changed
     */
    public Result apply(RunId run, Progress progress) {
        var prepared = prepare(run);
        var steps = prepared.deployment().apply(progress);
        var portfolio = new Status(access).portfolio(prepared.portfolio().get());
        return new Result(portfolio, steps, notes(portfolio));
    }

    private record Prepared(Deployment deployment, Ref<String> portfolio) {}

    private Prepared prepare(RunId run) {
        SpokeThings.checkPortfolioId(access, request.portfolioId());
        LaunchRole.checkedName(request.launchRoleName());
        var endUsers = endUsers();

        var deployment = new Deployment(access, run, patience);
        var portfolio =
                new SpokeThings(access, deployment)
                        .all(
                                request.portfolioId(),
                                Set.of(request.model()),
                                List.of(request.launchRoleName()),
                                endUsers)
                        .get(request.model());
        return new Prepared(deployment, Objects.requireNonNull(portfolio));
    }

    private List<String> endUsers() {
        if (request.endUsers().isEmpty()) {
            checkGroup(access.whereAmI());
        }
        return SpokeThings.endUsers(access.whereAmI(), request.endUsers());
    }

    private void checkGroup(Place place) {
        try {
            access.iam().getGroup(it -> it.groupName(END_USERS_GROUP).maxItems(1));
        } catch (NoSuchEntityException cause) {
            throw new RolloutException(
                    "Granting end users access",
                    Optional.of(place),
                    "there is no group " + END_USERS_GROUP,
                    "aws iam create-group --group-name "
                            + END_USERS_GROUP
                            + ", or name others with --end-users ARN",
                    cause);
        } catch (IamException cause) {
            if (cause.statusCode() != 403) {
                throw access.failure("Looking for the group " + END_USERS_GROUP, cause);
            }
            // Who may not look may still grant; a group that is not there is refused then.
        } catch (SdkException cause) {
            throw access.failure("Looking for the group " + END_USERS_GROUP, cause);
        }
    }

    private List<String> notes(PortfolioStatus portfolio) {
        return portfolio.products().stream()
                .filter(product -> product.launchRole().isEmpty())
                .map(product ->
                        "No launch constraint covers "
                                + product.name()
                                + ": it is launched with the end user's own rights. "
                                + remedy(portfolio, product))
                .toList();
    }

    /** What hub deploy publishes gets its launch constraint there; anything else by hand. */
    private String remedy(PortfolioStatus portfolio, ProductStatus product) {
        var imported = portfolio.kind() == PortfolioStatus.Kind.IMPORTED;
        if (imported
                && LinuxProduct.ALL.stream().anyMatch(it -> it.name().equals(product.name()))) {
            return "Run hub deploy with --launch-role-name " + request.launchRoleName() + ".";
        }
        return (imported
                        ? "Set one in the hub, where a role of that name must be, too: "
                        : "Set one here: ")
                + "aws servicecatalog create-constraint --portfolio-id "
                + portfolio.id()
                + " --product-id "
                + product.id()
                + " --type LAUNCH --parameters '{\"LocalRoleName\":\""
                + request.launchRoleName()
                + "\"}'";
    }
}

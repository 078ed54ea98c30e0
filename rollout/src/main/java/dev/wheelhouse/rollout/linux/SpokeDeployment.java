package dev.wheelhouse.rollout.linux;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
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
import dev.wheelhouse.rollout.status.Status;
import dev.wheelhouse.rollout.thing.AcceptedShare;
import dev.wheelhouse.rollout.thing.OwnPortfolio;
import dev.wheelhouse.rollout.thing.Ownership;
import dev.wheelhouse.rollout.thing.PortfolioPrincipal;
import dev.wheelhouse.rollout.thing.ProductConstraint;
import dev.wheelhouse.rollout.thing.ProductInPortfolio;
import dev.wheelhouse.rollout.thing.RoleWithPolicy;
import dev.wheelhouse.rollout.thing.SharedProduct;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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

    private static final Pattern PORTFOLIO = Pattern.compile("port-[a-zA-Z0-9_-]{1,95}");
    private static final Pattern PRINCIPAL =
            Pattern.compile("arn:[a-z-]+:iam::([0-9]{12}):(user|group|role)/.+");
    private static final Ownership OWNERSHIP = new Ownership("linux-spoke");
    private static final Map<String, String> TAGS = Map.of("OperatingSystem", "Linux");

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
     *     step that fails
     */
    public Result apply(RunId run, Progress progress) {
        var prepared = prepare(run);
        var steps = prepared.deployment().apply(progress);
        var portfolio = new Status(access).portfolio(prepared.portfolio().get());
        return new Result(portfolio, steps, notes(portfolio));
    }

    private record Prepared(Deployment deployment, Ref<String> portfolio) {}

    private Prepared prepare(RunId run) {
        checkPortfolioId();
        LaunchRole.checkedName(request.launchRoleName());
        var endUsers = endUsers();

        var deployment = new Deployment(access, run, patience);
        var imported = deployment.step(new AcceptedShare(access, request.portfolioId()));
        var portfolio =
                switch (request.model()) {
                    case LOCAL -> local(deployment, imported);
                    case IMPORTED -> imported(deployment, imported);
                };
        endUsers.forEach(
                principal -> deployment.step(new PortfolioPrincipal(access, portfolio, principal)));
        return new Prepared(deployment, portfolio);
    }

    private Ref<String> local(Deployment deployment, Ref<String> imported) {
        var portfolio =
                deployment
                        .step(
                                new OwnPortfolio(
                                        access,
                                        OWNERSHIP,
                                        LinuxProduct.LOCAL_PORTFOLIO,
                                        LinuxProduct.PROVIDER,
                                        "Linux products of the hub, for this account",
                                        TAGS))
                        .map(OwnPortfolio.State::id);
        var role = role(deployment);
        for (var linux : LinuxProduct.ALL) {
            var product = deployment.step(new SharedProduct(access, imported, linux.name()));
            var name = linux.name() + " in " + LinuxProduct.LOCAL_PORTFOLIO;
            deployment.step(
                    new ProductInPortfolio(
                            access, name, portfolio, product, Optional.of(imported)));
            deployment.step(
                    new ProductConstraint(
                            access,
                            name,
                            portfolio,
                            product,
                            ProductConstraint.Type.LAUNCH,
                            "Launched with the role " + request.launchRoleName(),
                            role.map(state ->
                                    Json.write(Value.object("RoleArn", Value.text(state.arn()))))));
        }
        return portfolio;
    }

    private Ref<String> imported(Deployment deployment, Ref<String> imported) {
        for (var linux : LinuxProduct.ALL) {
            deployment.step(new SharedProduct(access, imported, linux.name()));
        }
        role(deployment);
        return imported;
    }

    private Ref<RoleWithPolicy.State> role(Deployment deployment) {
        return deployment.step(LaunchRole.thing(access, OWNERSHIP, request.launchRoleName()));
    }

    private void checkPortfolioId() {
        var id = request.portfolioId();
        if (!PORTFOLIO.matcher(id).matches()) {
            throw new RolloutException(
                    "The portfolio \"" + id + "\"",
                    Optional.empty(),
                    "a portfolio's id begins with port-",
                    "the id that hub deploy printed");
        }
        var place = access.whereAmI();
        try {
            var own =
                    access.serviceCatalog().listPortfoliosPaginator().stream()
                            .flatMap(page -> page.portfolioDetails().stream())
                            .anyMatch(portfolio -> portfolio.id().equals(id));
            if (own) {
                throw new RolloutException(
                        "Importing portfolio " + id,
                        Optional.of(place),
                        "it belongs to this very account, which is its hub",
                        "a spoke's profile, for example --profile spoke1");
            }
        } catch (SdkException cause) {
            throw access.failure("Listing the portfolios", cause);
        }
    }

    private List<String> endUsers() {
        var place = access.whereAmI();
        if (request.endUsers().isEmpty()) {
            checkGroup(place);
            return List.of(
                    "arn:"
                            + partition(place)
                            + ":iam::"
                            + place.account()
                            + ":group/"
                            + END_USERS_GROUP);
        }
        for (var principal : request.endUsers()) {
            var matcher = PRINCIPAL.matcher(principal);
            if (!matcher.matches() || !matcher.group(1).equals(place.account())) {
                throw new RolloutException(
                        "The end users " + principal,
                        Optional.of(place),
                        matcher.matches()
                                ? "they are of another account"
                                : "that is not the ARN of a user, group or role",
                        "arn:aws:iam::" + place.account() + ":group/NAME");
            }
        }
        return request.endUsers();
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

    private static String partition(Place place) {
        return place.principal().split(":", -1)[1];
    }

    private List<String> notes(PortfolioStatus portfolio) {
        return portfolio.products().stream()
                .filter(product -> product.launchRole().isEmpty())
                .map(product ->
                        "No launch constraint covers "
                                + product.name()
                                + ": it is launched with the end user's own rights. Run hub deploy"
                                + " with --launch-role-name "
                                + request.launchRoleName()
                                + ".")
                .toList();
    }
}

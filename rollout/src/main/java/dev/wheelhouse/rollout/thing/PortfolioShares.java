package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.rollout.Change;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Ref;
import dev.wheelhouse.rollout.deploy.Thing;
import dev.wheelhouse.rollout.deploy.Token;
import dev.wheelhouse.rollout.deploy.Undoing;
import dev.wheelhouse.rollout.deploy.Use;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.servicecatalog.model.DescribePortfolioShareType;
import software.amazon.awssdk.services.servicecatalog.model.ResourceNotFoundException;

/**
 * A portfolio's shares with accounts: read in one go for all of them. Shares with other accounts
 * are left alone. Its state is the accounts it is shared with.
 */
public final class PortfolioShares implements Thing<Set<String>> {
    private static final String SESSION = "wheelhouse-hub-remove";

    private final AwsAccess access;
    private final String name;
    private final Ref<String> portfolio;
    private final Set<String> accounts;
    private final Optional<String> spokeRole;

    /**
     * @param name the portfolio's name, for progress
     * @param accounts 12-digit account ids
     * @param spokeRole the name of a role in the other accounts with which a removal reads who uses
     *     the portfolio there
     */
    public PortfolioShares(
            AwsAccess access,
            String name,
            Ref<String> portfolio,
            Set<String> accounts,
            Optional<String> spokeRole) {
        this.access = access;
        this.name = name;
        this.portfolio = portfolio;
        this.accounts = new TreeSet<>(accounts);
        this.spokeRole = spokeRole;
    }

    @Override
    public String kind() {
        return "shares of portfolio";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String id(Set<String> state) {
        return String.join(", ", state);
    }

    @Override
    public Optional<Set<String>> find() {
        return portfolio
                .known()
                .map(id -> {
                    var found = new TreeSet<String>();
                    access
                            .serviceCatalog()
                            .listPortfolioAccessPaginator(request -> request.portfolioId(id))
                            .stream()
                            .forEach(page -> found.addAll(page.accountIds()));
                    return found;
                })
                .filter(found -> !found.isEmpty())
                .map(found -> (Set<String>) found);
    }

    @Override
    public List<Change> compare(Set<String> found) {
        return accounts.stream()
                .filter(account -> !found.contains(account))
                .map(account -> new Change("shared with account", "", account))
                .toList();
    }

    @Override
    public Set<String> create(Token token) {
        accounts.forEach(this::share);
        return accounts;
    }

    @Override
    public Set<String> change(Set<String> found, List<Change> changes, Token token) {
        changes.forEach(change -> share(change.to()));
        return accounts;
    }

    @Override
    public Undoing undoing(Set<String> found) {
        return new Undoing.Goes(
                Stream.of(DescribePortfolioShareType.values())
                        .filter(type -> type != DescribePortfolioShareType.UNKNOWN_TO_SDK_VERSION)
                        .flatMap(type -> uses(portfolio.get(), type))
                        .toList());
    }

    /** An account's share counts when it was accepted, one with a node always. */
    private Stream<Use> uses(String id, DescribePortfolioShareType type) {
        return access
                .serviceCatalog()
                .describePortfolioSharesPaginator(request -> request.portfolioId(id).type(type))
                .stream()
                .flatMap(page -> page.portfolioShareDetails().stream())
                .filter(share ->
                        type != DescribePortfolioShareType.ACCOUNT
                                || Boolean.TRUE.equals(share.accepted()))
                .flatMap(share ->
                        type == DescribePortfolioShareType.ACCOUNT
                                ? importedBy(id, share.principalId())
                                : Stream.of(sharedWithNode(id, share.principalId())));
    }

    private Stream<Use> importedBy(String id, String account) {
        return Stream.concat(Stream.of(imported(id, account)), inSpoke(id, account).stream());
    }

    private static Use imported(String id, String account) {
        return new Use(
                id + "|" + account,
                "account " + account + " has imported portfolio " + id,
                "wheelhouse spoke remove "
                        + id
                        + " in that account; or withdraw it from there: aws servicecatalog"
                        + " delete-portfolio-share --portfolio-id "
                        + id
                        + " --account-id "
                        + account);
    }

    /** Who uses the imported portfolio there, where a role lets us look. */
    private List<Use> inSpoke(String id, String account) {
        if (spokeRole.isEmpty()) {
            return List.of();
        }
        var partition = access.whereAmI().principal().split(":", -1)[1];
        var role = "arn:" + partition + ":iam::" + account + ":role/" + spokeRole.get();
        try (var spoke = access.inRole(role, SESSION)) {
            return new AcceptedShare(spoke, id)
                    .uses().stream()
                            .map(use ->
                                    new Use(
                                            account + " " + use.user(),
                                            "account " + account + ": " + use.words(),
                                            use.remedy() + " (in that account)"))
                            .toList();
        } catch (SdkException cause) {
            throw access.failure("Looking into account " + account + " as " + role, cause);
        }
    }

    private static Use sharedWithNode(String id, String node) {
        return new Use(
                id + "|" + node,
                "portfolio " + id + " is shared with " + node + " of the organization",
                "aws servicecatalog delete-portfolio-share --portfolio-id "
                        + id
                        + " --organization-node");
    }

    @Override
    public void remove(Set<String> found) {
        for (var account : found) {
            try {
                access.serviceCatalog()
                        .deletePortfolioShare(
                                request -> request.portfolioId(portfolio.get()).accountId(account));
            } catch (ResourceNotFoundException _) {
                // an earlier try of this very call, or somebody else just now
            } catch (SdkException cause) {
                throw access.failure(
                        "Withdrawing portfolio \"" + name + "\" from account " + account, cause);
            }
        }
    }

    /** Sharing has no token: with an account that has the portfolio already it does nothing. */
    private void share(String account) {
        try {
            access.serviceCatalog()
                    .createPortfolioShare(
                            request -> request.portfolioId(portfolio.get()).accountId(account));
        } catch (SdkException cause) {
            throw access.failure(
                    "Sharing portfolio \"" + name + "\" with account " + account, cause);
        }
    }
}

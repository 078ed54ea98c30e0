package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.rollout.Change;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Ref;
import dev.wheelhouse.rollout.deploy.Thing;
import dev.wheelhouse.rollout.deploy.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A portfolio's shares with accounts: read in one go for all of them. Shares with other accounts
 * are left alone. Its state is the accounts it is shared with.
 */
public final class PortfolioShares implements Thing<Set<String>> {
    private final AwsAccess access;
    private final String name;
    private final Ref<String> portfolio;
    private final Set<String> accounts;

    /**
     * @param name the portfolio's name, for progress
     * @param accounts 12-digit account ids
     */
    public PortfolioShares(
            AwsAccess access, String name, Ref<String> portfolio, Set<String> accounts) {
        this.access = access;
        this.name = name;
        this.portfolio = portfolio;
        this.accounts = new TreeSet<>(accounts);
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
        return String.join(", ", accounts);
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

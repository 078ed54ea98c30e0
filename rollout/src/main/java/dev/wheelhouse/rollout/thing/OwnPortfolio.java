package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.rollout.Change;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Thing;
import dev.wheelhouse.rollout.deploy.Token;
import dev.wheelhouse.rollout.deploy.Undoing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.servicecatalog.model.PortfolioDetail;

/** A portfolio of the account itself, found by its display name. */
public final class OwnPortfolio implements Thing<OwnPortfolio.State> {
    private static final Ownership.State<State> OF_STATE =
            new Ownership.State<>() {
                @Override
                public String id(State portfolio) {
                    return portfolio.id();
                }

                @Override
                public Map<String, String> tags(State portfolio) {
                    return portfolio.tags();
                }
            };

    private final AwsAccess access;
    private final Ownership ownership;
    private final String displayName;
    private final String providerName;
    private final String description;
    private final Map<String, String> tags;

    /**
     * What was found.
     *
     * @param id for example {@code port-4k2m7qzxbn3ra}
     */
    public record State(
            String id, String providerName, String description, Map<String, String> tags) {}

    /**
     * @param tags the tags it shall have besides the ownership's
     */
    public OwnPortfolio(
            AwsAccess access,
            Ownership ownership,
            String displayName,
            String providerName,
            String description,
            Map<String, String> tags) {
        this.access = access;
        this.ownership = ownership;
        this.displayName = displayName;
        this.providerName = providerName;
        this.description = description;
        this.tags = new TreeMap<>(tags);
        this.tags.put(Ownership.KEY, ownership.value());
    }

    @Override
    public String kind() {
        return "portfolio";
    }

    @Override
    public String name() {
        return displayName;
    }

    @Override
    public String id(State state) {
        return state.id();
    }

    @Override
    public Optional<State> find() {
        return ownership.pick(kind(), displayName, access.whereAmI(), named(), OF_STATE);
    }

    @Override
    public List<Foreign> foreign() {
        return ownership.foreign(named(), OF_STATE, "aws servicecatalog update-portfolio --id ID");
    }

    private List<State> named() {
        return access.serviceCatalog().listPortfoliosPaginator().stream()
                .flatMap(page -> page.portfolioDetails().stream())
                .filter(portfolio -> displayName.equals(portfolio.displayName()))
                .map(this::describe)
                .toList();
    }

    @Override
    public List<Change> compare(State found) {
        var changes = Tags.compare(found.tags(), tags);
        Tags.attribute(changes, "provider", found.providerName(), providerName);
        Tags.attribute(changes, "description", found.description(), description);
        return changes;
    }

    @Override
    public State create(Token token) {
        var answer =
                access.serviceCatalog()
                        .createPortfolio(request ->
                                request.displayName(displayName)
                                        .providerName(providerName)
                                        .description(description)
                                        .tags(Tags.list(tags))
                                        .idempotencyToken(token.of("create")));
        return state(answer.portfolioDetail(), Tags.of(answer.tags()));
    }

    @Override
    public State change(State found, List<Change> changes, Token token) {
        var answer =
                access.serviceCatalog()
                        .updatePortfolio(request ->
                                request.id(found.id())
                                        .providerName(providerName)
                                        .description(description)
                                        .addTags(Tags.list(tags)));
        return state(answer.portfolioDetail(), Tags.of(answer.tags()));
    }

    @Override
    public Undoing undoing(State found) {
        var uses = new ArrayList<>(PrincipalUses.of(access, found.id()));
        uses.addAll(ConstraintUses.in(access, found.id()));
        uses.addAll(ProductUses.of(access, found.id()));
        return new Undoing.Goes(uses);
    }

    @Override
    public void remove(State found) {
        access.serviceCatalog().deletePortfolio(request -> request.id(found.id()));
    }

    private State describe(PortfolioDetail portfolio) {
        var answer =
                access.serviceCatalog().describePortfolio(request -> request.id(portfolio.id()));
        return state(answer.portfolioDetail(), Tags.of(answer.tags()));
    }

    private static State state(PortfolioDetail portfolio, Map<String, String> tags) {
        return new State(
                portfolio.id(),
                Optional.ofNullable(portfolio.providerName()).orElse(""),
                Optional.ofNullable(portfolio.description()).orElse(""),
                tags);
    }
}

package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.MalformedJsonException;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.rollout.Change;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Ref;
import dev.wheelhouse.rollout.deploy.Thing;
import dev.wheelhouse.rollout.deploy.Token;
import dev.wheelhouse.rollout.deploy.Undoing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.servicecatalog.model.ConstraintDetail;
import software.amazon.awssdk.services.servicecatalog.model.Status;

/**
 * A constraint of the account on a product in a portfolio. There is one launch constraint at most,
 * so that one is found by its type; a template constraint is found by its description, or by its
 * rules.
 */
public final class ProductConstraint implements Thing<ProductConstraint.State> {
    private static final String PARAMETERS = "parameters";

    private final AwsAccess access;
    private final String name;
    private final Ref<String> portfolio;
    private final Ref<String> product;
    private final Type type;
    private final String description;
    private final Ref<String> parameters;

    /** The types that are built. */
    public enum Type {
        LAUNCH,
        TEMPLATE
    }

    /**
     * What was found.
     *
     * @param id for example {@code cons-4k2m7qzxbn3ra}
     * @param parameters JSON
     * @param status AVAILABLE, CREATING or FAILED
     */
    public record State(String id, String description, String parameters, String status) {}

    /**
     * @param name product and portfolio, for progress
     * @param description what it does, in words; of a template constraint, also its natural key
     * @param parameters JSON, compared as a document; a removal need not know it
     */
    public ProductConstraint(
            AwsAccess access,
            String name,
            Ref<String> portfolio,
            Ref<String> product,
            Type type,
            String description,
            Ref<String> parameters) {
        this.access = access;
        this.name = name;
        this.portfolio = portfolio;
        this.product = product;
        this.type = type;
        this.description = description;
        this.parameters = parameters;
    }

    @Override
    public String kind() {
        return switch (type) {
            case LAUNCH -> "launch constraint";
            case TEMPLATE -> "template constraint";
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String id(State state) {
        return state.id();
    }

    @Override
    public Optional<State> find() {
        if (portfolio.known().isEmpty() || product.known().isEmpty()) {
            return Optional.empty();
        }
        var account = access.whereAmI().account();
        var ofType =
                access
                        .serviceCatalog()
                        .listConstraintsForPortfolioPaginator(request ->
                                request.portfolioId(portfolio.get()).productId(product.get()))
                        .stream()
                        .flatMap(page -> page.constraintDetails().stream())
                        .filter(constraint -> type.name().equals(constraint.type()))
                        .filter(constraint -> account.equals(constraint.owner()))
                        .filter(this::isOfThisPortfolio)
                        .toList();
        return switch (type) {
            case LAUNCH -> ofType.stream().findFirst().map(this::describe);
            case TEMPLATE ->
                    ofType.stream()
                            .filter(constraint -> description.equals(constraint.description()))
                            .findFirst()
                            .map(this::describe)
                            .or(() -> withTheSameRules(ofType));
        };
    }

    /** Somebody may have reworded the description; the same rules twice would be refused. */
    private Optional<State> withTheSameRules(List<ConstraintDetail> constraints) {
        var desired = document(parameters.known().orElse(""));
        return constraints.stream()
                .map(this::describe)
                .filter(state -> document(state.parameters()).equals(desired))
                .findFirst();
    }

    @Override
    public List<Change> compare(State found) {
        var changes = new ArrayList<Change>();
        var desired = parameters.known().orElse("");
        if (!document(found.parameters()).equals(document(desired))) {
            changes.add(new Change(PARAMETERS, found.parameters(), desired));
        }
        Tags.attribute(changes, "description", found.description(), description);
        if (!found.status().equals(Status.AVAILABLE.toString())) {
            changes.add(new Change("status", found.status(), Status.AVAILABLE.toString()));
        }
        return changes;
    }

    @Override
    public State create(Token token) {
        var answer =
                access.serviceCatalog()
                        .createConstraint(request ->
                                request.portfolioId(portfolio.get())
                                        .productId(product.get())
                                        .type(type.name())
                                        .description(description)
                                        .parameters(parameters.get())
                                        .idempotencyToken(token.of("create")));
        return new State(
                answer.constraintDetail().constraintId(),
                description,
                parameters.get(),
                answer.statusAsString());
    }

    @Override
    public State change(State found, List<Change> changes, Token token) {
        if (changes.stream().allMatch(change -> change.attribute().equals("status"))
                && !found.status().equals(Status.FAILED.toString())) {
            return found; // it is being made: reading it back waits for it
        }
        access.serviceCatalog()
                .updateConstraint(request -> {
                    request.id(found.id()).description(description);
                    if (changes.stream()
                            .anyMatch(change -> !change.attribute().equals("description"))) {
                        request.parameters(parameters.get());
                    }
                });
        return describe(found.id());
    }

    /**
     * A constraint has no tags: its description says who made it. One that somebody else made uses
     * its portfolio, which says so.
     */
    @Override
    public Undoing undoing(State found) {
        return description.equals(found.description())
                ? new Undoing.Goes(List.of())
                : new Undoing.LookedUp(List.of());
    }

    @Override
    public void remove(State found) {
        access.serviceCatalog().deleteConstraint(request -> request.id(found.id()));
    }

    private boolean isOfThisPortfolio(ConstraintDetail constraint) {
        return constraint.portfolioId() == null || constraint.portfolioId().equals(portfolio.get());
    }

    private State describe(ConstraintDetail constraint) {
        return describe(constraint.constraintId());
    }

    private State describe(String id) {
        var answer = access.serviceCatalog().describeConstraint(request -> request.id(id));
        return new State(
                id,
                Optional.ofNullable(answer.constraintDetail().description()).orElse(""),
                Optional.ofNullable(answer.constraintParameters()).orElse(""),
                Optional.ofNullable(answer.statusAsString()).orElse(""));
    }

    /** Member order and white space make no difference. */
    private static Object document(String json) {
        try {
            return Documents.unordered(Json.read(json));
        } catch (MalformedJsonException _) {
            return Value.text(json);
        }
    }
}

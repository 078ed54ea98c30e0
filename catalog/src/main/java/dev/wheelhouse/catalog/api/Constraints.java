package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.DUPLICATE_RESOURCE;
import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;
import static dev.wheelhouse.catalog.api.CatalogError.LIMIT_EXCEEDED;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_NOT_FOUND;

import dev.wheelhouse.catalog.CatalogIds;
import dev.wheelhouse.catalog.Constraint;
import dev.wheelhouse.catalog.ConstraintId;
import dev.wheelhouse.catalog.ConstraintParameters;
import dev.wheelhouse.catalog.InvalidConstraintException;
import dev.wheelhouse.catalog.Portfolio;
import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProductHolding;
import dev.wheelhouse.catalog.ProductId;
import dev.wheelhouse.catalog.Quotas;
import dev.wheelhouse.catalog.sql.ConstraintStore;
import dev.wheelhouse.catalog.sql.Cursor;
import dev.wheelhouse.catalog.sql.ProductAssociationStore;
import dev.wheelhouse.catalog.sql.ProductStore;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.access.Callers;
import dev.wheelhouse.identity.access.RoleQuestions;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.CreateConstraintRequest;
import software.amazon.awssdk.services.servicecatalog.model.CreateConstraintResponse;
import software.amazon.awssdk.services.servicecatalog.model.DeleteConstraintRequest;
import software.amazon.awssdk.services.servicecatalog.model.DeleteConstraintResponse;
import software.amazon.awssdk.services.servicecatalog.model.DescribeConstraintRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribeConstraintResponse;
import software.amazon.awssdk.services.servicecatalog.model.ListConstraintsForPortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListConstraintsForPortfolioResponse;
import software.amazon.awssdk.services.servicecatalog.model.Status;
import software.amazon.awssdk.services.servicecatalog.model.UpdateConstraintRequest;
import software.amazon.awssdk.services.servicecatalog.model.UpdateConstraintResponse;

/** The constraint actions of the Service Catalog API. */
final class Constraints {
    private final Database database;
    private final ConstraintStore constraints;
    private final ProductStore products;
    private final ProductAssociationStore associations;
    private final Callers callers;
    private final AuthorizedLookup lookup;
    private final Idempotency idempotency;
    private final Entries journal;
    private final CatalogIds ids;
    private final Quotas quotas;

    Constraints(
            Database database,
            ConstraintStore constraints,
            ProductStore products,
            ProductAssociationStore associations,
            Callers callers,
            AuthorizedLookup lookup,
            Idempotency idempotency,
            Entries journal,
            CatalogIds ids,
            Quotas quotas) {
        this.database = database;
        this.constraints = constraints;
        this.products = products;
        this.associations = associations;
        this.callers = callers;
        this.lookup = lookup;
        this.idempotency = idempotency;
        this.journal = journal;
        this.ids = ids;
        this.quotas = quotas;
    }

    CreateConstraintResponse create(Call call, CreateConstraintRequest request) {
        var action = "CreateConstraint";
        var once = idempotency.once(call, action, request.idempotencyToken(), request);
        var id = ids.constraint();
        return database.write(db -> {
            var product = lookup.visibleProduct(db, call, action, request.productId());
            var portfolio = lookup.ownPortfolio(db, call, request.portfolioId());
            var made = once.made(db, id.value());
            if (made.isPresent()) {
                return created(find(db, call, action, made.get()));
            }
            var constraint =
                    new Constraint(
                            call.account(),
                            call.region(),
                            id,
                            portfolio.id(),
                            product.id(),
                            Optional.ofNullable(request.description()),
                            read(request.type(), request.parameters()),
                            request.parameters(),
                            call.time());
            admit(db, call, portfolio, product, constraint);
            constraints.insert(db, constraint);
            journal.created(db, call, action, constraint.id().value(), Entries.state(constraint));
            return created(constraint);
        });
    }

    private void admit(
            Handle db, Call call, Portfolio portfolio, Product product, Constraint added) {
        if (associations.holdingsIn(db, call.account(), call.region(), portfolio.id()).stream()
                .noneMatch(holding -> holding.association().product().equals(product.id()))) {
            throw RESOURCE_NOT_FOUND.because(
                    "Product " + product.id() + " not found in portfolio " + portfolio.id() + ".");
        }
        checkRole(db, call, added.definition());
        var present =
                constraints.on(db, call.account(), call.region(), portfolio.id(), product.id());
        if (present.size() >= quotas.constraintsPerAssociation()) {
            throw LIMIT_EXCEEDED.because(
                    "Constraint limit exceeded. Limit: " + quotas.constraintsPerAssociation());
        }
        refuse(present, added);
    }

    private static void refuse(List<Constraint> present, Constraint added) {
        Constraint.conflict(present, added.definition(), added.parameters())
                .ifPresent(conflict -> {
                    throw switch (conflict) {
                        case DUPLICATE ->
                                DUPLICATE_RESOURCE.because(
                                        added.definition().type() + " constraint already exists.");
                        case EXCLUSIVE ->
                                INVALID_PARAMETERS.because(
                                        "Launch and StackSet constraints cannot be applied"
                                                + " to the same product and portfolio.");
                    };
                });
    }

    /** Who makes launches act as a role must be allowed to see the role and to pass it on. */
    private void checkRole(Handle db, Call call, Constraint.Definition definition) {
        var role =
                switch (definition) {
                    case Constraint.LaunchRole launch -> Optional.of(launch.roleArn());
                    case Constraint.LocalLaunchRole launch ->
                            Optional.of(
                                    "arn:aws:iam::"
                                            + call.account()
                                            + ":role/"
                                            + launch.roleName());
                    case Constraint.Notification _,
                            Constraint.ResourceUpdate _,
                            Constraint.StackSet _,
                            Constraint.Template _ ->
                            Optional.<String>empty();
                };
        if (role.isEmpty()) {
            return;
        }
        var arn = role.get();
        mayPass(call, RoleQuestions.about(db, "iam:GetRole", arn));
        mayPass(call, RoleQuestions.passing(db, arn, "servicecatalog.amazonaws.com"));
        if (arn.contains("::" + call.account() + ":") && !callers.principalExists(db, arn)) {
            throw INVALID_PARAMETERS.because(
                    "Role " + arn + ": profile does not exist in account " + call.account());
        }
    }

    private static void mayPass(Call call, AccessRequest question) {
        if (!call.allowed(question)) {
            throw INVALID_PARAMETERS.because(
                    "User: "
                            + call.caller().arn()
                            + " is not authorized to perform: "
                            + question.action()
                            + " on resource: "
                            + question.resource());
        }
    }

    private static Constraint.Definition read(String type, @Nullable String parameters) {
        try {
            return ConstraintParameters.read(type, parameters == null ? "" : parameters);
        } catch (InvalidConstraintException cause) {
            throw INVALID_PARAMETERS.because(cause.reason());
        }
    }

    private static CreateConstraintResponse created(Constraint constraint) {
        return CreateConstraintResponse.builder()
                .constraintDetail(Shapes.detail(constraint))
                .constraintParameters(constraint.parameters())
                .status(Status.CREATING)
                .build();
    }

    DescribeConstraintResponse describe(Call call, DescribeConstraintRequest request) {
        var constraint = database.read(db -> find(db, call, "DescribeConstraint", request.id()));
        return DescribeConstraintResponse.builder()
                .constraintDetail(Shapes.detail(constraint))
                .constraintParameters(constraint.parameters())
                .status(Status.AVAILABLE)
                .build();
    }

    UpdateConstraintResponse update(Call call, UpdateConstraintRequest request) {
        return database.write(db -> {
            var before = own(db, call, "UpdateConstraint", request.id());
            var parameters = Optional.ofNullable(request.parameters()).orElse(before.parameters());
            var after =
                    new Constraint(
                            before.account(),
                            before.region(),
                            before.id(),
                            before.portfolio(),
                            before.product(),
                            Optional.ofNullable(request.description()).or(before::description),
                            read(before.definition().type(), parameters),
                            parameters,
                            before.createdAt());
            if (request.parameters() != null) {
                checkRole(db, call, after.definition());
                if (Constraint.conflict(others(db, before), after.definition(), parameters)
                        .isPresent()) {
                    throw INVALID_PARAMETERS.because(
                            after.definition().type() + " constraint already exists.");
                }
            }
            constraints.update(db, after);
            journal.changed(
                    db,
                    call,
                    "UpdateConstraint",
                    after.id().value(),
                    Entries.state(before),
                    Entries.state(after));
            return UpdateConstraintResponse.builder()
                    .constraintDetail(Shapes.detail(after))
                    .constraintParameters(after.parameters())
                    .status(Status.AVAILABLE)
                    .build();
        });
    }

    private List<Constraint> others(Handle db, Constraint constraint) {
        return constraints
                .on(
                        db,
                        constraint.account(),
                        constraint.region(),
                        constraint.portfolio(),
                        constraint.product())
                .stream()
                .filter(other -> !other.id().equals(constraint.id()))
                .toList();
    }

    DeleteConstraintResponse delete(Call call, DeleteConstraintRequest request) {
        return database.write(db -> {
            var constraint = own(db, call, "DeleteConstraint", request.id());
            constraints.delete(db, constraint);
            journal.deleted(
                    db,
                    call,
                    "DeleteConstraint",
                    constraint.id().value(),
                    Entries.state(constraint));
            return DeleteConstraintResponse.builder().build();
        });
    }

    ListConstraintsForPortfolioResponse list(
            Call call, ListConstraintsForPortfolioRequest request) {
        var paging =
                Paging.of(
                        call,
                        "ListConstraintsForPortfolio",
                        request.portfolioId() + " " + request.productId(),
                        request.pageToken(),
                        request.pageSize());
        var page =
                database.read(db -> {
                    var portfolio =
                            lookup.visiblePortfolio(
                                    db, call, "ListConstraintsForPortfolio", request.portfolioId());
                    if (request.productId() != null
                            && products.visibleTo(
                                            db,
                                            call.account(),
                                            call.region(),
                                            new ProductId(request.productId()))
                                    .isEmpty()) {
                        throw RESOURCE_NOT_FOUND.because(
                                "Product " + request.productId() + " not found.");
                    }
                    return paging.of(
                            of(db, call, portfolio, request.productId()), Constraints::cursor);
                });
        return ListConstraintsForPortfolioResponse.builder()
                .constraintDetails(
                        page.items().stream().map(constraint -> Shapes.detail(constraint)).toList())
                .nextPageToken(page.nextToken())
                .build();
    }

    /** The portfolio's own constraints, and those that its products bring along. */
    private List<Constraint> of(
            Handle db, Call call, Portfolio portfolio, @Nullable String productId) {
        var inherited =
                associations.holdingsIn(db, call.account(), call.region(), portfolio.id()).stream()
                        .filter(ProductHolding.LocalCopy.class::isInstance)
                        .flatMap(copy -> constraints.inForce(db, copy).constraints().stream());
        return Stream.concat(constraints.in(db, portfolio).stream(), inherited)
                .filter(constraint ->
                        productId == null || constraint.product().equals(new ProductId(productId)))
                .distinct()
                .sorted((a, b) -> cursor(a).compareTo(cursor(b)))
                .toList();
    }

    private Constraint own(Handle db, Call call, String action, String id) {
        var constraint = find(db, call, action, id);
        if (!constraint.account().equals(call.account())) {
            throw AuthorizedLookup.shared("Constraint", id);
        }
        return constraint;
    }

    /** The constraint, made by the account or in a portfolio that it imported. */
    private Constraint find(Handle db, Call call, String action, String constraintId) {
        var id = new ConstraintId(constraintId);
        var found = constraints.visibleTo(db, call.account(), call.region(), id);
        var product =
                found.flatMap(constraint ->
                        products.visibleTo(
                                db, call.account(), call.region(), constraint.product()));
        call.require(
                product.map(of -> AuthorizedLookup.about(action, of))
                        .orElseGet(() -> AuthorizedLookup.about(action)));
        return found.orElseThrow(
                () -> RESOURCE_NOT_FOUND.because("Constraint " + id + " not found."));
    }

    private static Cursor cursor(Constraint constraint) {
        return Cursor.at(constraint.createdAt(), constraint.id().value());
    }
}

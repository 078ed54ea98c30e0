package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;
import static dev.wheelhouse.catalog.api.CatalogError.LIMIT_EXCEEDED;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_NOT_FOUND;

import dev.wheelhouse.catalog.Portfolio;
import dev.wheelhouse.catalog.PrincipalAssociation;
import dev.wheelhouse.catalog.Quotas;
import dev.wheelhouse.catalog.sql.Cursor;
import dev.wheelhouse.catalog.sql.PrincipalAssociationStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.access.Callers;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.AssociatePrincipalWithPortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.AssociatePrincipalWithPortfolioResponse;
import software.amazon.awssdk.services.servicecatalog.model.DisassociatePrincipalFromPortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.DisassociatePrincipalFromPortfolioResponse;
import software.amazon.awssdk.services.servicecatalog.model.ListPrincipalsForPortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListPrincipalsForPortfolioResponse;
import software.amazon.awssdk.services.servicecatalog.model.Principal;

/** The actions that say who may launch from a portfolio, be it owned or imported. */
final class Principals {
    private final Database database;
    private final PrincipalAssociationStore principals;
    private final Callers callers;
    private final AuthorizedLookup lookup;
    private final Entries journal;
    private final Quotas quotas;

    Principals(
            Database database,
            PrincipalAssociationStore principals,
            Callers callers,
            AuthorizedLookup lookup,
            Entries journal,
            Quotas quotas) {
        this.database = database;
        this.principals = principals;
        this.callers = callers;
        this.lookup = lookup;
        this.journal = journal;
        this.quotas = quotas;
    }

    AssociatePrincipalWithPortfolioResponse associate(
            Call call, AssociatePrincipalWithPortfolioRequest request) {
        return database.write(db -> {
            var portfolio =
                    lookup.visiblePortfolio(
                            db, call, "AssociatePrincipalWithPortfolio", request.portfolioId());
            var type = type(request.principalTypeAsString());
            var arn = request.principalARN();
            checkPrincipal(db, call, type, arn);
            var association =
                    new PrincipalAssociation(
                            call.account(), call.region(), portfolio.id(), type, arn, call.time());
            if (principals.insert(db, association)) {
                checkNumber(db, call, portfolio, type);
                journal.created(
                        db,
                        call,
                        "AssociatePrincipalWithPortfolio",
                        portfolio.arn(),
                        Entries.text("PrincipalARN", arn));
            }
            return AssociatePrincipalWithPortfolioResponse.builder().build();
        });
    }

    DisassociatePrincipalFromPortfolioResponse disassociate(
            Call call, DisassociatePrincipalFromPortfolioRequest request) {
        return database.write(db -> {
            var portfolio =
                    lookup.visiblePortfolio(
                            db, call, "DisassociatePrincipalFromPortfolio", request.portfolioId());
            var arn = request.principalARN();
            if (!principals.delete(
                    db,
                    call.account(),
                    call.region(),
                    portfolio.id(),
                    type(request.principalTypeAsString()),
                    arn)) {
                throw RESOURCE_NOT_FOUND.because(
                        "Principal "
                                + arn
                                + " is not associated with portfolio "
                                + portfolio.id()
                                + ".");
            }
            journal.deleted(
                    db,
                    call,
                    "DisassociatePrincipalFromPortfolio",
                    portfolio.arn(),
                    Entries.text("PrincipalARN", arn));
            return DisassociatePrincipalFromPortfolioResponse.builder().build();
        });
    }

    ListPrincipalsForPortfolioResponse list(Call call, ListPrincipalsForPortfolioRequest request) {
        var paging =
                Paging.of(
                        call,
                        "ListPrincipalsForPortfolio",
                        request.portfolioId(),
                        request.pageToken(),
                        request.pageSize());
        var page =
                database.read(db -> {
                    var portfolio =
                            lookup.visiblePortfolio(
                                    db, call, "ListPrincipalsForPortfolio", request.portfolioId());
                    return paging.of(
                            principals.of(db, call.account(), call.region(), portfolio.id()),
                            Principals::cursor);
                });
        return ListPrincipalsForPortfolioResponse.builder()
                .principals(
                        page.items().stream()
                                .map(principal ->
                                        Principal.builder()
                                                .principalARN(principal.arn())
                                                .principalType(principal.type().name())
                                                .build())
                                .toList())
                .nextPageToken(page.nextToken())
                .build();
    }

    private void checkPrincipal(Handle db, Call call, PrincipalAssociation.Type type, String arn) {
        if (!type.accepts(arn)) {
            throw INVALID_PARAMETERS.because(
                    "Invalid " + type + " principal ARN: " + arn + ". " + expected(type));
        }
        var wanted =
                switch (type) {
                    case IAM -> true;
                    case IAM_PATTERN -> false; // names what need not exist
                };
        if (wanted
                && !(arn.contains("::" + call.account() + ":")
                        && callers.principalExists(db, arn))) {
            throw INVALID_PARAMETERS.because(
                    "Principal " + arn + ": profile does not exist in account " + call.account());
        }
    }

    private static String expected(PrincipalAssociation.Type type) {
        return switch (type) {
            case IAM -> "Expected arn:aws:iam::ACCOUNT:user/, group/ or role/ and a name.";
            case IAM_PATTERN -> "Expected arn:aws:iam:::user/, group/ or role/ and a pattern.";
        };
    }

    private void checkNumber(
            Handle db, Call call, Portfolio portfolio, PrincipalAssociation.Type type) {
        var limit =
                switch (type) {
                    case IAM -> quotas.principalsPerPortfolio();
                    case IAM_PATTERN -> quotas.principalPatternsPerPortfolio();
                };
        var number =
                principals.of(db, call.account(), call.region(), portfolio.id()).stream()
                        .filter(association -> association.type() == type)
                        .count();
        if (number > limit) {
            throw LIMIT_EXCEEDED.because("Principal limit exceeded. Limit: " + limit);
        }
        checkProducts(db, call, principals, portfolio, quotas);
    }

    /** A product may be granted to so many principals, by all of its portfolios. */
    static void checkProducts(
            Handle db,
            Call call,
            PrincipalAssociationStore principals,
            Portfolio portfolio,
            Quotas quotas) {
        if (principals.mostOnAProduct(db, call.account(), call.region(), portfolio.id())
                > quotas.principalsPerProduct()) {
            throw LIMIT_EXCEEDED.because(
                    "Principal limit exceeded. Limit: " + quotas.principalsPerProduct());
        }
    }

    private static PrincipalAssociation.Type type(@Nullable String name) {
        return name == null
                ? PrincipalAssociation.Type.IAM
                : PrincipalAssociation.Type.named(name)
                        .orElseThrow(() ->
                                INVALID_PARAMETERS.because(
                                        "Unknown principal type: " + name + "."));
    }

    private static Cursor cursor(PrincipalAssociation principal) {
        return Cursor.at(principal.createdAt(), principal.type().name() + " " + principal.arn());
    }
}

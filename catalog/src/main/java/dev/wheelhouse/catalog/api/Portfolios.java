package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.LIMIT_EXCEEDED;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_IN_USE;

import dev.wheelhouse.catalog.CatalogIds;
import dev.wheelhouse.catalog.Portfolio;
import dev.wheelhouse.catalog.PortfolioId;
import dev.wheelhouse.catalog.Quotas;
import dev.wheelhouse.catalog.sql.ConstraintStore;
import dev.wheelhouse.catalog.sql.Cursor;
import dev.wheelhouse.catalog.sql.PortfolioShareStore;
import dev.wheelhouse.catalog.sql.PortfolioStore;
import dev.wheelhouse.catalog.sql.PrincipalAssociationStore;
import dev.wheelhouse.catalog.sql.ProductAssociationStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.servicecatalog.model.CreatePortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.CreatePortfolioResponse;
import software.amazon.awssdk.services.servicecatalog.model.DeletePortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.DeletePortfolioResponse;
import software.amazon.awssdk.services.servicecatalog.model.DescribePortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribePortfolioResponse;
import software.amazon.awssdk.services.servicecatalog.model.ListPortfoliosRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListPortfoliosResponse;
import software.amazon.awssdk.services.servicecatalog.model.UpdatePortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.UpdatePortfolioResponse;

/** The portfolio actions of the Service Catalog API. */
final class Portfolios {
    private final Database database;
    private final PortfolioStore portfolios;
    private final ProductAssociationStore associations;
    private final ConstraintStore constraints;
    private final PortfolioShareStore shares;
    private final PrincipalAssociationStore principals;
    private final AuthorizedLookup lookup;
    private final Idempotency idempotency;
    private final Entries journal;
    private final CatalogIds ids;
    private final Quotas quotas;

    Portfolios(
            Database database,
            PortfolioStore portfolios,
            ProductAssociationStore associations,
            ConstraintStore constraints,
            PortfolioShareStore shares,
            PrincipalAssociationStore principals,
            AuthorizedLookup lookup,
            Idempotency idempotency,
            Entries journal,
            CatalogIds ids,
            Quotas quotas) {
        this.database = database;
        this.portfolios = portfolios;
        this.associations = associations;
        this.constraints = constraints;
        this.shares = shares;
        this.principals = principals;
        this.lookup = lookup;
        this.idempotency = idempotency;
        this.journal = journal;
        this.ids = ids;
        this.quotas = quotas;
    }

    CreatePortfolioResponse create(Call call, CreatePortfolioRequest request) {
        var tags = TagLists.read(request.tags());
        var once = idempotency.once(call, "CreatePortfolio", request.idempotencyToken(), request);
        var id = ids.portfolio();
        return database.write(db -> {
            call.require(TagLists.asked(AuthorizedLookup.about("CreatePortfolio"), tags));
            var made = once.made(db, id.value());
            if (made.isPresent()) {
                return created(lookup.visiblePortfolio(db, call, "CreatePortfolio", made.get()));
            }
            TagLists.checkNumber(tags, quotas.tags());
            if (portfolios.count(db, call.account(), call.region()) >= quotas.portfolios()) {
                throw LIMIT_EXCEEDED.because(
                        "Portfolio limit exceeded. Limit: " + quotas.portfolios());
            }
            var portfolio =
                    new Portfolio(
                            call.account(),
                            call.region(),
                            id,
                            request.displayName(),
                            Optional.ofNullable(request.description()),
                            request.providerName(),
                            tags,
                            call.time());
            portfolios.insert(db, portfolio);
            journal.created(db, call, "CreatePortfolio", portfolio.arn(), Entries.state(portfolio));
            return created(portfolio);
        });
    }

    private static CreatePortfolioResponse created(Portfolio portfolio) {
        return CreatePortfolioResponse.builder()
                .portfolioDetail(Shapes.detail(portfolio))
                .tags(TagLists.write(portfolio.tags()))
                .build();
    }

    DescribePortfolioResponse describe(Call call, DescribePortfolioRequest request) {
        var portfolio =
                database.read(
                        db -> lookup.visiblePortfolio(db, call, "DescribePortfolio", request.id()));
        return DescribePortfolioResponse.builder()
                .portfolioDetail(Shapes.detail(portfolio))
                .tags(TagLists.write(portfolio.tags()))
                .tagOptions(List.of())
                .budgets(List.of())
                .build();
    }

    ListPortfoliosResponse list(Call call, ListPortfoliosRequest request) {
        call.require(AuthorizedLookup.about("ListPortfolios"));
        var paging = Paging.of(call, "ListPortfolios", "", request.pageToken(), request.pageSize());
        var page =
                paging.cut(
                        database.read(db ->
                                portfolios.ownedBy(
                                        db,
                                        call.account(),
                                        call.region(),
                                        paging.after(),
                                        paging.size() + 1)),
                        Portfolios::cursor);
        return ListPortfoliosResponse.builder()
                .portfolioDetails(page.items().stream().map(Shapes::detail).toList())
                .nextPageToken(page.nextToken())
                .build();
    }

    UpdatePortfolioResponse update(Call call, UpdatePortfolioRequest request) {
        var add = TagLists.read(request.addTags());
        return database.write(db -> {
            var before = lookup.ownPortfolio(db, call, "UpdatePortfolio", request.id());
            call.require(TagLists.asked(AuthorizedLookup.about("UpdatePortfolio", before), add));
            var after =
                    new Portfolio(
                            before.account(),
                            before.region(),
                            before.id(),
                            Optional.ofNullable(request.displayName()).orElse(before.displayName()),
                            Optional.ofNullable(request.description()).or(before::description),
                            Optional.ofNullable(request.providerName())
                                    .orElse(before.providerName()),
                            before.tags().changed(request.removeTags(), add),
                            before.createdAt());
            TagLists.checkNumber(after.tags(), quotas.tags());
            portfolios.update(db, after);
            journal.changed(
                    db,
                    call,
                    "UpdatePortfolio",
                    after.arn(),
                    Entries.state(before),
                    Entries.state(after));
            return UpdatePortfolioResponse.builder()
                    .portfolioDetail(Shapes.detail(after))
                    .tags(TagLists.write(after.tags()))
                    .build();
        });
    }

    DeletePortfolioResponse delete(Call call, DeletePortfolioRequest request) {
        return database.write(db -> {
            var portfolio = lookup.ownPortfolio(db, call, "DeletePortfolio", request.id());
            leftover(db, portfolio)
                    .ifPresent(what -> {
                        throw RESOURCE_IN_USE.because(
                                "Portfolio " + portfolio.id() + " still has associated " + what);
                    });
            associations.deleteOf(db, portfolio);
            portfolios.delete(db, portfolio);
            journal.deleted(db, call, "DeletePortfolio", portfolio.arn(), Entries.state(portfolio));
            return DeletePortfolioResponse.builder().build();
        });
    }

    /** What keeps a portfolio from being deleted. Products that no longer reach it do not. */
    private Optional<String> leftover(Handle db, Portfolio portfolio) {
        var account = portfolio.account();
        var region = portfolio.region();
        PortfolioId id = portfolio.id();
        if (!associations.holdingsIn(db, account, region, id).isEmpty()) {
            return Optional.of("Products");
        }
        if (!principals.of(db, account, region, id).isEmpty()) {
            return Optional.of("Principals");
        }
        if (!constraints.in(db, portfolio).isEmpty()) {
            return Optional.of("Constraints");
        }
        return shares.count(db, portfolio) == 0 ? Optional.empty() : Optional.of("Shares");
    }

    static Cursor cursor(Portfolio portfolio) {
        return Cursor.at(portfolio.createdAt(), portfolio.id().value());
    }
}

package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;
import static dev.wheelhouse.catalog.api.CatalogError.LIMIT_EXCEEDED;
import static dev.wheelhouse.catalog.api.CatalogError.OPERATION_NOT_SUPPORTED;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_NOT_FOUND;

import dev.wheelhouse.catalog.Portfolio;
import dev.wheelhouse.catalog.PortfolioId;
import dev.wheelhouse.catalog.PortfolioShare;
import dev.wheelhouse.catalog.Quotas;
import dev.wheelhouse.catalog.sql.Cursor;
import dev.wheelhouse.catalog.sql.PortfolioShareStore;
import dev.wheelhouse.catalog.sql.PortfolioStore;
import dev.wheelhouse.catalog.sql.PrincipalAssociationStore;
import dev.wheelhouse.catalog.sql.ProductAssociationStore;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.AcceptPortfolioShareRequest;
import software.amazon.awssdk.services.servicecatalog.model.AcceptPortfolioShareResponse;
import software.amazon.awssdk.services.servicecatalog.model.CreatePortfolioShareRequest;
import software.amazon.awssdk.services.servicecatalog.model.CreatePortfolioShareResponse;
import software.amazon.awssdk.services.servicecatalog.model.DeletePortfolioShareRequest;
import software.amazon.awssdk.services.servicecatalog.model.DeletePortfolioShareResponse;
import software.amazon.awssdk.services.servicecatalog.model.DescribePortfolioShareType;
import software.amazon.awssdk.services.servicecatalog.model.DescribePortfolioSharesRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribePortfolioSharesResponse;
import software.amazon.awssdk.services.servicecatalog.model.ListAcceptedPortfolioSharesRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListAcceptedPortfolioSharesResponse;
import software.amazon.awssdk.services.servicecatalog.model.ListPortfolioAccessRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListPortfolioAccessResponse;
import software.amazon.awssdk.services.servicecatalog.model.OrganizationNode;
import software.amazon.awssdk.services.servicecatalog.model.PortfolioShareDetail;
import software.amazon.awssdk.services.servicecatalog.model.PortfolioShareType;
import software.amazon.awssdk.services.servicecatalog.model.RejectPortfolioShareRequest;
import software.amazon.awssdk.services.servicecatalog.model.RejectPortfolioShareResponse;
import software.amazon.awssdk.services.servicecatalog.model.UpdatePortfolioShareRequest;
import software.amazon.awssdk.services.servicecatalog.model.UpdatePortfolioShareResponse;

/** The share actions of the Service Catalog API, for shares between accounts. */
final class PortfolioShares {
    private final Database database;
    private final PortfolioStore portfolios;
    private final PortfolioShareStore shares;
    private final ProductAssociationStore associations;
    private final PrincipalAssociationStore principals;
    private final AuthorizedLookup lookup;
    private final Entries journal;
    private final Quotas quotas;

    PortfolioShares(
            Database database,
            PortfolioStore portfolios,
            PortfolioShareStore shares,
            ProductAssociationStore associations,
            PrincipalAssociationStore principals,
            AuthorizedLookup lookup,
            Entries journal,
            Quotas quotas) {
        this.database = database;
        this.portfolios = portfolios;
        this.shares = shares;
        this.associations = associations;
        this.principals = principals;
        this.lookup = lookup;
        this.journal = journal;
        this.quotas = quotas;
    }

    CreatePortfolioShareResponse create(Call call, CreatePortfolioShareRequest request) {
        return database.write(db -> {
            var portfolio =
                    lookup.ownPortfolio(db, call, "CreatePortfolioShare", request.portfolioId());
            var recipient = recipient(request.accountId(), request.organizationNode());
            if (recipient.equals(call.account())) {
                throw INVALID_PARAMETERS.because(
                        "Portfolio " + portfolio.id() + " cannot be shared with its own account.");
            }
            if (Boolean.TRUE.equals(request.sharePrincipals())) {
                throw INVALID_PARAMETERS.because(
                        "SharePrincipals is only valid for an OrganizationNode.");
            }
            if (associations.holdsSharedProducts(db, portfolio)) {
                throw INVALID_PARAMETERS.because(
                        "Portfolio "
                                + portfolio.id()
                                + " contains products that are shared with this account and"
                                + " cannot be shared on.");
            }
            if (shares.find(db, portfolio, recipient).isEmpty()) {
                if (shares.count(db, portfolio) >= quotas.sharesPerPortfolio()) {
                    throw LIMIT_EXCEEDED.because(
                            "PortfolioShare limit exceeded. Limit: " + quotas.sharesPerPortfolio());
                }
                var share =
                        new PortfolioShare(
                                portfolio.account(),
                                portfolio.region(),
                                portfolio.id(),
                                recipient,
                                Boolean.TRUE.equals(request.shareTagOptions()),
                                false,
                                false,
                                call.time());
                shares.insert(db, share);
                journal.created(
                        db, call, "CreatePortfolioShare", portfolio.arn(), Entries.state(share));
            }
            return CreatePortfolioShareResponse.builder().build();
        });
    }

    UpdatePortfolioShareResponse update(Call call, UpdatePortfolioShareRequest request) {
        return database.write(db -> {
            var portfolio =
                    lookup.ownPortfolio(db, call, "UpdatePortfolioShare", request.portfolioId());
            var before =
                    share(
                            db,
                            portfolio,
                            recipient(request.accountId(), request.organizationNode()));
            if (Boolean.TRUE.equals(request.sharePrincipals())) {
                throw INVALID_PARAMETERS.because(
                        "SharePrincipals is only valid for an OrganizationNode.");
            }
            var after =
                    new PortfolioShare(
                            before.owner(),
                            before.region(),
                            before.portfolio(),
                            before.recipient(),
                            request.shareTagOptions() == null
                                    ? before.shareTagOptions()
                                    : request.shareTagOptions(),
                            before.sharePrincipals(),
                            before.accepted(),
                            before.createdAt());
            shares.update(db, after);
            journal.changed(
                    db,
                    call,
                    "UpdatePortfolioShare",
                    portfolio.arn(),
                    Entries.state(before),
                    Entries.state(after));
            return UpdatePortfolioShareResponse.builder().status("COMPLETED").build();
        });
    }

    DeletePortfolioShareResponse delete(Call call, DeletePortfolioShareRequest request) {
        return database.write(db -> {
            var portfolio =
                    lookup.ownPortfolio(db, call, "DeletePortfolioShare", request.portfolioId());
            var share =
                    share(
                            db,
                            portfolio,
                            recipient(request.accountId(), request.organizationNode()));
            shares.delete(db, share);
            principals.deleteOf(db, share.recipient(), share.region(), share.portfolio());
            journal.deleted(
                    db, call, "DeletePortfolioShare", portfolio.arn(), Entries.state(share));
            return DeletePortfolioShareResponse.builder().build();
        });
    }

    DescribePortfolioSharesResponse describe(Call call, DescribePortfolioSharesRequest request) {
        var paging =
                Paging.of(
                        call,
                        "DescribePortfolioShares",
                        request.portfolioId() + " " + request.typeAsString(),
                        request.pageToken(),
                        request.pageSize());
        var page =
                database.read(db -> {
                    var portfolio =
                            lookup.sharingPortfolio(
                                    db, call, "DescribePortfolioShares", request.portfolioId());
                    return request.type() == DescribePortfolioShareType.ACCOUNT
                            ? paging.of(shares.of(db, portfolio), PortfolioShares::cursor)
                            : new Paging.Page<PortfolioShare>(List.of(), null);
                });
        return DescribePortfolioSharesResponse.builder()
                .portfolioShareDetails(
                        page.items().stream()
                                .map(share ->
                                        PortfolioShareDetail.builder()
                                                .principalId(share.recipient().value())
                                                .type(DescribePortfolioShareType.ACCOUNT)
                                                .accepted(share.accepted())
                                                .shareTagOptions(share.shareTagOptions())
                                                .sharePrincipals(share.sharePrincipals())
                                                .build())
                                .toList())
                .nextPageToken(page.nextToken())
                .build();
    }

    ListPortfolioAccessResponse listAccess(Call call, ListPortfolioAccessRequest request) {
        var paging =
                Paging.of(
                        call,
                        "ListPortfolioAccess",
                        request.portfolioId() + " " + request.organizationParentId(),
                        request.pageToken(),
                        request.pageSize());
        var page =
                database.read(db -> {
                    var portfolio =
                            lookup.sharingPortfolio(
                                    db, call, "ListPortfolioAccess", request.portfolioId());
                    return request.organizationParentId() == null
                            ? paging.of(shares.of(db, portfolio), PortfolioShares::cursor)
                            : new Paging.Page<PortfolioShare>(List.of(), null);
                });
        return ListPortfolioAccessResponse.builder()
                .accountIds(page.items().stream().map(share -> share.recipient().value()).toList())
                .nextPageToken(page.nextToken())
                .build();
    }

    AcceptPortfolioShareResponse accept(Call call, AcceptPortfolioShareRequest request) {
        return database.write(db -> {
            var share =
                    offer(
                            db,
                            call,
                            "AcceptPortfolioShare",
                            request.portfolioId(),
                            request.portfolioShareType());
            settle(db, call, "AcceptPortfolioShare", share, true);
            return AcceptPortfolioShareResponse.builder().build();
        });
    }

    RejectPortfolioShareResponse reject(Call call, RejectPortfolioShareRequest request) {
        return database.write(db -> {
            var share =
                    offer(
                            db,
                            call,
                            "RejectPortfolioShare",
                            request.portfolioId(),
                            request.portfolioShareType());
            settle(db, call, "RejectPortfolioShare", share, false);
            principals.deleteOf(db, share.recipient(), share.region(), share.portfolio());
            return RejectPortfolioShareResponse.builder().build();
        });
    }

    ListAcceptedPortfolioSharesResponse listAccepted(
            Call call, ListAcceptedPortfolioSharesRequest request) {
        call.require(AuthorizedLookup.about("ListAcceptedPortfolioShares"));
        var paging =
                Paging.of(
                        call,
                        "ListAcceptedPortfolioShares",
                        String.valueOf(request.portfolioShareTypeAsString()),
                        request.pageToken(),
                        request.pageSize());
        var imported =
                request.portfolioShareType() == null
                        || request.portfolioShareType() == PortfolioShareType.IMPORTED;
        var page =
                imported
                        ? paging.of(
                                database.read(db ->
                                        portfolios.importedBy(db, call.account(), call.region())),
                                Portfolios::cursor)
                        : new Paging.Page<Portfolio>(List.of(), null);
        return ListAcceptedPortfolioSharesResponse.builder()
                .portfolioDetails(page.items().stream().map(Shapes::detail).toList())
                .nextPageToken(page.nextToken())
                .build();
    }

    /** The share that is offered to the caller's account; an unknown one looks like none. */
    private PortfolioShare offer(
            Handle db,
            Call call,
            String action,
            String portfolioId,
            @Nullable PortfolioShareType type) {
        var id = new PortfolioId(portfolioId);
        var offer = shares.offeredTo(db, call.account(), call.region(), id);
        var owner = offer.map(PortfolioShare::owner).orElse(call.account());
        call.require(
                portfolios
                        .visibleTo(db, owner, call.region(), id)
                        .filter(_ -> offer.isPresent())
                        .map(offered -> AuthorizedLookup.about(action, offered))
                        .orElseGet(() ->
                                AuthorizedLookup.question(
                                        action, Portfolio.arn(call.region(), owner, id))));
        if (type != null && type != PortfolioShareType.IMPORTED) {
            throw AuthorizedLookup.noPortfolio(id);
        }
        return offer.orElseThrow(() -> AuthorizedLookup.noPortfolio(id));
    }

    private void settle(
            Handle db, Call call, String action, PortfolioShare before, boolean accepted) {
        if (before.accepted() == accepted) {
            return;
        }
        var after =
                new PortfolioShare(
                        before.owner(),
                        before.region(),
                        before.portfolio(),
                        before.recipient(),
                        before.shareTagOptions(),
                        before.sharePrincipals(),
                        accepted,
                        before.createdAt());
        shares.update(db, after);
        journal.changed(
                db,
                call,
                action,
                Portfolio.arn(before.region(), before.owner(), before.portfolio()),
                Entries.state(before),
                Entries.state(after));
    }

    private PortfolioShare share(Handle db, Portfolio portfolio, AccountId recipient) {
        return shares.find(db, portfolio, recipient)
                .orElseThrow(() ->
                        RESOURCE_NOT_FOUND.because(
                                "Portfolio "
                                        + portfolio.id()
                                        + " is not shared with account "
                                        + recipient
                                        + "."));
    }

    /** The account that a request names; sharing with organization nodes is not built yet. */
    private static AccountId recipient(
            @Nullable String accountId, @Nullable OrganizationNode organizationNode) {
        if ((accountId == null) == (organizationNode == null)) {
            throw INVALID_PARAMETERS.because(
                    "Exactly one of AccountId or OrganizationNode must be provided.");
        }
        if (accountId == null) {
            throw OPERATION_NOT_SUPPORTED.because(
                    "Sharing with an OrganizationNode is not built yet; share with an AccountId.");
        }
        return new AccountId(accountId);
    }

    private static Cursor cursor(PortfolioShare share) {
        return Cursor.at(share.createdAt(), share.recipient().value());
    }
}

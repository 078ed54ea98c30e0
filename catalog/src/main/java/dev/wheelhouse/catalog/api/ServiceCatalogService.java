package dev.wheelhouse.catalog.api;

import dev.wheelhouse.catalog.CatalogIds;
import dev.wheelhouse.catalog.CatalogSettings;
import dev.wheelhouse.catalog.launch.LaunchQueue;
import dev.wheelhouse.catalog.launch.LaunchWorker;
import dev.wheelhouse.catalog.launch.Settlement;
import dev.wheelhouse.catalog.sql.ConstraintStore;
import dev.wheelhouse.catalog.sql.IdempotencyStore;
import dev.wheelhouse.catalog.sql.PortfolioShareStore;
import dev.wheelhouse.catalog.sql.PortfolioStore;
import dev.wheelhouse.catalog.sql.PrincipalAssociationStore;
import dev.wheelhouse.catalog.sql.ProductAssociationStore;
import dev.wheelhouse.catalog.sql.ProductStore;
import dev.wheelhouse.catalog.sql.ProvisionedProductFinder;
import dev.wheelhouse.catalog.sql.ProvisionedProductStore;
import dev.wheelhouse.catalog.sql.ProvisioningArtifactStore;
import dev.wheelhouse.catalog.sql.RecordStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.access.Callers;
import dev.wheelhouse.stacks.StackEngine;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Jobs;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceApi;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.servicecatalog.model.AcceptPortfolioShareRequest;
import software.amazon.awssdk.services.servicecatalog.model.AssociatePrincipalWithPortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.AssociateProductWithPortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.CreateConstraintRequest;
import software.amazon.awssdk.services.servicecatalog.model.CreatePortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.CreatePortfolioShareRequest;
import software.amazon.awssdk.services.servicecatalog.model.CreateProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.CreateProvisioningArtifactRequest;
import software.amazon.awssdk.services.servicecatalog.model.DeleteConstraintRequest;
import software.amazon.awssdk.services.servicecatalog.model.DeletePortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.DeletePortfolioShareRequest;
import software.amazon.awssdk.services.servicecatalog.model.DeleteProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.DeleteProvisioningArtifactRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribeConstraintRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribePortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribePortfolioSharesRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProductAsAdminRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProductViewRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProvisionedProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProvisioningArtifactRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProvisioningParametersRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribeRecordRequest;
import software.amazon.awssdk.services.servicecatalog.model.DisassociatePrincipalFromPortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.DisassociateProductFromPortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.GetProvisionedProductOutputsRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListAcceptedPortfolioSharesRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListConstraintsForPortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListLaunchPathsRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListPortfolioAccessRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListPortfoliosForProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListPortfoliosRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListPrincipalsForPortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListProvisioningArtifactsRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListRecordHistoryRequest;
import software.amazon.awssdk.services.servicecatalog.model.ProvisionProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.RejectPortfolioShareRequest;
import software.amazon.awssdk.services.servicecatalog.model.ScanProvisionedProductsRequest;
import software.amazon.awssdk.services.servicecatalog.model.SearchProductsAsAdminRequest;
import software.amazon.awssdk.services.servicecatalog.model.SearchProductsRequest;
import software.amazon.awssdk.services.servicecatalog.model.SearchProvisionedProductsRequest;
import software.amazon.awssdk.services.servicecatalog.model.TerminateProvisionedProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.UpdateConstraintRequest;
import software.amazon.awssdk.services.servicecatalog.model.UpdatePortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.UpdatePortfolioShareRequest;
import software.amazon.awssdk.services.servicecatalog.model.UpdateProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.UpdateProvisionedProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.UpdateProvisioningArtifactRequest;

/** AWS Service Catalog: what it is made of, and the actions that it offers. Thread-safe. */
public final class ServiceCatalogService {
    private final Portfolios portfolios;
    private final PortfolioShares shares;
    private final Principals principals;
    private final Products products;
    private final ProvisioningArtifacts artifacts;
    private final ProductAssociations associations;
    private final Constraints constraints;
    private final ProductViews views;
    private final LaunchPaths paths;
    private final Launches launches;
    private final Updates updates;
    private final ProvisionedProducts provisionedProducts;
    private final Records records;

    /**
     * @param jobs takes the launches' worker, so this must be made before the jobs start
     * @param random makes up ids; one that cannot be predicted
     * @param templates reads the templates of new versions
     * @param callers knows users, groups and roles
     * @param settings what can be set about it
     */
    public ServiceCatalogService(
            Database database,
            Journal journal,
            Jobs jobs,
            Sealer sealer,
            InstantSource clock,
            RandomGenerator random,
            TemplateSource templates,
            Callers callers,
            StackEngine engine,
            CatalogSettings settings) {
        var quotas = settings.quotas();
        var portfolioStore = new PortfolioStore();
        var productStore = new ProductStore();
        var artifactStore = new ProvisioningArtifactStore();
        var associationStore = new ProductAssociationStore();
        var constraintStore = new ConstraintStore(settings.launchConstraintsFollow());
        var shareStore = new PortfolioShareStore();
        var principalStore = new PrincipalAssociationStore();
        var lookup = new AuthorizedLookup(portfolioStore, productStore);
        var idempotency =
                new Idempotency(new IdempotencyStore(), sealer, settings.tokenRetention());
        var entries = new Entries(journal);
        var ids = new CatalogIds(database.idNumbers(random));
        var versions = new Versions(artifactStore, templates);
        this.portfolios =
                new Portfolios(
                        database,
                        portfolioStore,
                        associationStore,
                        constraintStore,
                        shareStore,
                        principalStore,
                        lookup,
                        idempotency,
                        entries,
                        ids,
                        quotas);
        this.shares =
                new PortfolioShares(
                        database,
                        portfolioStore,
                        shareStore,
                        associationStore,
                        principalStore,
                        lookup,
                        entries,
                        quotas);
        this.principals =
                new Principals(database, principalStore, callers, lookup, entries, quotas);
        this.products =
                new Products(
                        database,
                        productStore,
                        artifactStore,
                        associationStore,
                        constraintStore,
                        versions,
                        lookup,
                        idempotency,
                        entries,
                        ids,
                        quotas);
        this.artifacts =
                new ProvisioningArtifacts(
                        database,
                        productStore,
                        artifactStore,
                        versions,
                        lookup,
                        idempotency,
                        entries,
                        ids,
                        quotas);
        this.associations =
                new ProductAssociations(
                        database,
                        portfolioStore,
                        associationStore,
                        constraintStore,
                        shareStore,
                        principalStore,
                        lookup,
                        entries,
                        quotas);
        this.constraints =
                new Constraints(
                        database,
                        constraintStore,
                        productStore,
                        associationStore,
                        callers,
                        lookup,
                        idempotency,
                        entries,
                        ids,
                        quotas);
        var provisionedProductStore = new ProvisionedProductStore();
        var recordStore = new RecordStore(sealer);
        var queue = new LaunchQueue(jobs, sealer, recordStore);
        jobs.register(
                LaunchQueue.KIND,
                new LaunchWorker(
                        database,
                        engine,
                        callers,
                        queue,
                        recordStore,
                        provisionedProductStore,
                        artifactStore,
                        new Settlement(
                                database,
                                recordStore,
                                provisionedProductStore,
                                journal,
                                queue,
                                clock)));
        var finder =
                new LaunchPathFinder(
                        portfolioStore,
                        productStore,
                        associationStore,
                        constraintStore,
                        principalStore);
        var endUserVersions = new EndUserVersions(artifactStore);
        this.views = new ProductViews(database, artifactStore, finder);
        this.paths = new LaunchPaths(database, artifactStore, finder, endUserVersions);
        this.launches =
                new Launches(
                        database,
                        finder,
                        endUserVersions,
                        provisionedProductStore,
                        recordStore,
                        queue,
                        idempotency,
                        entries,
                        ids,
                        settings);
        this.updates =
                new Updates(
                        database,
                        launches,
                        finder,
                        endUserVersions,
                        productStore,
                        artifactStore,
                        provisionedProductStore,
                        queue,
                        idempotency,
                        entries,
                        ids);
        this.provisionedProducts =
                new ProvisionedProducts(
                        database, launches, new ProvisionedProductFinder(), recordStore);
        this.records = new Records(database, recordStore);
    }

    private void userActions(ServiceApi.Builder<Call> api) {
        api.action("SearchProducts", SearchProductsRequest::builder, views::search)
                .action("DescribeProduct", DescribeProductRequest::builder, views::describe)
                .action(
                        "DescribeProductView",
                        DescribeProductViewRequest::builder,
                        views::describeView)
                .action("ListLaunchPaths", ListLaunchPathsRequest::builder, paths::list)
                .action(
                        "DescribeProvisioningParameters",
                        DescribeProvisioningParametersRequest::builder,
                        paths::describeParameters)
                .action("ProvisionProduct", ProvisionProductRequest::builder, launches::provision)
                .action(
                        "UpdateProvisionedProduct",
                        UpdateProvisionedProductRequest::builder,
                        updates::update)
                .action(
                        "TerminateProvisionedProduct",
                        TerminateProvisionedProductRequest::builder,
                        launches::terminate)
                .action(
                        "DescribeProvisionedProduct",
                        DescribeProvisionedProductRequest::builder,
                        provisionedProducts::describe)
                .action(
                        "GetProvisionedProductOutputs",
                        GetProvisionedProductOutputsRequest::builder,
                        provisionedProducts::outputs)
                .action(
                        "ScanProvisionedProducts",
                        ScanProvisionedProductsRequest::builder,
                        provisionedProducts::scan)
                .action(
                        "SearchProvisionedProducts",
                        SearchProvisionedProductsRequest::builder,
                        provisionedProducts::search)
                .action("DescribeRecord", DescribeRecordRequest::builder, records::describe)
                .action("ListRecordHistory", ListRecordHistoryRequest::builder, records::list);
    }

    /** The actions, as the dispatcher serves them. */
    public ServiceApi<Call> api() {
        var api =
                ServiceApi.<Call>of("servicecatalog", Protocol.JSON_1_1)
                        .checking(Languages::requireKnown);
        portfolioActions(api);
        productActions(api);
        constraintActions(api);
        userActions(api);
        return api.build();
    }

    private void portfolioActions(ServiceApi.Builder<Call> api) {
        api.action("CreatePortfolio", CreatePortfolioRequest::builder, portfolios::create)
                .action(
                        "DescribePortfolio",
                        DescribePortfolioRequest::builder,
                        portfolios::describe)
                .action("ListPortfolios", ListPortfoliosRequest::builder, portfolios::list)
                .action("UpdatePortfolio", UpdatePortfolioRequest::builder, portfolios::update)
                .action("DeletePortfolio", DeletePortfolioRequest::builder, portfolios::delete)
                .action(
                        "CreatePortfolioShare",
                        CreatePortfolioShareRequest::builder,
                        shares::create)
                .action(
                        "UpdatePortfolioShare",
                        UpdatePortfolioShareRequest::builder,
                        shares::update)
                .action(
                        "DeletePortfolioShare",
                        DeletePortfolioShareRequest::builder,
                        shares::delete)
                .action(
                        "DescribePortfolioShares",
                        DescribePortfolioSharesRequest::builder,
                        shares::describe)
                .action(
                        "ListPortfolioAccess",
                        ListPortfolioAccessRequest::builder,
                        shares::listAccess)
                .action(
                        "AcceptPortfolioShare",
                        AcceptPortfolioShareRequest::builder,
                        shares::accept)
                .action(
                        "RejectPortfolioShare",
                        RejectPortfolioShareRequest::builder,
                        shares::reject)
                .action(
                        "ListAcceptedPortfolioShares",
                        ListAcceptedPortfolioSharesRequest::builder,
                        shares::listAccepted)
                .action(
                        "AssociatePrincipalWithPortfolio",
                        AssociatePrincipalWithPortfolioRequest::builder,
                        principals::associate)
                .action(
                        "DisassociatePrincipalFromPortfolio",
                        DisassociatePrincipalFromPortfolioRequest::builder,
                        principals::disassociate)
                .action(
                        "ListPrincipalsForPortfolio",
                        ListPrincipalsForPortfolioRequest::builder,
                        principals::list);
    }

    private void productActions(ServiceApi.Builder<Call> api) {
        api.action("CreateProduct", CreateProductRequest::builder, products::create)
                .action(
                        "DescribeProductAsAdmin",
                        DescribeProductAsAdminRequest::builder,
                        products::describeAsAdmin)
                .action("UpdateProduct", UpdateProductRequest::builder, products::update)
                .action("DeleteProduct", DeleteProductRequest::builder, products::delete)
                .action(
                        "SearchProductsAsAdmin",
                        SearchProductsAsAdminRequest::builder,
                        products::searchAsAdmin)
                .action(
                        "CreateProvisioningArtifact",
                        CreateProvisioningArtifactRequest::builder,
                        artifacts::create)
                .action(
                        "DescribeProvisioningArtifact",
                        DescribeProvisioningArtifactRequest::builder,
                        artifacts::describe)
                .action(
                        "UpdateProvisioningArtifact",
                        UpdateProvisioningArtifactRequest::builder,
                        artifacts::update)
                .action(
                        "DeleteProvisioningArtifact",
                        DeleteProvisioningArtifactRequest::builder,
                        artifacts::delete)
                .action(
                        "ListProvisioningArtifacts",
                        ListProvisioningArtifactsRequest::builder,
                        artifacts::list)
                .action(
                        "AssociateProductWithPortfolio",
                        AssociateProductWithPortfolioRequest::builder,
                        associations::associate)
                .action(
                        "DisassociateProductFromPortfolio",
                        DisassociateProductFromPortfolioRequest::builder,
                        associations::disassociate)
                .action(
                        "ListPortfoliosForProduct",
                        ListPortfoliosForProductRequest::builder,
                        associations::listPortfolios);
    }

    private void constraintActions(ServiceApi.Builder<Call> api) {
        api.action("CreateConstraint", CreateConstraintRequest::builder, constraints::create)
                .action(
                        "DescribeConstraint",
                        DescribeConstraintRequest::builder,
                        constraints::describe)
                .action("UpdateConstraint", UpdateConstraintRequest::builder, constraints::update)
                .action("DeleteConstraint", DeleteConstraintRequest::builder, constraints::delete)
                .action(
                        "ListConstraintsForPortfolio",
                        ListConstraintsForPortfolioRequest::builder,
                        constraints::list);
    }
}

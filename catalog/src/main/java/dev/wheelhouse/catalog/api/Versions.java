package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;

import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProductType;
import dev.wheelhouse.catalog.ProvisioningArtifact;
import dev.wheelhouse.catalog.ProvisioningArtifact.Source;
import dev.wheelhouse.catalog.ProvisioningArtifactId;
import dev.wheelhouse.catalog.sql.ProvisioningArtifactStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.sql.Handle;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactProperties;

/** Makes the versions of products, for CreateProduct and CreateProvisioningArtifact alike. */
final class Versions {
    private static final String URL_KEY = "LoadTemplateFromURL";
    private static final String STACK_KEY = "ImportFromPhysicalId";

    private final ProvisioningArtifactStore artifacts;
    private final TemplateSource templates;

    Versions(ProvisioningArtifactStore artifacts, TemplateSource templates) {
        this.artifacts = artifacts;
        this.templates = templates;
    }

    /** Makes a version with its copy of the template, which is read with the caller's rights. */
    ProvisioningArtifact make(
            Handle db,
            Call call,
            Product product,
            ProvisioningArtifactId id,
            ProvisioningArtifactProperties properties) {
        var type =
                Optional.ofNullable(properties.typeAsString())
                        .map(Versions::type)
                        .orElse(ProductType.CLOUD_FORMATION_TEMPLATE);
        var source = source(properties.info());
        var template = template(db, call, source);
        if (!Boolean.TRUE.equals(properties.disableTemplateValidation())) {
            check(template);
        }
        var artifact =
                new ProvisioningArtifact(
                        product.account(),
                        product.region(),
                        product.id(),
                        id,
                        Optional.ofNullable(properties.name())
                                .filter(Shapes::given)
                                .orElse(id.value()),
                        Optional.ofNullable(properties.description()),
                        type,
                        source,
                        true,
                        ProvisioningArtifact.Guidance.DEFAULT,
                        call.time());
        artifacts.insert(db, artifact, template);
        return artifact;
    }

    /** The type of this name, if products of it can be made here. */
    static ProductType type(String name) {
        return ProductType.named(name)
                .orElseThrow(() ->
                        INVALID_PARAMETERS.because(
                                "Products of type "
                                        + name
                                        + " are not built yet; the type that is built is"
                                        + " CLOUD_FORMATION_TEMPLATE."));
    }

    private static Source source(Map<String, String> info) {
        var url = info.get(URL_KEY);
        var stack = info.get(STACK_KEY);
        if (!Set.of(URL_KEY, STACK_KEY).containsAll(info.keySet())
                || (url == null) == (stack == null)) {
            throw INVALID_PARAMETERS.because(
                    "Info must hold exactly one of LoadTemplateFromURL or ImportFromPhysicalId, and"
                            + " nothing else.");
        }
        if (stack != null) {
            return new Source.StackTemplate(stack);
        }
        return new Source.TemplateUrl(Objects.requireNonNull(url));
    }

    private String template(Handle db, Call call, Source source) {
        try {
            return switch (source) {
                case Source.TemplateUrl template -> templates.at(db, call, template.url());
                case Source.StackTemplate stack -> templates.ofStack(db, call, stack.stackArn());
            };
        } catch (TemplateUnreadableException cause) {
            throw INVALID_PARAMETERS.because(cause.reason());
        }
    }

    private void check(String template) {
        try {
            templates.check(template);
        } catch (TemplateUnreadableException cause) {
            throw INVALID_PARAMETERS.because("Invalid templateBody. " + cause.reason());
        }
    }
}

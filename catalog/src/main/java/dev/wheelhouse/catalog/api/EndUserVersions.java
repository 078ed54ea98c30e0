package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_NOT_FOUND;

import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProvisioningArtifact;
import dev.wheelhouse.catalog.sql.ProvisioningArtifactStore;
import dev.wheelhouse.stacks.template.Template;
import dev.wheelhouse.stacks.template.TemplateException;
import dev.wheelhouse.store.sql.Handle;
import org.jspecify.annotations.Nullable;

/** Finds the version that an end user names; inactive ones are not there for end users. */
final class EndUserVersions {
    private final ProvisioningArtifactStore artifacts;

    EndUserVersions(ProvisioningArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /** The active version that a request names by id or by name. */
    ProvisioningArtifact named(
            Handle db, Product product, @Nullable String id, @Nullable String name) {
        if (Shapes.given(id) == Shapes.given(name)) {
            throw INVALID_PARAMETERS.because(
                    "Exactly one of ProvisioningArtifactId or ProvisioningArtifactName must be"
                            + " provided.");
        }
        var named =
                artifacts.of(db, product).stream()
                        .filter(artifact ->
                                Shapes.given(id)
                                        ? artifact.id().value().equals(id)
                                        : artifact.active() && artifact.name().equals(name))
                        .toList();
        if (named.size() > 1) {
            throw INVALID_PARAMETERS.because(
                    "Multiple Provisioning Artifact with name " + name + " found.");
        }
        var artifact =
                named.stream()
                        .findFirst()
                        .orElseThrow(() ->
                                RESOURCE_NOT_FOUND.because(
                                        "ProvisioningArtifact "
                                                + (Shapes.given(id) ? id : name)
                                                + " not found."));
        if (!artifact.active()) {
            throw INVALID_PARAMETERS.because(
                    "ProvisioningArtifact " + artifact.id() + " is not active.");
        }
        return artifact;
    }

    /** The template of a version, as far as it is one: nothing need have checked it before. */
    static Template parse(String template) {
        try {
            return Template.parse(template);
        } catch (TemplateException cause) {
            throw INVALID_PARAMETERS.because(String.valueOf(cause.getMessage()));
        }
    }
}

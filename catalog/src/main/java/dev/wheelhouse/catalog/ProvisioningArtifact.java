package dev.wheelhouse.catalog;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import java.time.Instant;
import java.util.Optional;

/**
 * A provisioning artifact: one version of a product. Its template was copied when it was made;
 * later edits of what the source names do not matter.
 *
 * @param account the account that owns the product
 * @param active whether end users see it; an inactive one can neither be launched nor updated to
 */
public record ProvisioningArtifact(
        AccountId account,
        Region region,
        ProductId product,
        ProvisioningArtifactId id,
        String name,
        Optional<String> description,
        ProductType type,
        Source source,
        boolean active,
        Guidance guidance,
        Instant createdAt) {
    /** Where the template came from, answered byte for byte as it was given. */
    public sealed interface Source {
        /** A template in S3. */
        record TemplateUrl(String url) implements Source {}

        /** The template of a stack, named by its ARN. */
        record StackTemplate(String stackArn) implements Source {}
    }

    /** What end users are told about using it. */
    public enum Guidance {
        DEFAULT,
        /** No new launches; updates of provisioned products that already run it are allowed. */
        DEPRECATED
    }

    /** Whether a new launch, or an update from another artifact, may use it. */
    public boolean launchable() {
        return active && guidance == Guidance.DEFAULT;
    }

    /** Whether an update may use it, given the artifact that the provisioned product now runs. */
    public boolean updatableFrom(ProvisioningArtifactId running) {
        return active && (guidance == Guidance.DEFAULT || id.equals(running));
    }
}

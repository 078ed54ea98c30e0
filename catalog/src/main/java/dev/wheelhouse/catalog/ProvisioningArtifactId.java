package dev.wheelhouse.catalog;

/**
 * Names one provisioning artifact (version of a product), for example {@code pa-4k2m7qzxbn3ra}.
 *
 * @param value 1 to 100 letters, digits, hyphens or underscores (API shape Id)
 * @throws IllegalArgumentException if the value does not have that format
 */
public record ProvisioningArtifactId(String value) {
    public ProvisioningArtifactId {
        IdFormat.check(value, "provisioning artifact (version of a product)");
    }

    @Override
    public String toString() {
        return value;
    }
}

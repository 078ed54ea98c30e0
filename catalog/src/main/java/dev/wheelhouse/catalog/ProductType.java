package dev.wheelhouse.catalog;

import java.util.Arrays;
import java.util.Optional;

/** What a product is made of, as far as products of the type can be made here. */
public enum ProductType {
    CLOUD_FORMATION_TEMPLATE;

    /** The type of this API name; empty for one that cannot be made here. */
    public static Optional<ProductType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}

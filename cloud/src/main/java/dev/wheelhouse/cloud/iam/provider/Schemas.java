package dev.wheelhouse.cloud.iam.provider;

import dev.wheelhouse.cloud.resource.ResourceSchema.Property;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceSchema.Update;

/** Short words for properties, and how long names may be. */
final class Schemas {
    /** The longest name of a role or user. */
    static final int MAX_PRINCIPAL_NAME = 64;

    /** The longest name of a group, policy or instance profile. */
    static final int MAX_NAME = 128;

    private Schemas() {}

    /** A required property whose change means replacement. */
    static Property requiredFixed(Shape shape) {
        return new Property(shape, true, Update.REPLACEMENT);
    }

    /** A required property that can change. */
    static Property required(Shape shape) {
        return new Property(shape, true, Update.IN_PLACE);
    }

    /** A property whose change means replacement. */
    static Property fixed(Shape shape) {
        return new Property(shape, false, Update.REPLACEMENT);
    }

    /** A property that can change. */
    static Property changeable(Shape shape) {
        return new Property(shape, false, Update.IN_PLACE);
    }
}

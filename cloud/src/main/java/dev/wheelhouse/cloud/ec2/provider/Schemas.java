package dev.wheelhouse.cloud.ec2.provider;

import dev.wheelhouse.cloud.resource.ResourceSchema.Property;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceSchema.Update;

/** Short words for properties. */
final class Schemas {
    private Schemas() {}

    /** A required property whose change means replacement. */
    static Property requiredFixed(Shape shape) {
        return new Property(shape, true, Update.REPLACEMENT);
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

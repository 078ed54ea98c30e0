package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Property;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.document.Value;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Checks resolved properties against their type, as CloudFormation does when the resource starts.
 * Scalars of one kind may stand for those of another: {@code "true"} for {@code true}.
 */
final class PropertyCheck {
    private PropertyCheck() {}

    /**
     * @throws PropertyFailure with CloudFormation's text
     */
    static void check(ResourceSchema schema, Value.Members properties) {
        properties.values().keySet().stream()
                .filter(name -> !schema.properties().containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new PropertyFailure("Encountered unsupported property " + name);
                });
        var missing = new ArrayList<String>();
        schema.properties()
                .forEach((name, property) -> {
                    if (property.required() && !properties.has(name)) {
                        missing.add("The property {/" + name + "} is required");
                    }
                });
        if (!missing.isEmpty()) {
            throw new PropertyFailure(
                    "Property validation failure: [" + String.join(", ", missing) + "]");
        }
        properties
                .values()
                .forEach((name, value) -> {
                    var property = schema.properties().get(name);
                    if (property != null) {
                        mismatch(property, value)
                                .ifPresent(kind -> {
                                    throw new PropertyFailure(
                                            "Value of property " + name + " must be " + kind);
                                });
                    }
                });
    }

    private static Optional<String> mismatch(Property property, Value value) {
        var fits =
                switch (property.shape()) {
                    case STRING -> value.scalar().isPresent();
                    case NUMBER -> value.scalar().filter(PropertyCheck::isNumber).isPresent();
                    case BOOLEAN ->
                            value.scalar()
                                    .filter(text ->
                                            text.equalsIgnoreCase("true")
                                                    || text.equalsIgnoreCase("false"))
                                    .isPresent();
                    case LIST -> value instanceof Value.Items;
                    case OBJECT -> value instanceof Value.Members;
                    case JSON ->
                            value instanceof Value.Members
                                    || value instanceof Value.Items
                                    || value instanceof Value.Text;
                };
        return fits ? Optional.empty() : Optional.of(kind(property.shape()));
    }

    private static String kind(Shape shape) {
        return switch (shape) {
            case STRING -> "of type String";
            case NUMBER -> "of type Number";
            case BOOLEAN -> "of type Boolean";
            case LIST -> "of type List";
            case OBJECT, JSON -> "an object";
        };
    }

    private static boolean isNumber(String text) {
        return text.matches("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    }
}

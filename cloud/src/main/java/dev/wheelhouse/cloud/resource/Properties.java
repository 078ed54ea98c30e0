package dev.wheelhouse.cloud.resource;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a resource's properties, whose scalars may come as text. What is not of the kind asked for
 * is a {@link ResourceFailure} that names the property.
 */
public record Properties(Value.Members values) {
    public boolean has(String name) {
        return values.has(name);
    }

    /** A property's text, if it is there. */
    public Optional<String> text(String name) {
        return values.get(name)
                .map(value -> value.scalar().orElseThrow(() -> wrong(name, "a string", value)));
    }

    /**
     * A property's text.
     *
     * @throws ResourceFailure also if it is not there
     */
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    /** A whole number, if it is there. */
    public Optional<Integer> number(String name) {
        return text(name)
                .map(text -> {
                    try {
                        return Integer.parseInt(text.strip());
                    } catch (NumberFormatException _) {
                        throw invalid("Property " + name + " must be a number, but is " + text);
                    }
                });
    }

    /** A boolean, if it is there. */
    public Optional<Boolean> flag(String name) {
        return text(name)
                .map(text ->
                        switch (text.toLowerCase(Locale.ROOT)) {
                            case "true" -> true;
                            case "false" -> false;
                            default ->
                                    throw invalid(
                                            "Property "
                                                    + name
                                                    + " must be true or false, but is "
                                                    + text);
                        });
    }

    /** The members of a list of texts; empty when it is not there. A single text counts as one. */
    public List<String> texts(String name) {
        return items(name)
                .map(value -> value.scalar().orElseThrow(() -> wrong(name, "a string", value)))
                .toList();
    }

    /** The members of a list of objects; empty when it is not there. */
    public List<Properties> objects(String name) {
        return items(name)
                .map(value -> {
                    if (value instanceof Value.Members members) {
                        return new Properties(members);
                    }
                    throw wrong(name, "an object", value);
                })
                .toList();
    }

    /** An object, if it is there. */
    public Optional<Properties> object(String name) {
        return values.get(name)
                .map(value -> {
                    if (value instanceof Value.Members members) {
                        return new Properties(members);
                    }
                    throw wrong(name, "an object", value);
                });
    }

    /** A document, given as an object or as its JSON text, if it is there. */
    public Optional<String> document(String name) {
        return values.get(name)
                .map(value ->
                        switch (value) {
                            case Value.Members members -> Json.write(members);
                            case Value.Text(var text) -> text;
                            default -> throw wrong(name, "an object", value);
                        });
    }

    /**
     * A document.
     *
     * @throws ResourceFailure also if it is not there
     */
    public String requiredDocument(String name) {
        return document(name).orElseThrow(() -> missing(name));
    }

    /**
     * These properties, when there are no others than those named: what an object inside a property
     * has beside them is refused, not ignored.
     */
    public Properties only(Set<String> names) {
        values.values().keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw invalid("Encountered unsupported property " + name);
                });
        return this;
    }

    /**
     * The tags of a resource: the stack's, and those of the property {@code Tags} ({@code [{Key,
     * Value}]}), which win.
     *
     * @throws ResourceFailure if the template sets a tag that begins with {@code aws:}
     */
    public SequencedMap<String, String> tags(Map<String, String> ofStack) {
        var tags = new LinkedHashMap<>(ofStack);
        for (var tag : objects("Tags")) {
            var key = tag.requiredText("Key");
            refuseReserved(key);
            tags.put(key, tag.requiredText("Value"));
        }
        return tags;
    }

    /** Refuses a tag of a template that has a name of AWS's own. */
    public static void refuseReserved(String tag) {
        if (tag.startsWith("aws:")) {
            throw invalid("Tag keys starting with 'aws:' are reserved for internal use: " + tag);
        }
    }

    /** Says that a property must be there. */
    public static ResourceFailure missing(String name) {
        return invalid("Property " + name + " is required");
    }

    /** Says that properties make no sense. */
    public static ResourceFailure invalid(String message) {
        return new ResourceFailure(ResourceFailure.Code.INVALID_REQUEST, message);
    }

    private Stream<Value> items(String name) {
        return switch (values.get(name).orElse(new Value.Null())) {
            case Value.Null _ -> Stream.of();
            case Value.Items items -> items.values().stream();
            case Value single -> Stream.of(single);
        };
    }

    private static ResourceFailure wrong(String name, String expected, Value value) {
        return invalid("Property " + name + " must be " + expected + ", but is " + value.kind());
    }
}

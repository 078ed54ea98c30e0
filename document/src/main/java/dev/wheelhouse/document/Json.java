package dev.wheelhouse.document;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** JSON text to {@link Value} and back. Thread-safe. */
public final class Json {
    /** The deepest nesting that is read. */
    public static final int MAX_DEPTH = 200;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(1000)
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private static final JsonFactory REPEATING =
            FACTORY.rebuild().disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    /** What the parser says of itself, its sources and its settings, which helps no author. */
    private static final Pattern OF_THE_LIBRARY =
            Pattern.compile(
                    " \\(start marker at \\[.*?\\]\\)|: enable `[^`]*` to allow|, from `[^`]*`");

    private Json() {}

    /**
     * Reads one JSON document.
     *
     * @throws MalformedJsonException if the text is not JSON, nests deeper than {@link #MAX_DEPTH},
     *     names a member twice, or goes on after the document
     */
    public static Value read(String text) {
        return read(FACTORY, text);
    }

    /**
     * Reads one JSON document in which an object may name a member twice: the last one counts.
     *
     * @throws MalformedJsonException as {@link #read} otherwise
     */
    public static Value readRepeating(String text) {
        return read(REPEATING, text);
    }

    private static Value read(JsonFactory factory, String text) {
        try (var parser = factory.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                throw new MalformedJsonException("The document is empty", 1, 1);
            }
            var value = value(parser);
            if (parser.nextToken() != null) {
                throw malformed("Unexpected text after the document", parser);
            }
            return value;
        } catch (JacksonException cause) {
            var location = cause.getLocation();
            throw new MalformedJsonException(
                    OF_THE_LIBRARY.matcher(cause.getOriginalMessage()).replaceAll(""),
                    location == null ? 1 : Math.max(1, location.getLineNr()),
                    location == null ? 1 : Math.max(1, location.getColumnNr()));
        }
    }

    /**
     * Reads one JSON object.
     *
     * @throws MalformedJsonException as {@link #read}, and if the document is not an object
     */
    public static Value.Members readObject(String text) {
        if (read(text) instanceof Value.Members members) {
            return members;
        }
        throw new MalformedJsonException("The document is not an object", 1, 1);
    }

    /** Writes compact JSON; members keep their order. */
    public static String write(Value value) {
        var out = new StringWriter(256);
        try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(generator, value);
        }
        return out.toString();
    }

    private static Value value(JsonParser parser) {
        var token = parser.currentToken();
        return switch (token) {
            case VALUE_NULL -> new Value.Null();
            case VALUE_TRUE -> Value.bool(true);
            case VALUE_FALSE -> Value.bool(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Num(parser.getString());
            case VALUE_STRING -> Value.text(parser.getString());
            case START_ARRAY -> {
                var values = new ArrayList<Value>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    values.add(value(parser));
                }
                yield new Value.Items(values);
            }
            case START_OBJECT -> {
                var members = new LinkedHashMap<String, Value>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                yield new Value.Members(members);
            }
            case NOT_AVAILABLE, END_ARRAY, END_OBJECT, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw malformed("Unexpected " + token, parser);
        };
    }

    private static void write(JsonGenerator out, Value value) {
        switch (value) {
            case Value.Null _ -> out.writeNull();
            case Value.Bool bool -> out.writeBoolean(bool.value());
            case Value.Num number -> {
                if (isJsonNumber(number.source())) {
                    out.writeRawValue(number.source());
                } else {
                    out.writeString(number.source());
                }
            }
            case Value.Text text -> out.writeString(text.value());
            case Value.Items items -> {
                out.writeStartArray();
                items.values().forEach(item -> write(out, item));
                out.writeEndArray();
            }
            case Value.Members members -> {
                out.writeStartObject();
                members.values()
                        .forEach((name, member) -> {
                            out.writeName(name);
                            write(out, member);
                        });
                out.writeEndObject();
            }
        }
    }

    /**
     * YAML knows numbers that JSON does not, such as {@code 0123}; those are written as strings.
     */
    private static boolean isJsonNumber(String source) {
        return NUMBER.matcher(source).matches();
    }

    private static MalformedJsonException malformed(String message, JsonParser parser) {
        var location = parser.currentTokenLocation();
        return new MalformedJsonException(message, location.getLineNr(), location.getColumnNr());
    }
}

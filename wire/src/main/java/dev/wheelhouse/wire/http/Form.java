package dev.wheelhouse.wire.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of a query string or a form body, decoded, in the order received.
 *
 * @param parameters names and values; a parameter without {@code =} has an empty value
 */
public record Form(List<Parameter> parameters) {
    /** The most parameters that are read. */
    public static final int MAX_PARAMETERS = 20_000;

    /** One parameter. */
    public record Parameter(String name, String value) {}

    public Form {
        parameters = List.copyOf(parameters);
    }

    /**
     * Reads a query string or form body.
     *
     * @throws IllegalArgumentException if an escape is broken, the bytes are not UTF-8, or there
     *     are more than {@link #MAX_PARAMETERS} parameters
     */
    public static Form parse(String text) {
        var parameters = new ArrayList<Parameter>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('&', start);
            if (end < 0) {
                end = text.length();
            }
            if (end > start) {
                if (parameters.size() == MAX_PARAMETERS) {
                    throw new IllegalArgumentException("More than 20000 parameters");
                }
                int equals = text.indexOf('=', start);
                boolean valued = equals >= 0 && equals < end;
                parameters.add(
                        new Parameter(
                                Percent.decodeForm(text.substring(start, valued ? equals : end)),
                                valued ? Percent.decodeForm(text.substring(equals + 1, end)) : ""));
            }
            start = end + 1;
        }
        return new Form(parameters);
    }

    /** The first value of a parameter. */
    public Optional<String> first(String name) {
        for (var parameter : parameters) {
            if (parameter.name().equals(name)) {
                return Optional.of(parameter.value());
            }
        }
        return Optional.empty();
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }

    /**
     * The first value of a parameter in a text that may be large, without decoding the others; the
     * value as it stands when it can't be decoded.
     */
    public static Optional<String> find(String text, String name) {
        var sought = name + "=";
        int start = 0;
        while (start >= 0 && start < text.length()) {
            if (text.startsWith(sought, start)) {
                int end = text.indexOf('&', start);
                var value = text.substring(start + sought.length(), end < 0 ? text.length() : end);
                return Optional.of(decodedOrRaw(value));
            }
            int next = text.indexOf('&', start);
            start = next < 0 ? -1 : next + 1;
        }
        return Optional.empty();
    }

    private static String decodedOrRaw(String value) {
        try {
            return Percent.decodeForm(value);
        } catch (IllegalArgumentException _) {
            return value;
        }
    }
}

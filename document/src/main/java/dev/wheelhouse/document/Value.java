package dev.wheelhouse.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A value of a JSON-like document. Immutable; compares by content.
 *
 * <p>A number keeps the text it was written with: a template engine that turns {@code 012345670123}
 * into an octal integer or {@code 1e3} into {@code 1000.0} corrupts account ids and names.
 */
public sealed interface Value {
    record Null() implements Value {}

    record Bool(boolean value) implements Value {
        @Override
        public String toString() {
            return String.valueOf(value);
        }
    }

    /**
     * A number.
     *
     * @param source as it was written, for example {@code 1e3}
     */
    record Num(String source) implements Value {
        @Override
        public String toString() {
            return source;
        }
    }

    record Text(String value) implements Value {
        @Override
        public String toString() {
            return value;
        }
    }

    record Items(List<Value> values) implements Value {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return Json.write(this);
        }
    }

    /**
     * An object; keeps the order of its members.
     *
     * @param values the members by name
     */
    record Members(SequencedMap<String, Value> values) implements Value {
        public Members {
            values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
        }

        public Optional<Value> get(String name) {
            return Optional.ofNullable(values.get(name));
        }

        /** The member's scalar text, or empty when it is absent, null, a list or an object. */
        public Optional<String> text(String name) {
            return get(name).flatMap(Value::scalar);
        }

        public boolean has(String name) {
            return values.containsKey(name);
        }

        /** This object with one member set; a new name comes last. */
        public Members with(String name, Value value) {
            var copy = new LinkedHashMap<>(values);
            copy.put(name, value);
            return new Members(copy);
        }

        public Members without(String name) {
            var copy = new LinkedHashMap<>(values);
            copy.remove(name);
            return new Members(copy);
        }

        @Override
        public String toString() {
            return Json.write(this);
        }
    }

    static Value text(String value) {
        return new Text(value);
    }

    static Value bool(boolean value) {
        return new Bool(value);
    }

    static Value number(long value) {
        return new Num(Long.toString(value));
    }

    static Items list(List<? extends Value> values) {
        return new Items(List.copyOf(values));
    }

    static Items texts(Iterable<String> values) {
        var list = new java.util.ArrayList<Value>();
        values.forEach(value -> list.add(text(value)));
        return new Items(list);
    }

    static Members object() {
        return new Members(new LinkedHashMap<>());
    }

    static Members object(Map<String, ? extends Value> members) {
        return new Members(new LinkedHashMap<>(members));
    }

    static Members object(String name, Value value) {
        return object().with(name, value);
    }

    /**
     * The text of a string, number or boolean, as CloudFormation coerces it; empty for all others.
     */
    default Optional<String> scalar() {
        return switch (this) {
            case Text text -> Optional.of(text.value());
            case Num number -> Optional.of(number.source());
            case Bool bool -> Optional.of(String.valueOf(bool.value()));
            case Null _, Items _, Members _ -> Optional.empty();
        };
    }

    /** What kind of value this is, in the words of an error message: {@code "a list"}. */
    default String kind() {
        return switch (this) {
            case Text _ -> "a string";
            case Num _ -> "a number";
            case Bool _ -> "a boolean";
            case Null _ -> "null";
            case Items _ -> "a list";
            case Members _ -> "an object";
        };
    }
}

package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;

import dev.wheelhouse.identity.policy.Glob;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * The filters of EC2's lists: all of them must match, of each one value; values know {@code *} and
 * {@code ?}.
 */
final class Filters<T> {
    private final Map<String, Function<T, Collection<String>>> known = new LinkedHashMap<>();
    private final Function<T, Map<String, String>> tags;

    /**
     * @param tags of a thing, for {@code tag:KEY}, {@code tag-key} and {@code tag-value}
     */
    Filters(Function<T, Map<String, String>> tags) {
        this.tags = tags;
    }

    /** Adds a filter over one value. */
    Filters<T> one(String name, Function<T, String> value) {
        return many(name, thing -> List.of(value.apply(thing)));
    }

    /** Adds a filter over several values, of which any may match. */
    Filters<T> many(String name, Function<T, Collection<String>> values) {
        known.put(name, values);
        return this;
    }

    /**
     * What filters let through.
     *
     * @throws dev.wheelhouse.cloud.ec2.Ec2Refusal if a filter is not known
     */
    Predicate<T> matching(List<Filter> filters) {
        Predicate<T> all = _ -> true;
        for (var filter : filters) {
            var values = values(filter.name() == null ? "" : filter.name());
            var patterns = filter.values().stream().map(Glob::of).toList();
            all =
                    all.and(thing ->
                            values.apply(thing).stream()
                                    .anyMatch(value ->
                                            patterns.stream()
                                                    .anyMatch(pattern -> pattern.matches(value))));
        }
        return all;
    }

    private Function<T, Collection<String>> values(String name) {
        if (name.startsWith("tag:")) {
            var key = name.substring("tag:".length());
            return thing -> {
                var value = tags.apply(thing).get(key);
                return value == null ? List.of() : List.of(value);
            };
        }
        if (name.equals("tag-key")) {
            return thing -> tags.apply(thing).keySet();
        }
        if (name.equals("tag-value")) {
            return thing -> tags.apply(thing).values();
        }
        var values = known.get(name);
        if (values == null) {
            throw INVALID_PARAMETER_VALUE.because("The filter '" + name + "' is invalid");
        }
        return values;
    }
}

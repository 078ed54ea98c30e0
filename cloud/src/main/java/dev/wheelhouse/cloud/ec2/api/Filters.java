package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.UNSUPPORTED_OPERATION;

import dev.wheelhouse.identity.policy.Glob;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * The filters of one of EC2's lists, as the API Reference names them: all of them must match, of
 * each one value; values know {@code *} and {@code ?}.
 *
 * <p>A filter is over what the list answers: {@code metadata-options.http-tokens} is the member
 * {@code HttpTokens} of {@code MetadataOptions}. Where the name is no such path, the path is given
 * beside it ({@link #at(String, String)}). What an answer does not have matches nothing.
 */
final class Filters<T> {
    private static final String TAG = "tag:";

    private final Function<T, ? extends SdkPojo> answer;
    private final Map<String, Function<T, Collection<String>>> known = new LinkedHashMap<>();
    private final Set<String> notBuilt = new LinkedHashSet<>();

    /**
     * @param answer what the list answers of a thing
     */
    Filters(Function<T, ? extends SdkPojo> answer) {
        this.answer = answer;
    }

    /** Adds filters whose names are paths into the answer. */
    Filters<T> at(List<String> names) {
        names.forEach(name -> at(name, name));
        return this;
    }

    /** Adds a filter over what stands at a path of the answer. */
    Filters<T> at(String name, String path) {
        known.put(name, thing -> AnswerPath.values(answer.apply(thing), path));
        return this;
    }

    /** Adds a filter over one value that is no part of the answer. */
    Filters<T> one(String name, Function<T, String> value) {
        known.put(name, thing -> List.of(value.apply(thing)));
        return this;
    }

    /**
     * Adds {@code tag:KEY}, {@code tag-key} and {@code tag-value}.
     *
     * @param path of the tags in the answer
     */
    Filters<T> tags(String path) {
        return at("tag-key", path + ".Key").at("tag-value", path + ".Value");
    }

    /** Adds filters over what nothing here has: they match nothing. */
    Filters<T> absent(List<String> names) {
        names.forEach(name -> known.put(name, _ -> List.of()));
        return this;
    }

    /** Adds filters that EC2 has and that are not built: they are refused by name. */
    Filters<T> notBuilt(List<String> names) {
        notBuilt.addAll(names);
        return this;
    }

    /** The names of all filters that are built. */
    Set<String> names() {
        return known.keySet();
    }

    /**
     * What filters let through.
     *
     * @throws dev.wheelhouse.cloud.ec2.Ec2Refusal if a filter is not known or not built
     */
    List<T> select(List<T> all, List<Filter> filters) {
        var chosen = all;
        for (var filter : filters) {
            var values = values(filter.name() == null ? "" : filter.name());
            var patterns = filter.values().stream().map(Glob::of).toList();
            chosen =
                    chosen.stream()
                            .filter(thing ->
                                    values.apply(thing).stream()
                                            .anyMatch(value ->
                                                    patterns.stream()
                                                            .anyMatch(pattern ->
                                                                    pattern.matches(value))))
                            .toList();
        }
        return chosen;
    }

    private Function<T, Collection<String>> values(String name) {
        var keys = known.get("tag-key");
        if (keys != null && name.startsWith(TAG)) {
            var key = name.substring(TAG.length());
            var values = Objects.requireNonNull(known.get("tag-value"));
            return thing -> {
                var at = List.copyOf(keys.apply(thing)).indexOf(key);
                return at < 0 ? List.of() : List.of(List.copyOf(values.apply(thing)).get(at));
            };
        }
        if (notBuilt.contains(name)) {
            throw UNSUPPORTED_OPERATION.because(
                    "Wheelhouse has not built the filter '" + name + "' of this list yet.");
        }
        var values = known.get(name);
        if (values == null) {
            throw INVALID_PARAMETER_VALUE.because("The filter '" + name + "' is invalid");
        }
        return values;
    }
}

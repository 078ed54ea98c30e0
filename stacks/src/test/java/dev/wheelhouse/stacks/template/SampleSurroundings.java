package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account with what a test puts in it. */
final class SampleSurroundings implements Surroundings {
    static final PseudoParameters PSEUDO =
            PseudoParameters.of(
                    "111122223333",
                    "us-east-1",
                    "arn:aws:cloudformation:us-east-1:111122223333:stack/web/1",
                    "web",
                    List.of("arn:aws:sns:us-east-1:111122223333:news"));

    private final Map<String, Map<String, Map<String, Value>>> things = new HashMap<>();
    private final Map<String, String> stored = new HashMap<>();
    private final Map<String, String> exports = new HashMap<>();

    /** Puts something there: a value of a parameter type, with attributes. */
    SampleSurroundings with(String parameterType, String value, Map<String, Value> attributes) {
        things.computeIfAbsent(parameterType, _ -> new HashMap<>()).put(value, attributes);
        return this;
    }

    SampleSurroundings stored(String name, String value) {
        stored.put(name, value);
        return this;
    }

    SampleSurroundings exported(String name, String value) {
        exports.put(name, value);
        return this;
    }

    @Override
    public PseudoParameters pseudoParameters() {
        return PSEUDO;
    }

    @Override
    public boolean exists(String parameterType, String value) {
        return things.getOrDefault(parameterType, Map.of()).containsKey(value);
    }

    @Override
    public List<String> all(String parameterType) {
        return things.getOrDefault(parameterType, Map.of()).keySet().stream().sorted().toList();
    }

    @Override
    public Optional<Value> attribute(String parameterType, String value, String attribute) {
        return Optional.ofNullable(
                things.getOrDefault(parameterType, Map.of())
                        .getOrDefault(value, Map.of())
                        .get(attribute));
    }

    @Override
    public Optional<String> systemsManagerParameter(String name) {
        return Optional.ofNullable(stored.get(name));
    }

    @Override
    public List<String> availabilityZones(String region) {
        return List.of(region + "a", region + "b");
    }

    @Override
    public Optional<String> exportedValue(String name) {
        return Optional.ofNullable(exports.get(name));
    }
}

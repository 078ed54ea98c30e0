package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.List;
import java.util.Optional;

/** For what must not ask about the account: nothing is there. */
record NoSurroundings(PseudoParameters pseudoParameters) implements Surroundings {
    static Surroundings of(PseudoParameters pseudoParameters) {
        return new NoSurroundings(pseudoParameters);
    }

    @Override
    public boolean exists(String parameterType, String value) {
        return false;
    }

    @Override
    public List<String> all(String parameterType) {
        return List.of();
    }

    @Override
    public Optional<Value> attribute(String parameterType, String value, String attribute) {
        return Optional.empty();
    }

    @Override
    public Optional<String> systemsManagerParameter(String name) {
        return Optional.empty();
    }

    @Override
    public List<String> availabilityZones(String region) {
        return List.of();
    }

    @Override
    public Optional<String> exportedValue(String name) {
        return Optional.empty();
    }
}

package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.UNSUPPORTED_OPERATION;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses parameters that nothing is behind, by their names. */
final class Unbuilt {
    private final List<String> given = new ArrayList<>();

    /** A parameter; null and false are what EC2 takes for granted. */
    Unbuilt parameter(String name, @Nullable Object value) {
        if (value != null && !value.equals(false)) {
            given.add(name);
        }
        return this;
    }

    /**
     * @throws dev.wheelhouse.cloud.ec2.Ec2Refusal if a parameter was given
     */
    void refuse() {
        if (!given.isEmpty()) {
            throw UNSUPPORTED_OPERATION.because(String.join(", ", given) + " is not built.");
        }
    }
}

package dev.wheelhouse.rollout.enduser;

import java.util.List;
import java.util.Optional;

/**
 * How a launch, an update or a termination stands or ended.
 *
 * @param recordId for example {@code rec-4k2m7qzxbn3ra}
 * @param provisionedProductId for example {@code pp-4k2m7qzxbn3ra}
 * @param name the provisioned product's name
 * @param status the record's
 * @param errors why it failed, in the service's words
 * @param outputs the template's outputs, in its order, when it succeeded
 */
public record Launched(
        String recordId,
        String provisionedProductId,
        String name,
        RecordState status,
        List<String> errors,
        List<Output> outputs) {
    public Launched {
        errors = List.copyOf(errors);
        outputs = List.copyOf(outputs);
    }

    /** The output of that name. */
    public Optional<String> output(String key) {
        return outputs.stream()
                .filter(output -> output.key().equals(key))
                .map(Output::value)
                .findFirst();
    }

    /** One output. */
    public record Output(String key, String value, String description) {}

    /** A record's status. */
    public enum RecordState {
        UNDER_WAY,
        SUCCEEDED,
        FAILED
    }
}

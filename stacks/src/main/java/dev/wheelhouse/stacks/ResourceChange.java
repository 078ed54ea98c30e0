package dev.wheelhouse.stacks;

import java.util.List;
import java.util.Optional;

/**
 * What an update is expected to do to one resource.
 *
 * @param physicalId what is there now
 * @param replacement for a modification: whether it means a new physical resource
 * @param details what of it changes, and why; only for a modification
 */
public record ResourceChange(
        Action action,
        String logicalId,
        Optional<String> physicalId,
        String type,
        Optional<Replacement> replacement,
        List<Detail> details) {
    /** What happens. */
    public enum Action {
        ADD("Add"),
        MODIFY("Modify"),
        REMOVE("Remove");

        private final String text;

        Action(String text) {
            this.text = text;
        }

        /** As the API writes it. */
        public String text() {
            return text;
        }
    }

    /** Whether a modification means a new physical resource; as the API writes it. */
    public enum Replacement {
        TRUE("True"),
        FALSE("False"),
        CONDITIONAL("Conditional");

        private final String text;

        Replacement(String text) {
            this.text = text;
        }

        /** As the API writes it. */
        public String text() {
            return text;
        }
    }

    /**
     * One reason for a modification.
     *
     * @param attribute {@code Properties}, {@code Metadata} or {@code Tags}
     * @param name the property; empty for other attributes
     * @param requiresRecreation {@code Never}, {@code Conditionally} or {@code Always}
     * @param evaluation {@code Static} when the new value is known, else {@code Dynamic}
     * @param source {@code DirectModification}, {@code ParameterReference}, {@code
     *     ResourceReference} or {@code ResourceAttribute}
     * @param causingEntity the parameter or {@code Resource.Attribute}
     */
    public record Detail(
            String attribute,
            Optional<String> name,
            String requiresRecreation,
            String evaluation,
            String source,
            Optional<String> causingEntity) {}

    public ResourceChange {
        details = List.copyOf(details);
    }
}

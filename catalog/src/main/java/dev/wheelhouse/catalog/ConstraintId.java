package dev.wheelhouse.catalog;

/**
 * Names one constraint, for example {@code cons-4k2m7qzxbn3ra}.
 *
 * @param value 1 to 100 letters, digits, hyphens or underscores (API shape Id)
 * @throws IllegalArgumentException if the value does not have that format
 */
public record ConstraintId(String value) {
    public ConstraintId {
        IdFormat.check(value, "constraint");
    }

    @Override
    public String toString() {
        return value;
    }
}

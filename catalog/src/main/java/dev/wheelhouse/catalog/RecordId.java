package dev.wheelhouse.catalog;

/**
 * Names one record, for example {@code rec-4k2m7qzxbn3ra}.
 *
 * @param value 1 to 100 letters, digits, hyphens or underscores (API shape Id)
 * @throws IllegalArgumentException if the value does not have that format
 */
public record RecordId(String value) {
    public RecordId {
        IdFormat.check(value, "record");
    }

    @Override
    public String toString() {
        return value;
    }
}

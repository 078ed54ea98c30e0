package dev.wheelhouse.rollout;

/**
 * One attribute that is not as desired.
 *
 * @param attribute what differs, for example {@code tag Team}
 * @param from the present value; empty when there is none
 * @param to the desired value
 */
public record Change(String attribute, String from, String to) {
    @Override
    public String toString() {
        return from.isEmpty() ? attribute + ": " + to : attribute + ": " + from + " -> " + to;
    }
}

package dev.wheelhouse.wire.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a value of one shape of an API model must look like. A shape without anything to check has
 * no {@code Shape}; where one shape refers to another, the other's name is empty then.
 */
public sealed interface Shape {
    /**
     * A structure.
     *
     * @param members those members that are required or have something to check
     */
    record Structure(List<Member> members) implements Shape {
        public Structure {
            members = List.copyOf(members);
        }
    }

    /**
     * A list.
     *
     * @param size how many members it may have
     * @param sensitive whether its value must not be shown
     * @param member the name of the members' shape
     */
    record Items(Bounds size, boolean sensitive, Optional<String> member) implements Shape {}

    /**
     * A map with text as keys.
     *
     * @param size how many entries it may have
     * @param sensitive whether its value must not be shown
     * @param key the name of the keys' shape
     * @param value the name of the values' shape
     */
    record Entries(Bounds size, boolean sensitive, Optional<String> key, Optional<String> value)
            implements Shape {}

    /**
     * A text.
     *
     * @param length in Unicode code points
     * @param sensitive whether its value must not be shown
     * @param pattern what the whole text must match
     * @param allowed the only values, or empty when any will do
     */
    record Text(Bounds length, boolean sensitive, Optional<Pattern> pattern, List<String> allowed)
            implements Shape {
        public Text {
            allowed = List.copyOf(allowed);
        }
    }

    /**
     * A number.
     *
     * @param value the range
     * @param sensitive whether its value must not be shown
     */
    record Amount(Bounds value, boolean sensitive) implements Shape {}

    /**
     * Binary data.
     *
     * @param length in bytes
     */
    record Binary(Bounds length) implements Shape {}

    /**
     * A member of a structure.
     *
     * @param name as in the API, for example {@code DisplayName}
     * @param required whether a request must have it
     * @param shape the name of its shape, empty when there is nothing to check
     * @param location where a REST request has it, when that is a header or the query
     */
    record Member(
            String name, boolean required, Optional<String> shape, Optional<Location> location) {}

    /** Where a member stands in a REST request. */
    sealed interface Location {
        record Header(String name) implements Location {}

        record Query(String name) implements Location {}
    }

    /**
     * The least and the most, both inclusive, each empty when there is no such limit. They keep the
     * text they have in the model, since error messages repeat it.
     */
    record Bounds(Optional<BigDecimal> min, Optional<BigDecimal> max) {
        public boolean exceededBy(BigDecimal value) {
            return max.isPresent() && value.compareTo(max.get()) > 0;
        }

        public boolean missedBy(BigDecimal value) {
            return min.isPresent() && value.compareTo(min.get()) < 0;
        }
    }
}

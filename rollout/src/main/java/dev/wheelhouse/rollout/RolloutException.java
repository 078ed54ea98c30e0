package dev.wheelhouse.rollout;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that was asked for could not be done, in words that its user can act on: what failed,
 * where, why, and what to try. The message holds all four.
 */
public final class RolloutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final transient Optional<Place> where;
    private final String why;
    private final String remedy;

    /**
     * @param what what failed, naming the resource
     * @param where account and region, as far as they are known
     * @param why the reason
     * @param remedy what to try; may be empty
     * @param cause the failure beneath, if there is one
     */
    public RolloutException(
            String what,
            Optional<Place> where,
            String why,
            String remedy,
            @Nullable Throwable cause) {
        super(message(what, where, why, remedy), cause);
        this.what = what;
        this.where = where;
        this.why = why;
        this.remedy = remedy;
    }

    public RolloutException(String what, Optional<Place> where, String why, String remedy) {
        this(what, where, why, remedy, null);
    }

    public String what() {
        return what;
    }

    public Optional<Place> where() {
        return where;
    }

    public String why() {
        return why;
    }

    /** What to try; may be empty. */
    public String remedy() {
        return remedy;
    }

    private static String message(String what, Optional<Place> where, String why, String remedy) {
        var text = new StringBuilder(what);
        where.ifPresent(place -> text.append(" (").append(place.words()).append(')'));
        text.append(": ").append(sentence(why));
        if (!remedy.isEmpty()) {
            text.append(" Try: ").append(sentence(remedy));
        }
        return text.toString();
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") ? text : text + ".";
    }
}

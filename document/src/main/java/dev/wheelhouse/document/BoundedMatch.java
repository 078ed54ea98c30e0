package dev.wheelhouse.document;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Matches a pattern in bounded time, whoever wrote it and whatever the text: Java's expressions can
 * take exponential time or a deep stack. What takes more than {@link #STEPS_PER_CHARACTER} looks at
 * each character does not match.
 */
public final class BoundedMatch implements CharSequence {
    private static final long STEPS_PER_CHARACTER = 1_000;
    private static final long STEPS = 100_000;

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private final long[] steps;

    private BoundedMatch(String text, long[] steps) {
        this.text = text;
        this.steps = steps;
    }

    /**
     * The pattern that a text is.
     *
     * @throws PatternSyntaxException if it is none, or is nested too deeply to be read
     */
    public static Pattern compile(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (StackOverflowError _) {
            throw new PatternSyntaxException("Nested too deeply", pattern.substring(0, 20), -1);
        }
    }

    /** Whether the pattern matches all of the text; a match that takes too long is none. */
    public static boolean matches(Pattern pattern, String text) {
        long[] steps = {STEPS + STEPS_PER_CHARACTER * text.length()};
        try {
            return pattern.matcher(new BoundedMatch(text, steps)).matches();
        } catch (TooManySteps | StackOverflowError tooHard) {
            return false;
        }
    }

    @Override
    public char charAt(int index) {
        if (--steps[0] < 0) {
            throw new TooManySteps();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BoundedMatch(text.substring(start, end), steps);
    }

    @Override
    public String toString() {
        return text;
    }
}

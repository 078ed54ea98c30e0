package dev.wheelhouse.stacks.template;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Matches a pattern that somebody else wrote, in bounded time: Java's expressions can take time
 * exponential in the text.
 */
final class BoundedMatch {
    private static final int MAX_STEPS = 2_000_000;

    private BoundedMatch() {}

    /** Whether the pattern matches all of the text; a match that takes too long is none. */
    static boolean matches(String pattern, String text) {
        try {
            return Pattern.compile(pattern)
                    .matcher(new Counted(text, new AtomicInteger()))
                    .matches();
        } catch (TooLong | StackOverflowError _) {
            return false;
        }
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super(null, null, false, false);
        }
    }

    /** A text that may be looked at a limited number of times. */
    private record Counted(String text, AtomicInteger looks) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (looks.incrementAndGet() > MAX_STEPS) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.substring(start, end), looks);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

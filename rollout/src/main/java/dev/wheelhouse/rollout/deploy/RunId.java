package dev.wheelhouse.rollout.deploy;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names one run of a deployment, for example {@code run-4k2m7qzxbn3ra}.
 *
 * @param value 1 to 40 letters, digits and hyphens, beginning with a letter
 * @throws IllegalArgumentException if the value does not have that format
 */
public record RunId(String value) {
    private static final Pattern FORMAT = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int RANDOM_LENGTH = 16;

    public RunId {
        if (!FORMAT.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a run id: " + value);
        }
    }

    /** A run that nobody else has. */
    public static RunId random(RandomGenerator random) {
        var value = new StringBuilder("run-");
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            value.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new RunId(value.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}

package dev.wheelhouse.cloud.resource;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** Names that CloudFormation makes up for resources that the template does not name. */
public final class GeneratedNames {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int RANDOM_LENGTH = 12;

    private final RandomGenerator random;

    public GeneratedNames(RandomGenerator random) {
        this.random = random;
    }

    /**
     * {@code <StackName>-<LogicalId>-<12 random>}; what is too long is cut before the random part.
     *
     * @param maxLength the longest name that the service takes
     */
    public String name(ResourceStep step, int maxLength) {
        return cut(step.stackName() + "-" + step.logicalId(), maxLength) + "-" + randomPart();
    }

    /** The same in lower case, as bucket names have to be. */
    public String lowerCaseName(ResourceStep step, int maxLength) {
        return name(step, maxLength).toLowerCase(Locale.ROOT);
    }

    /** 12 random capitals and digits. */
    public String randomPart() {
        var text = new StringBuilder();
        for (int count = 0; count < RANDOM_LENGTH; count++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static String cut(String prefix, int maxLength) {
        int length = Math.min(prefix.length(), maxLength - RANDOM_LENGTH - 1);
        return prefix.substring(0, length);
    }
}

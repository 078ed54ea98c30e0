package dev.wheelhouse.stacks;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names one stack for ever, for example {@code
 * arn:aws:cloudformation:us-east-1:123456789012:stack/web/5f0c1e70-...}; its name may be used again
 * once it is deleted.
 *
 * @param account whose stack it is
 * @param region where it is
 * @param name 1 to 128 letters, digits and hyphens, a letter first
 * @param unique a UUID
 */
public record StackId(AccountId account, Region region, String name, String unique) {
    private static final Pattern ARN =
            Pattern.compile(
                    "arn:aws[a-z-]*:cloudformation:([a-z0-9-]+):([0-9]{12}):stack/([^/]+)/([^/]+)");

    /** The stack that an ARN names; empty when the text is not the ARN of a stack. */
    public static Optional<StackId> parse(String arn) {
        var match = ARN.matcher(arn);
        if (!match.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new StackId(
                        new AccountId(match.group(2)),
                        new Region(match.group(1)),
                        match.group(3),
                        match.group(4)));
    }

    /**
     * @throws IllegalArgumentException if the text is not the ARN of a stack
     */
    public static StackId of(String arn) {
        return parse(arn)
                .orElseThrow(() -> new IllegalArgumentException("Not a stack's ARN: " + arn));
    }

    /** The ARN that policies see where a stack is named that need not exist. */
    public static String anyNamed(AccountId account, Region region, String name) {
        return "arn:aws:cloudformation:" + region + ":" + account + ":stack/" + name + "/*";
    }

    public String arn() {
        return "arn:aws:cloudformation:" + region + ":" + account + ":stack/" + name + "/" + unique;
    }

    @Override
    public String toString() {
        return arn();
    }
}

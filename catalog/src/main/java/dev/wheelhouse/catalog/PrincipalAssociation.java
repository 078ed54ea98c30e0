package dev.wheelhouse.catalog;

import dev.wheelhouse.document.BoundedMatch;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.Region;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who may launch from a portfolio.
 *
 * @param account the account that granted it, for principals of its own: the portfolio's owner, or
 *     one that imported the portfolio
 * @param arn the ARN of a user, group or role; for {@link Type#IAM_PATTERN} without account
 */
public record PrincipalAssociation(
        AccountId account,
        Region region,
        PortfolioId portfolio,
        Type type,
        String arn,
        Instant createdAt) {
    private static final Pattern IAM_FORMAT =
            Pattern.compile("arn:(aws[a-z-]*):iam::([0-9]{12}):(user|group|role)/[\\w+=,.@/-]+");
    private static final Pattern IAM_PATTERN_FORMAT =
            Pattern.compile("arn:(aws[a-z-]*):iam:::(user|group|role)/[\\w+=,.@/*?-]+");

    /** How a principal is named. */
    public enum Type {
        /** By its full ARN. */
        IAM,
        /**
         * By an ARN without account; {@code *} stands for any run of characters and {@code ?} for
         * none or one. Nothing by the name need exist.
         */
        IAM_PATTERN;

        /** The type of this API name. */
        public static Optional<Type> named(String name) {
            return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
        }

        /** Whether the ARN has the form that this type takes. */
        public boolean accepts(String arn) {
            return switch (this) {
                case IAM -> IAM_FORMAT.matcher(arn).matches();
                case IAM_PATTERN -> IAM_PATTERN_FORMAT.matcher(arn).matches();
            };
        }
    }

    /**
     * Whether the caller is one of these principals: by user or role ARN, or by one of a user's
     * groups. The root user never is, nor is anybody of another account.
     */
    public boolean admits(Caller caller) {
        return caller.account().equals(account)
                && Stream.concat(Stream.of(caller.principalArn()), caller.groupArns().stream())
                        .anyMatch(this::names);
    }

    private boolean names(String principal) {
        return switch (type) {
            case IAM -> arn.equals(principal);
            case IAM_PATTERN ->
                    BoundedMatch.matches(
                            wildcards(arn), principal.replaceFirst("::[0-9]{12}:", ":::"));
        };
    }

    private static Pattern wildcards(String pattern) {
        var expression = new StringBuilder();
        pattern.replaceAll("[*]{2,}", "*")
                .chars()
                .forEach(character ->
                        expression.append(
                                switch (character) {
                                    case '*' -> ".*";
                                    case '?' -> ".?";
                                    default -> Pattern.quote(Character.toString(character));
                                }));
        return Pattern.compile(expression.toString());
    }
}

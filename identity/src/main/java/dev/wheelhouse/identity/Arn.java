package dev.wheelhouse.identity;

import java.util.Optional;

/**
 * An Amazon Resource Name: {@code arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE}.
 *
 * @param partition {@code aws}
 * @param service for example {@code iam}
 * @param region a region's code, or empty for a global service
 * @param account 12 digits, {@code aws}, or empty
 * @param resource all that follows, colons and slashes included; never empty
 */
public record Arn(
        String partition, String service, String region, String account, String resource) {
    public Arn {
        if (partition.isEmpty() || service.isEmpty() || resource.isEmpty()) {
            throw new IllegalArgumentException(
                    "Not an ARN: arn:%s:%s:%s:%s:%s"
                            .formatted(partition, service, region, account, resource));
        }
    }

    /**
     * @throws IllegalArgumentException if the text is not an ARN
     */
    public static Arn parse(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("Not an ARN: " + text));
    }

    /** The ARN that the text is, or empty. */
    public static Optional<Arn> find(String text) {
        var parts = text.split(":", 6);
        if (parts.length < 6
                || !parts[0].equals("arn")
                || parts[1].isEmpty()
                || parts[2].isEmpty()
                || parts[5].isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]));
    }

    /** {@code Arn.iam(account, "role/service-role/name")}. */
    public static Arn iam(AccountId account, String resource) {
        return new Arn("aws", "iam", "", account.value(), resource);
    }

    /** The account, when the ARN names one. */
    public Optional<AccountId> accountId() {
        return account.length() == 12 && account.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.of(new AccountId(account))
                : Optional.empty();
    }

    /** What kind of resource it is: the text before the first slash or colon. */
    public String resourceType() {
        var end = resource.length();
        for (var i = 0; i < resource.length(); i++) {
            if (resource.charAt(i) == '/' || resource.charAt(i) == ':') {
                end = i;
                break;
            }
        }
        return resource.substring(0, end);
    }

    /** The resource's name: the text after the last slash. */
    public String resourceName() {
        return resource.substring(resource.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}

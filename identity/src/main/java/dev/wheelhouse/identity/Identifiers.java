package dev.wheelhouse.identity;

import java.util.random.RandomGenerator;

/**
 * Makes the random ids and secrets of identities. IAM User Guide, "IAM identifiers". As thread-safe
 * as its source of randomness, which must be a cryptographic one.
 */
public final class Identifiers {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String SECRET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final RandomGenerator random;

    public Identifiers(RandomGenerator random) {
        this.random = random;
    }

    public String userId() {
        return "AIDA" + text(BASE32, 17);
    }

    public String groupId() {
        return "AGPA" + text(BASE32, 17);
    }

    public String roleId() {
        return "AROA" + text(BASE32, 17);
    }

    public String policyId() {
        return "ANPA" + text(BASE32, 17);
    }

    public String instanceProfileId() {
        return "AIPA" + text(BASE32, 17);
    }

    /** The id of a user's access key. */
    public String accessKeyId() {
        return "AKIA" + text(BASE32, 16);
    }

    /** The id of a session's access key. */
    public String sessionKeyId() {
        return "ASIA" + text(BASE32, 16);
    }

    /** A secret access key: 40 characters. */
    public String secret() {
        return text(SECRET, 40);
    }

    /** A session token. */
    public String sessionToken() {
        return text(SECRET, 352);
    }

    /** 12 digits, the first not zero: spreadsheets and YAML 1.1 mangle leading zeros. */
    public AccountId account() {
        return new AccountId(text("123456789", 1) + text("0123456789", 11));
    }

    public String organizationId() {
        return "o-" + text(LOWER, 10);
    }

    public String rootId() {
        return "r-" + text(LOWER, 4);
    }

    /** The id of a unit: it repeats what the root's id has after its prefix. */
    public String unitId(String rootId) {
        return "ou-" + rootId.substring(rootId.indexOf('-') + 1) + "-" + text(LOWER, 8);
    }

    /** The id of a service control policy. */
    public String controlPolicyId() {
        return "p-" + text(LOWER, 8);
    }

    /** The id of a CreateAccount request. */
    public String accountCreationId() {
        return "car-" + text("0123456789abcdef", 32);
    }

    /** The salt of one password's hash. */
    public String salt() {
        return text(LOWER, 32);
    }

    /** The last part of the id of a task: as a UUID is written. */
    public String taskId() {
        var hex = "0123456789abcdef";
        return String.join(
                "-", text(hex, 8), text(hex, 4), text(hex, 4), text(hex, 4), text(hex, 12));
    }

    private String text(String alphabet, int length) {
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}

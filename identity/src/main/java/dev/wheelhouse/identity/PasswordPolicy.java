package dev.wheelhouse.identity;

/**
 * What an account demands of its users' passwords.
 *
 * @param maxAgeDays after how many days a password expires; 0 for never
 * @param remembered how many earlier passwords can't be used again; 0 for none
 */
public record PasswordPolicy(
        int minimumLength,
        boolean requireSymbols,
        boolean requireNumbers,
        boolean requireUppercase,
        boolean requireLowercase,
        boolean usersMayChange,
        int maxAgeDays,
        int remembered,
        boolean hardExpiry) {
    private static final String SYMBOLS = "!@#$%^&*()_+-=[]{}|'";

    /**
     * Whether a password is as long as demanded and has the characters that are. IAM User Guide,
     * "Set an account password policy for IAM users".
     */
    public boolean accepts(String password) {
        return password.length() >= minimumLength
                && (!requireSymbols || hasSymbol(password))
                && (!requireNumbers || password.chars().anyMatch(c -> c >= '0' && c <= '9'))
                && (!requireUppercase || password.chars().anyMatch(c -> c >= 'A' && c <= 'Z'))
                && (!requireLowercase || password.chars().anyMatch(c -> c >= 'a' && c <= 'z'));
    }

    /** What is demanded where an account has no policy: 8 characters, of three kinds. */
    public static boolean acceptedByDefault(String password) {
        var kinds = 0;
        kinds += hasSymbol(password) ? 1 : 0;
        kinds += password.chars().anyMatch(c -> c >= '0' && c <= '9') ? 1 : 0;
        kinds += password.chars().anyMatch(c -> c >= 'A' && c <= 'Z') ? 1 : 0;
        kinds += password.chars().anyMatch(c -> c >= 'a' && c <= 'z') ? 1 : 0;
        return password.length() >= 8 && kinds >= 3;
    }

    private static boolean hasSymbol(String password) {
        return password.chars().anyMatch(c -> SYMBOLS.indexOf(c) >= 0);
    }
}

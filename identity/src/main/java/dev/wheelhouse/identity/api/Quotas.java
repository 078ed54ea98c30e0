package dev.wheelhouse.identity.api;

/** IAM's quotas. IAM User Guide, "IAM and AWS STS quotas". */
final class Quotas {
    private Quotas() {}

    /** Answers {@code LimitExceeded} when there are more than a quota admits. */
    static void requireRoom(String quota, int most, int count) {
        if (count > most) {
            throw IamError.LIMIT_EXCEEDED.because("Cannot exceed quota for " + quota + ": " + most);
        }
    }
}

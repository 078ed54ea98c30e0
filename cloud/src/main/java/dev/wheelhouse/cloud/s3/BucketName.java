package dev.wheelhouse.cloud.s3;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_BUCKET_NAME;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules for names of new buckets (S3 user guide, "General purpose bucket naming rules").
 *
 * <p>Buckets are the first part of paths on this server, so names that its probes have are refused,
 * too.
 */
public final class BucketName {
    private static final Pattern FORMAT = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final Set<String> PROBES = Set.of("livez", "readyz", "metrics");

    private BucketName() {}

    /**
     * Checks the name of a new bucket.
     *
     * @throws S3Refusal if it breaks a rule
     */
    public static void check(String name) {
        if (!FORMAT.matcher(name).matches()
                || name.contains("..")
                || ADDRESS.matcher(name).matches()
                || name.startsWith("xn--")
                || name.startsWith("sthree-")
                || name.startsWith("amzn-s3-demo-")
                || name.endsWith("-s3alias")
                || name.endsWith("--ol-s3")
                || name.endsWith(".mrap")
                || name.endsWith("--x-s3")) {
            throw INVALID_BUCKET_NAME.because("The specified bucket is not valid.");
        }
        if (name.startsWith("cloudformation-waitcondition-")) {
            throw INVALID_BUCKET_NAME.because(
                    "The specified bucket is not valid: wait conditions are signalled at /" + name);
        }
        if (PROBES.contains(name)) {
            throw INVALID_BUCKET_NAME.because(
                    "The specified bucket is not valid: this server answers its probes at /"
                            + name);
        }
    }
}

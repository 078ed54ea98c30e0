package dev.wheelhouse.stacks;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The pre-signed URL of a wait condition's handle: {@code
 * BASE/cloudformation-waitcondition-REGION/ACCOUNT/HANDLE?Signature=...}, as AWS has it in a bucket
 * of that name. Who knows it may send signals, and nothing else.
 *
 * @param handleId 32 hexadecimal digits
 * @param signature 43 letters, digits, hyphens and underscores: 256 random bits
 */
public record WaitHandleUrl(AccountId account, Region region, String handleId, String signature) {
    /** What paths to handles start with; no bucket may be named so. */
    private static final String PATH = "/cloudformation-waitcondition-";

    private static final Pattern RAW_PATH =
            Pattern.compile(
                    PATH + "(?<region>[a-z0-9-]+)/(?<account>[0-9]{12})/(?<handle>[0-9a-f]{32})");
    private static final Pattern QUERY =
            Pattern.compile("Signature=(?<signature>[A-Za-z0-9_-]{43})");

    /** Whether a path is that of a handle, there or not. */
    public static boolean isPath(String rawPath) {
        return RAW_PATH.matcher(rawPath).matches();
    }

    /**
     * What a path and query name; empty when they are not such a URL's.
     *
     * @param rawPath still percent-encoded
     * @param rawQuery still percent-encoded
     */
    public static Optional<WaitHandleUrl> parse(String rawPath, String rawQuery) {
        var path = RAW_PATH.matcher(rawPath);
        var query = QUERY.matcher(rawQuery);
        if (!path.matches() || !query.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new WaitHandleUrl(
                        new AccountId(path.group("account")),
                        new Region(path.group("region")),
                        path.group("handle"),
                        query.group("signature")));
    }

    /** What a whole URL names; empty when it is no such URL. */
    public static Optional<WaitHandleUrl> parse(String url) {
        try {
            var uri = URI.create(url);
            return uri.getRawPath() == null || uri.getRawQuery() == null
                    ? Optional.empty()
                    : parse(uri.getRawPath(), uri.getRawQuery());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The whole URL on a server. */
    public String at(URI base) {
        return base + PATH + region + "/" + account + "/" + handleId + "?Signature=" + signature;
    }
}

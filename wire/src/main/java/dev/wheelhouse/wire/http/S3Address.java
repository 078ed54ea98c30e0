package dev.wheelhouse.wire.http;

import dev.wheelhouse.wire.WireRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which bucket and key an S3 request is about, from its path ({@code /BUCKET/KEY}) or, as virtual
 * host, from its Host header ({@code BUCKET.s3.amazonaws.com}, {@code
 * BUCKET.s3.REGION.amazonaws.com} and any other host whose name goes on with {@code .s3}) and path
 * ({@code /KEY}).
 *
 * @param bucket the bucket's name, decoded
 * @param key the object's key, decoded, without a leading slash
 */
public record S3Address(Optional<String> bucket, Optional<String> key) {
    private static final Pattern VIRTUAL_HOST =
            Pattern.compile("(?<bucket>[^:]{1,255})\\.s3(?:[.-][^:]*)?(?::[0-9]+)?");

    /**
     * The address of a request.
     *
     * @throws IllegalArgumentException if the path is not percent-encoded UTF-8 or holds a NUL
     */
    public static S3Address of(WireRequest request) {
        var path = Percent.decodePath(request.rawPath());
        if (path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("The path holds a NUL");
        }
        var rest = path.startsWith("/") ? path.substring(1) : path;
        var host = VIRTUAL_HOST.matcher(request.header("host").orElse(""));
        if (host.matches()) {
            return new S3Address(Optional.of(host.group("bucket")), present(rest));
        }
        int slash = rest.indexOf('/');
        return slash < 0
                ? new S3Address(present(rest), Optional.empty())
                : new S3Address(
                        present(rest.substring(0, slash)), present(rest.substring(slash + 1)));
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}

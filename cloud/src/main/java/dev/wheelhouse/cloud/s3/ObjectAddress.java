package dev.wheelhouse.cloud.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where an object is.
 *
 * @param bucket the bucket's name
 * @param key the key, decoded
 */
public record ObjectAddress(String bucket, String key) {
    private static final Pattern PATH_STYLE =
            Pattern.compile("s3(?:[.-][a-z]{2}(?:-[a-z]+)+-\\d)?\\.amazonaws\\.com");
    private static final Pattern HOST_STYLE =
            Pattern.compile("(.+)\\.s3(?:[.-][a-z]{2}(?:-[a-z]+)+-\\d)?\\.amazonaws\\.com");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /**
     * Reads the URL of an object: {@code https://s3.amazonaws.com/B/K}, {@code
     * https://s3.REGION.amazonaws.com/B/K}, {@code https://B.s3[.REGION].amazonaws.com/K}, or one
     * on this server. Query strings (presigned, versions) are not read.
     *
     * @param own the server's own base URL
     * @return empty for every other URL: the server calls nobody
     */
    public static Optional<ObjectAddress> parse(String url, URI own) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
        var host = uri.getHost();
        var path = uri.getRawPath();
        if (host == null
                || path == null
                || uri.getScheme() == null
                || uri.getRawQuery() != null
                || uri.getRawUserInfo() != null) {
            return Optional.empty();
        }
        var name = host.toLowerCase(Locale.ROOT);
        if (isOwn(uri, own)) {
            return pathStyle(path);
        }
        if (!uri.getScheme().equalsIgnoreCase("https")
                || (uri.getPort() != -1 && uri.getPort() != 443)) {
            return Optional.empty();
        }
        if (PATH_STYLE.matcher(name).matches()) {
            return pathStyle(path);
        }
        var match = HOST_STYLE.matcher(name);
        return match.matches() && path.length() > 1
                ? Optional.of(new ObjectAddress(match.group(1), decode(path.substring(1))))
                : Optional.empty();
    }

    private static boolean isOwn(URI uri, URI own) {
        if (!own.getScheme().equalsIgnoreCase(uri.getScheme()) || port(uri) != port(own)) {
            return false;
        }
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        var ownHost = own.getHost() == null ? "" : own.getHost().toLowerCase(Locale.ROOT);
        return host.equals(ownHost) || (LOOPBACK.contains(host) && LOOPBACK.contains(ownHost));
    }

    private static int port(URI uri) {
        if (uri.getPort() != -1) {
            return uri.getPort();
        }
        return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private static Optional<ObjectAddress> pathStyle(String path) {
        int slash = path.indexOf('/', 1);
        if (slash < 2 || slash == path.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(
                new ObjectAddress(path.substring(1, slash), decode(path.substring(slash + 1))));
    }

    /** Path decoding: a plus sign is itself. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}

package dev.wheelhouse.wire.signature;

import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.http.Form;
import dev.wheelhouse.wire.http.Percent;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A request in the one form in which both sides sign it. */
final class CanonicalRequest {
    private static final Pattern SPACES = Pattern.compile(" +");

    private CanonicalRequest() {}

    /**
     * The canonical form of a request.
     *
     * @param service S3's paths are encoded once and never normalized, all others' twice
     * @param payloadHash the hash of the body, or what stands for it
     */
    static String of(
            WireRequest request, Authorization authorization, String service, String payloadHash) {
        return request.method()
                + "\n"
                + path(request.rawPath(), service.equals("s3"))
                + "\n"
                + query(request.rawQuery(), authorization.presigned())
                + "\n"
                + headers(request, authorization.signedHeaders())
                + "\n"
                + String.join(";", authorization.signedHeaders())
                + "\n"
                + payloadHash;
    }

    private static String path(String rawPath, boolean s3) {
        if (rawPath.isEmpty() || rawPath.equals("/")) {
            return "/";
        }
        var once = Percent.encodePath(Percent.decodePath(rawPath));
        return s3 ? once : Percent.encodePath(normalized(once));
    }

    /** Without dot segments and doubled slashes, as RFC 3986 has it. */
    private static String normalized(String path) {
        var segments = new ArrayDeque<String>();
        for (var segment : path.split("/", -1)) {
            switch (segment) {
                case "", "." -> {}
                case ".." -> segments.pollLast();
                default -> segments.addLast(segment);
            }
        }
        var joined = "/" + String.join("/", segments);
        return path.endsWith("/") && joined.length() > 1 ? joined + "/" : joined;
    }

    private record Pair(String name, String value) {}

    private static String query(String rawQuery, boolean presigned) {
        if (rawQuery.isEmpty()) {
            return "";
        }
        return Form.parse(rawQuery).parameters().stream()
                .filter(parameter -> !presigned || !parameter.name().equals("X-Amz-Signature"))
                .map(parameter ->
                        new Pair(
                                Percent.encode(parameter.name()),
                                Percent.encode(parameter.value())))
                .sorted(Comparator.comparing(Pair::name).thenComparing(Pair::value))
                .map(pair -> pair.name() + "=" + pair.value())
                .collect(Collectors.joining("&"));
    }

    private static String headers(WireRequest request, List<String> signedHeaders) {
        var out = new StringBuilder();
        for (var name : signedHeaders) {
            out.append(name).append(':');
            var separator = "";
            for (var value : request.headers().getOrDefault(name, List.of())) {
                out.append(separator).append(singleSpaced(value.strip()));
                separator = ",";
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static String singleSpaced(String value) {
        return value.contains("  ") ? SPACES.matcher(value).replaceAll(" ") : value;
    }
}

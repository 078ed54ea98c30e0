package dev.wheelhouse.server;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request as an AWS client makes and signs it, written after the documentation alone, so that it
 * can be told to do any step wrongly.
 */
final class SignedRequest {
    private static final DateTimeFormatter AMZ =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** A header or query parameter. */
    record Pair(String name, String value) {}

    /** Who signs. */
    record Keys(String id, String secret, Optional<String> token) {
        static Keys of(String id, String secret) {
            return new Keys(id, secret, Optional.empty());
        }
    }

    String method;
    String path;
    String service;
    String region = "us-east-1";
    String terminator = "aws4_request";
    Keys keys;
    Instant time;
    Optional<String> scopeDate = Optional.empty();
    byte[] body;
    final List<Pair> query = new ArrayList<>();
    final List<Pair> headers = new ArrayList<>();
    final List<String> unsigned = new ArrayList<>(List.of("content-length", "content-type"));
    String signature = "";

    SignedRequest(
            String method, String service, String path, Keys keys, Instant time, String body) {
        this.method = method;
        this.service = service;
        this.path = path;
        this.keys = keys;
        this.time = time;
        this.body = body.getBytes(StandardCharsets.UTF_8);
        header("Host", "127.0.0.1");
    }

    SignedRequest header(String name, String value) {
        headers.add(new Pair(name, value));
        return this;
    }

    SignedRequest query(String name, String value) {
        query.add(new Pair(name, value));
        return this;
    }

    SignedRequest body(byte[] bytes) {
        body = bytes;
        return this;
    }

    SignedRequest replaceHeader(String name, String value) {
        headers.removeIf(header -> header.name().equalsIgnoreCase(name));
        return header(name, value);
    }

    String amzDate() {
        return AMZ.format(time);
    }

    String scope() {
        return scopeDate.orElse(amzDate().substring(0, 8))
                + "/"
                + region
                + "/"
                + service
                + "/"
                + terminator;
    }

    private List<String> signedNames() {
        return headers.stream()
                .map(header -> header.name().toLowerCase(Locale.ROOT))
                .filter(name -> !unsigned.contains(name))
                .distinct()
                .sorted()
                .toList();
    }

    /** Signs by header, over the hash of the body or what x-amz-content-sha256 says instead. */
    SignedRequest sign() {
        header("X-Amz-Date", amzDate());
        keys.token().ifPresent(token -> header("X-Amz-Security-Token", token));
        if (service.equals("s3") && first("x-amz-content-sha256").isEmpty()) {
            header("X-Amz-Content-Sha256", sha256(body));
        }
        var hash = first("x-amz-content-sha256").orElse(sha256(body));
        signature = signature(hash);
        return header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential="
                        + keys.id()
                        + "/"
                        + scope()
                        + ", SignedHeaders="
                        + String.join(";", signedNames())
                        + ", Signature="
                        + signature);
    }

    /** Signs by query. */
    SignedRequest presign(String expires) {
        query("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
        query("X-Amz-Credential", keys.id() + "/" + scope());
        query("X-Amz-Date", amzDate());
        query("X-Amz-Expires", expires);
        keys.token().ifPresent(token -> query("X-Amz-Security-Token", token));
        query("X-Amz-SignedHeaders", String.join(";", signedNames()));
        signature = signature(service.equals("s3") ? "UNSIGNED-PAYLOAD" : sha256(body));
        return query("X-Amz-Signature", signature);
    }

    private String signature(String hash) {
        var canonical =
                method
                        + "\n"
                        + (service.equals("s3") ? path : encode(path).replace("%2F", "/"))
                        + "\n"
                        + query.stream()
                                .map(pair -> new Pair(encode(pair.name()), encode(pair.value())))
                                .sorted(Comparator.comparing(Pair::name).thenComparing(Pair::value))
                                .map(pair -> pair.name() + "=" + pair.value())
                                .collect(Collectors.joining("&"))
                        + "\n"
                        + signedNames().stream()
                                .map(name -> name + ":" + all(name) + "\n")
                                .collect(Collectors.joining())
                        + "\n"
                        + String.join(";", signedNames())
                        + "\n"
                        + hash;
        return chained(
                "AWS4-HMAC-SHA256\n"
                        + amzDate()
                        + "\n"
                        + scope()
                        + "\n"
                        + sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    }

    private String chained(String toSign) {
        var key = ("AWS4" + keys.secret()).getBytes(StandardCharsets.UTF_8);
        for (var part : scope().split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    private Optional<String> first(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Pair::value)
                .findFirst();
    }

    private String all(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(pair -> pair.value().strip())
                .collect(Collectors.joining(","));
    }

    /**
     * Makes the body aws-chunked, each chunk signed after the one before; to be called after {@link
     * #sign}.
     *
     * @param trailers lines such as {@code x-amz-checksum-crc32:AAAAAA==}
     */
    SignedRequest chunks(int size, List<String> trailers, boolean signed) {
        var out = new ByteArrayOutputStream();
        var previous = signature;
        var data = body;
        for (var at = 0; ; at += size) {
            var chunk =
                    at >= data.length
                            ? new byte[0]
                            : Arrays.copyOfRange(data, at, Math.min(at + size, data.length));
            out.writeBytes(Integer.toHexString(chunk.length).getBytes(StandardCharsets.US_ASCII));
            if (signed) {
                previous =
                        chained(
                                String.join(
                                        "\n",
                                        "AWS4-HMAC-SHA256-PAYLOAD",
                                        amzDate(),
                                        scope(),
                                        previous,
                                        sha256(new byte[0]),
                                        sha256(chunk)));
                out.writeBytes(
                        (";chunk-signature=" + previous).getBytes(StandardCharsets.US_ASCII));
            }
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            if (chunk.length == 0) {
                break;
            }
            out.writeBytes(chunk);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        for (var trailer : trailers) {
            out.writeBytes((trailer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        if (signed && !trailers.isEmpty()) {
            var canonical =
                    trailers.stream().map(line -> line + "\n").collect(Collectors.joining());
            var last =
                    chained(
                            String.join(
                                    "\n",
                                    "AWS4-HMAC-SHA256-TRAILER",
                                    amzDate(),
                                    scope(),
                                    previous,
                                    sha256(canonical.getBytes(StandardCharsets.UTF_8))));
            out.writeBytes(
                    ("x-amz-trailer-signature:" + last + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        body = out.toByteArray();
        return this;
    }

    /** The request line and headers, with the body's length. */
    String head() {
        var target =
                path
                        + (query.isEmpty() ? "" : "?")
                        + query.stream()
                                .map(pair -> encode(pair.name()) + "=" + encode(pair.value()))
                                .collect(Collectors.joining("&"));
        var out = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(
                pair -> out.append(pair.name()).append(": ").append(pair.value()).append("\r\n"));
        if (first("content-length").isEmpty() && first("transfer-encoding").isEmpty()) {
            out.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return out.append("\r\n").toString();
    }

    byte[] bytes() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(head().getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body);
        return out.toByteArray();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }
}

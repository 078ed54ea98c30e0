package dev.wheelhouse.wire.signature;

import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.error.WireFault;
import dev.wheelhouse.wire.http.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The claims of a signed request, from its Authorization header or, presigned, from its query.
 *
 * @param signedHeaders lower case, in the order given
 * @param time when it was signed
 * @param amzDate that time as it was sent
 * @param validFor how long a presigned request is valid; empty for one signed by header
 */
record Authorization(
        Credential credential,
        List<String> signedHeaders,
        String signature,
        Instant time,
        String amzDate,
        Optional<String> sessionToken,
        Optional<Duration> validFor) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final List<String> PRESIGNED =
            List.of(
                    "X-Amz-Algorithm",
                    "X-Amz-Credential",
                    "X-Amz-Date",
                    "X-Amz-Expires",
                    "X-Amz-SignedHeaders",
                    "X-Amz-Signature");
    private static final List<String> CLAIMS = List.of("Credential", "SignedHeaders", "Signature");
    private static final long MAX_VALID_SECONDS = 7 * 24 * 60 * 60;

    boolean presigned() {
        return validFor.isPresent();
    }

    /**
     * Reads the claims of a request.
     *
     * @throws dev.wheelhouse.wire.ServiceException if there are none or they are incomplete
     */
    static Authorization of(WireRequest request, Protocol protocol) {
        var header = request.header("authorization");
        if (header.isPresent()
                && request.headers().getOrDefault("authorization", List.of()).size() > 1) {
            throw incomplete(protocol, "There is more than one Authorization header.");
        }
        Form query;
        try {
            query = Form.parse(request.rawQuery());
        } catch (IllegalArgumentException _) {
            throw incomplete(protocol, "The query string is not percent-encoded UTF-8.");
        }
        var presigned = query.has("X-Amz-Algorithm") || query.has("X-Amz-Signature");
        if (header.isPresent() && presigned) {
            throw WireFault.TWO_SIGNATURES.because(
                    protocol,
                    "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter,"
                            + " Signature query string parameter or the Authorization header"
                            + " should be specified");
        }
        if (header.isPresent()) {
            return fromHeader(request, header.get(), protocol);
        }
        if (presigned) {
            return fromQuery(query, protocol);
        }
        if (query.has("AWSAccessKeyId") && query.has("Signature")) {
            throw WireFault.UNSUPPORTED_SIGNING.because(
                    protocol,
                    "The authorization mechanism you have provided (Signature Version 2) is not"
                            + " supported. Please use AWS4-HMAC-SHA256.");
        }
        throw WireFault.MISSING_AUTHENTICATION.because(
                protocol,
                switch (protocol) {
                    case JSON_1_1 -> "Missing Authentication Token";
                    case QUERY, EC2_QUERY -> "Request is missing Authentication Token";
                    case REST_XML -> "Access Denied";
                });
    }

    private static Authorization fromHeader(WireRequest request, String header, Protocol protocol) {
        var text = header.strip();
        var space = endOfWord(text);
        if (!text.substring(0, space).equals(ALGORITHM)) {
            throw WireFault.UNSUPPORTED_SIGNING.because(
                    protocol,
                    "The authorization mechanism you have provided is not supported. Please use"
                            + " AWS4-HMAC-SHA256.");
        }
        var fields = fields(text.substring(space), protocol);
        for (var name : CLAIMS) {
            if (fields.getOrDefault(name, "").isEmpty()) {
                throw incomplete(
                        protocol, "Authorization header requires '" + name + "' parameter.");
            }
        }
        var amzDate = request.header("x-amz-date");
        var time =
                amzDate.isPresent()
                        ? amzDate.flatMap(Credential::time)
                        : request.header("date").flatMap(Credential::headerTime);
        if (time.isEmpty()) {
            throw incomplete(
                    protocol,
                    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date'"
                            + " header.");
        }
        return new Authorization(
                credential(
                        fields.getOrDefault("Credential", ""),
                        protocol,
                        WireFault.INCOMPLETE_SIGNATURE),
                signedHeaders(fields.getOrDefault("SignedHeaders", "")),
                fields.getOrDefault("Signature", ""),
                time.get(),
                amzDate.orElseGet(() -> Credential.amzDate(time.get())),
                request.header("x-amz-security-token"),
                Optional.empty());
    }

    private static int endOfWord(String text) {
        var end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static Map<String, String> fields(String text, Protocol protocol) {
        var fields = new LinkedHashMap<String, String>();
        for (var part : text.split(",", -1)) {
            var field = part.strip();
            int equals = field.indexOf('=');
            if (field.isEmpty()) {
                continue;
            }
            if (equals < 0
                    || fields.put(field.substring(0, equals), field.substring(equals + 1))
                            != null) {
                throw incomplete(
                        protocol,
                        "The Authorization header is not a list of different 'name=value' pairs.");
            }
        }
        return fields;
    }

    private static Authorization fromQuery(Form query, Protocol protocol) {
        for (var name : PRESIGNED) {
            var times =
                    query.parameters().stream()
                            .filter(parameter -> parameter.name().equals(name))
                            .count();
            if (times != 1 || query.first(name).orElse("").isEmpty()) {
                throw malformed(
                        protocol,
                        "Query-string authentication version 4 requires the X-Amz-Algorithm,"
                                + " X-Amz-Credential, X-Amz-Signature, X-Amz-Date,"
                                + " X-Amz-SignedHeaders, and X-Amz-Expires parameters, each once.");
            }
        }
        if (!query.first("X-Amz-Algorithm").orElse("").equals(ALGORITHM)) {
            throw malformed(protocol, "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
        }
        var amzDate = query.first("X-Amz-Date").orElse("");
        var time = Credential.time(amzDate);
        if (time.isEmpty()) {
            throw malformed(
                    protocol,
                    "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
        }
        var expires = query.first("X-Amz-Expires").orElse("");
        if (!expires.matches("[0-9]{1,7}") || Long.parseLong(expires) > MAX_VALID_SECONDS) {
            throw malformed(
                    protocol,
                    "X-Amz-Expires must be less than a week (in seconds); that is, the given"
                            + " X-Amz-Expires must be less than 604800 seconds");
        }
        return new Authorization(
                credential(
                        query.first("X-Amz-Credential").orElse(""),
                        protocol,
                        WireFault.MALFORMED_PRESIGNED),
                signedHeaders(query.first("X-Amz-SignedHeaders").orElse("")),
                query.first("X-Amz-Signature").orElse(""),
                time.get(),
                amzDate,
                query.first("X-Amz-Security-Token"),
                Optional.of(Duration.ofSeconds(Long.parseLong(expires))));
    }

    private static List<String> signedHeaders(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).split(";", -1));
    }

    private static Credential credential(String text, Protocol protocol, WireFault fault) {
        return Credential.parse(text)
                .orElseThrow(() ->
                        fault.because(
                                protocol,
                                "Credential must have exactly 5 slash-delimited elements,"
                                        + " e.g. keyid/date/region/service/aws4_request,"
                                        + " got '"
                                        + text
                                        + "'"));
    }

    private static RuntimeException incomplete(Protocol protocol, String message) {
        return WireFault.INCOMPLETE_SIGNATURE.because(protocol, message);
    }

    private static RuntimeException malformed(Protocol protocol, String message) {
        return WireFault.MALFORMED_PRESIGNED.because(protocol, message);
    }
}

package dev.wheelhouse.wire.codec;

import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.error.WireFault;
import dev.wheelhouse.wire.http.Bodies;
import dev.wheelhouse.wire.http.BodyChecksum;
import dev.wheelhouse.wire.http.Form;
import dev.wheelhouse.wire.http.S3Address;
import dev.wheelhouse.wire.model.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;

/** Fills the builder of an S3 request from path, query, headers and body. */
final class RestXmlReader {
    /** Their checksum headers are about the object that they make, not about their body. */
    private static final Set<String> CHECKSUM_OF_OBJECT =
            Set.of(
                    "CompleteMultipartUpload",
                    "CopyObject",
                    "UploadPartCopy",
                    "CreateMultipartUpload");

    /** The headers that name the algorithm of a checksum. */
    private static final List<String> ALGORITHMS =
            List.of("x-amz-checksum-algorithm", "x-amz-sdk-checksum-algorithm");

    /** The algorithms that S3 has and that are not built. */
    private static final Set<String> UNBUILT =
            Set.of("SHA512", "MD5", "XXHASH64", "XXHASH3", "XXHASH128");

    private RestXmlReader() {}

    static void read(Operation operation, SdkPojo builder, WireRequest request) {
        S3Address address;
        Form query;
        try {
            address = S3Address.of(request);
            query = Form.parse(request.rawQuery());
        } catch (IllegalArgumentException _) {
            throw WireFault.MALFORMED_VALUE.because(
                    Protocol.REST_XML, "Couldn't parse the specified URI.");
        }
        refuseUnbuiltChecksums(request);
        if (!CHECKSUM_OF_OBJECT.contains(operation.name())) {
            checkDigests(request);
        }
        for (var field : builder.sdkFields()) {
            switch (field.location()) {
                case PATH, GREEDY_PATH ->
                        (field.locationName().equals("Bucket") ? address.bucket() : address.key())
                                .ifPresent(text -> field.set(builder, text));
                case QUERY_PARAM ->
                        query.first(field.locationName())
                                .ifPresent(text ->
                                        field.set(
                                                builder, scalar(field, text, Timestamps.ISO_8601)));
                case HEADER -> header(field, builder, request);
                case PAYLOAD, STATUS_CODE -> {}
            }
        }
        payload(builder, request);
    }

    private static void header(SdkField<?> field, SdkPojo builder, WireRequest request) {
        var name = field.locationName().toLowerCase(Locale.ROOT);
        switch (field.marshallingType().getKnownType()) {
            case MAP -> {
                var entries = prefixed(name, request);
                if (!entries.isEmpty()) {
                    field.set(builder, entries);
                }
            }
            case LIST -> {
                var member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
                var items = new ArrayList<>();
                for (var line : request.headers().getOrDefault(name, List.of())) {
                    Arrays.stream(line.split(",", -1))
                            .map(text -> scalar(member, text.strip(), Timestamps.RFC_822))
                            .forEach(items::add);
                }
                if (!items.isEmpty()) {
                    field.set(builder, items);
                }
            }
            case STRING,
                    BOOLEAN,
                    INTEGER,
                    LONG,
                    SHORT,
                    BYTE,
                    FLOAT,
                    DOUBLE,
                    BIG_DECIMAL,
                    INSTANT,
                    SDK_BYTES ->
                    request.header(name)
                            .ifPresent(text ->
                                    field.set(builder, scalar(field, text, Timestamps.RFC_822)));
            case SDK_POJO, DOCUMENT, NULL ->
                    throw new IllegalStateException(field.memberName() + " can't be in a header");
        }
    }

    private static Map<String, String> prefixed(String prefix, WireRequest request) {
        var entries = new LinkedHashMap<String, String>();
        request.headers()
                .forEach((name, values) -> {
                    if (name.startsWith(prefix)) {
                        entries.put(name.substring(prefix.length()), String.join(",", values));
                    }
                });
        return entries;
    }

    private static Object scalar(SdkField<?> field, String text, Timestamps usual) {
        return Scalar.read(field, text, usual)
                .orElseThrow(() ->
                        WireFault.MALFORMED_VALUE.because(
                                Protocol.REST_XML,
                                "Argument "
                                        + field.locationName()
                                        + " has an invalid value: "
                                        + text));
    }

    private static void payload(SdkPojo builder, WireRequest request) {
        var inBody =
                builder.sdkFields().stream()
                        .filter(field -> field.location() == MarshallLocation.PAYLOAD)
                        .toList();
        if (inBody.isEmpty() || request.body().length() == 0) {
            return;
        }
        Optional<SdkField<?>> payload = Optional.empty();
        for (var field : inBody) {
            if (field.containsTrait(PayloadTrait.class)) {
                payload = Optional.of(field);
            }
        }
        if (payload.isEmpty()) {
            var body = Bodies.text(request.body(), Protocol.REST_XML);
            XmlReader.structure(builder, XmlReader.document(body));
            return;
        }
        var field = payload.get();
        switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> {
                var body = Bodies.text(request.body(), Protocol.REST_XML);
                field.set(builder, XmlReader.pojo(field, XmlReader.document(body)));
            }
            case SDK_BYTES ->
                    field.set(
                            builder,
                            SdkBytes.fromByteArrayUnsafe(
                                    Bodies.bytes(request.body(), Protocol.REST_XML)));
            case STRING -> field.set(builder, Bodies.text(request.body(), Protocol.REST_XML));
            case BOOLEAN,
                    INTEGER,
                    LONG,
                    SHORT,
                    BYTE,
                    FLOAT,
                    DOUBLE,
                    BIG_DECIMAL,
                    INSTANT,
                    LIST,
                    MAP,
                    DOCUMENT,
                    NULL ->
                    throw new IllegalStateException(field.memberName() + " can't be a body");
        }
    }

    /** Checksums that are not built are refused: nobody is to believe that they were compared. */
    private static void refuseUnbuiltChecksums(WireRequest request) {
        for (var name : request.headers().keySet()) {
            if (BodyChecksum.isUnbuilt(name)) {
                throw notBuilt(name);
            }
        }
        for (var name : ALGORITHMS) {
            request.header(name)
                    .filter(UNBUILT::contains)
                    .ifPresent(algorithm -> {
                        throw notBuilt(name + " " + algorithm);
                    });
        }
    }

    private static RuntimeException notBuilt(String header) {
        return WireFault.NOT_BUILT.because(
                Protocol.REST_XML,
                "A header you provided implies functionality that is not implemented: " + header);
    }

    /** Asks for a digest of a list of what to delete: it must have arrived as it was sent. */
    static void requireDigest(Operation operation, WireRequest request) {
        if (operation.name().equals("DeleteObjects")
                && BodyChecksum.HEADERS.stream()
                        .noneMatch(name -> request.header(name).isPresent())) {
            throw WireFault.INVALID_CHECKSUM.because(
                    Protocol.REST_XML,
                    "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        }
    }

    /** Compares the body with the checksums in headers; those of trailers have been compared. */
    private static void checkDigests(WireRequest request) {
        var trailers = String.join(",", request.headers().getOrDefault("x-amz-trailer", List.of()));
        var checksums = new LinkedHashMap<String, BodyChecksum>();
        for (var name : BodyChecksum.HEADERS) {
            if (request.header(name).isPresent()
                    && !trailers.toLowerCase(Locale.ROOT).contains(name)) {
                BodyChecksum.of(name).ifPresent(checksum -> checksums.put(name, checksum));
            }
        }
        if (checksums.isEmpty()) {
            return;
        }
        try (var in = request.body().open()) {
            var buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (var checksum : checksums.values()) {
                    checksum.update(buffer, 0, n);
                }
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        checksums.forEach((name, checksum) -> {
            var sent = request.header(name).orElse("");
            var computed = checksum.base64();
            if (!BodyChecksum.isWellFormed(sent, computed)) {
                throw name.equals("content-md5")
                        ? WireFault.INVALID_DIGEST.because(
                                Protocol.REST_XML, "The Content-MD5 you specified was invalid.")
                        : WireFault.INVALID_CHECKSUM.because(
                                Protocol.REST_XML, "Value for " + name + " header is invalid.");
            }
            if (!sent.equals(computed)) {
                throw WireFault.BAD_DIGEST.because(Protocol.REST_XML, BodyChecksum.mismatch(name));
            }
        });
    }
}

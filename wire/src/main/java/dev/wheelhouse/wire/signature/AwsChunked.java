package dev.wheelhouse.wire.signature;

import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.error.WireFault;
import dev.wheelhouse.wire.http.BodyChecksum;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Bodies in aws-chunked encoding, signed or unsigned, with or without trailers. Source: "Signature
 * Calculations for the Authorization Header: Transferring Payload in Multiple Chunks" and
 * "Including trailing headers" in the S3 API Reference.
 */
final class AwsChunked {
    private static final String UNSIGNED_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    private static final String SIGNED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private static final String SIGNED_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";

    private AwsChunked() {}

    /**
     * The request with its body unwrapped. The whole body is read once, so that what is answered
     * has been verified.
     */
    static WireRequest unwrap(
            WireRequest request,
            Authorization authorization,
            String payloadHash,
            byte[] signingKey,
            Protocol protocol) {
        if (!List.of(UNSIGNED_TRAILER, SIGNED, SIGNED_TRAILER).contains(payloadHash)) {
            throw WireFault.MALFORMED_VALUE.because(
                    protocol, "x-amz-content-sha256 can't be " + payloadHash + ".");
        }
        var check = new Check(request, authorization, payloadHash, signingKey, protocol);
        long length = check.read();
        var declared = request.header("x-amz-decoded-content-length");
        if (declared.isPresent() && !declared.get().equals(Long.toString(length))) {
            throw WireFault.INCOMPLETE_BODY.because(
                    protocol,
                    "You did not provide the number of bytes specified by the"
                            + " x-amz-decoded-content-length HTTP header.");
        }
        return new WireRequest(
                request.method(),
                request.rawPath(),
                request.rawQuery(),
                headers(request, check.trailers, length),
                new Unwrapped(request.body(), length));
    }

    private static Map<String, List<String>> headers(
            WireRequest request, Map<String, String> trailers, long length) {
        var headers = new HashMap<>(request.headers());
        trailers.forEach((name, value) -> headers.put(name, List.of(value)));
        headers.put("content-length", List.of(Long.toString(length)));
        var encodings =
                headers.getOrDefault("content-encoding", List.of()).stream()
                        .flatMap(value -> List.of(value.split(",", -1)).stream())
                        .map(String::strip)
                        .filter(value -> !value.isEmpty() && !value.equals("aws-chunked"))
                        .toList();
        headers.remove("content-encoding");
        if (!encodings.isEmpty()) {
            headers.put("content-encoding", List.of(String.join(",", encodings)));
        }
        return headers;
    }

    /** A verified body, read again without its wrapping. */
    private record Unwrapped(Payload wrapped, long length) implements Payload {
        @Override
        public InputStream open() throws IOException {
            return new ChunkedStream(wrapped.open(), new Ignore());
        }
    }

    private record Ignore() implements ChunkedStream.Listener {
        @Override
        public void data(byte[] bytes, int offset, int length) {}

        @Override
        public void endOfChunk(Optional<String> signature) {}

        @Override
        public void trailers(Map<String, String> trailers) {}
    }

    private static final class Check implements ChunkedStream.Listener {
        private final WireRequest request;
        private final Authorization authorization;
        private final boolean signed;
        private final byte[] signingKey;
        private final Protocol protocol;
        private final boolean trailed;
        private final Map<String, BodyChecksum> checksums = new LinkedHashMap<>();
        private final Map<String, String> trailers = new LinkedHashMap<>();
        private final MessageDigest chunk = Hashes.sha256();
        private String previousSignature;

        Check(
                WireRequest request,
                Authorization authorization,
                String payloadHash,
                byte[] signingKey,
                Protocol protocol) {
            this.request = request;
            this.authorization = authorization;
            this.signed = !payloadHash.equals(UNSIGNED_TRAILER);
            this.trailed = !payloadHash.equals(SIGNED);
            this.signingKey = signingKey;
            this.protocol = protocol;
            this.previousSignature = authorization.signature();
            for (var name : announced()) {
                if (BodyChecksum.isUnbuilt(name)) {
                    throw WireFault.NOT_BUILT.because(
                            protocol,
                            "A header you provided implies functionality that is not implemented: "
                                    + name);
                }
                checksums.put(
                        name,
                        BodyChecksum.of(name)
                                .orElseThrow(() ->
                                        WireFault.MALFORMED_VALUE.because(
                                                protocol,
                                                "The value specified in the x-amz-trailer"
                                                        + " header is not supported")));
            }
        }

        private List<String> announced() {
            return trailed
                    ? request.headers().getOrDefault("x-amz-trailer", List.of()).stream()
                            .flatMap(value -> List.of(value.split(",", -1)).stream())
                            .map(name -> name.strip().toLowerCase(Locale.ROOT))
                            .filter(name -> !name.isEmpty())
                            .toList()
                    : List.of();
        }

        /** Reads the whole body and answers the length of its data. */
        long read() {
            try (var in = new ChunkedStream(request.body().open(), this)) {
                return in.transferTo(OutputStream.nullOutputStream());
            } catch (EOFException | ChunkedStream.MalformedChunkException cause) {
                throw WireFault.INCOMPLETE_BODY.because(
                        protocol,
                        "The request body is not complete aws-chunked data: "
                                + cause.getMessage()
                                + ".");
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }

        @Override
        public void data(byte[] bytes, int offset, int length) {
            if (signed) {
                chunk.update(bytes, offset, length);
            }
            checksums.values().forEach(checksum -> checksum.update(bytes, offset, length));
        }

        @Override
        public void endOfChunk(Optional<String> signature) {
            if (!signed) {
                return;
            }
            checkSigned(
                    "AWS4-HMAC-SHA256-PAYLOAD",
                    Hashes.EMPTY_SHA256 + "\n" + Hashes.hex(chunk.digest()),
                    signature);
        }

        private void checkSigned(String algorithm, String hash, Optional<String> sent) {
            var toSign =
                    String.join(
                            "\n",
                            algorithm,
                            authorization.amzDate(),
                            authorization.credential().scope(),
                            previousSignature,
                            hash);
            var expected = Hashes.hex(Hashes.hmac(signingKey, toSign));
            if (!Hashes.same(expected, sent.orElse(""))) {
                throw Signatures.mismatch(protocol);
            }
            previousSignature = expected;
        }

        @Override
        public void trailers(Map<String, String> received) {
            var rest = new LinkedHashMap<>(received);
            var signature = Optional.ofNullable(rest.remove("x-amz-trailer-signature"));
            if (!rest.keySet().equals(checksums.keySet())) {
                throw WireFault.MALFORMED_TRAILER.because(
                        protocol,
                        "The request contained trailing data that was not well-formed or did not"
                                + " conform to our published schema.");
            }
            if (signed && trailed) {
                var canonical = new StringBuilder();
                rest.forEach((name, value) ->
                        canonical.append(name).append(':').append(value).append('\n'));
                checkSigned(
                        "AWS4-HMAC-SHA256-TRAILER",
                        Hashes.sha256Hex(canonical.toString()),
                        signature);
            }
            checksums.forEach((name, checksum) -> {
                var sent = rest.get(name);
                var computed = checksum.base64();
                if (sent == null || !BodyChecksum.isWellFormed(sent, computed)) {
                    throw WireFault.INVALID_CHECKSUM.because(
                            protocol, "Value for " + name + " trailing header is invalid.");
                }
                if (!computed.equals(sent)) {
                    throw WireFault.BAD_DIGEST.because(protocol, BodyChecksum.mismatch(name));
                }
            });
            trailers.putAll(rest);
        }
    }
}

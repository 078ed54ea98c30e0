package dev.wheelhouse.catalog.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** Tells requests apart without keeping them. */
final class Fingerprint {
    private Fingerprint() {}

    /** The SHA-256 hash of a request's content, in hexadecimal. */
    static String of(SdkPojo request) {
        var text = new StringBuilder();
        append(text, request);
        return of(text.toString());
    }

    /** The SHA-256 hash of a text, in hexadecimal. */
    static String of(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException cause) {
            throw new IllegalStateException("Every Java platform has SHA-256", cause);
        }
    }

    private static void append(StringBuilder text, @Nullable Object value) {
        switch (value) {
            case null -> text.append('-');
            case SdkPojo shape -> {
                text.append('{');
                for (var field : shape.sdkFields()) {
                    var member = field.getValueOrDefault(shape);
                    if (member != null) {
                        text.append(field.memberName()).append('=');
                        append(text, member);
                    }
                }
                text.append('}');
            }
            case List<?> list -> {
                text.append('[');
                list.forEach(item -> append(text, item));
                text.append(']');
            }
            case Map<?, ?> map -> {
                text.append('{');
                map.entrySet().stream()
                        .sorted((a, b) -> a.getKey().toString().compareTo(b.getKey().toString()))
                        .forEach(entry -> {
                            append(text, entry.getKey());
                            append(text, entry.getValue());
                        });
                text.append('}');
            }
            default -> {
                var plain = value.toString();
                text.append(plain.length()).append(':').append(plain).append(';');
            }
        }
    }
}

package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_ARGUMENT;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Continuation tokens: the last name of the page before, in base64. */
final class Tokens {
    private Tokens() {}

    static String write(String last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    static String read(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw INVALID_ARGUMENT.because("The continuation token provided is incorrect");
        }
    }
}

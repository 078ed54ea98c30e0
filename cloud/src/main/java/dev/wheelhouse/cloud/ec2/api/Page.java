package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next the token for the next page, null at the end
 */
record Page<T>(List<T> items, @Nullable String next) {
    /**
     * Cuts a page.
     *
     * @param token as an earlier page gave it, null for the first
     */
    static <T> Page<T> of(List<T> all, @Nullable Integer size, @Nullable String token) {
        int start = token == null ? 0 : Math.min(read(token), all.size());
        int end = size == null ? all.size() : Math.min(all.size(), start + Math.max(1, size));
        return new Page<>(all.subList(start, end), end < all.size() ? write(end) : null);
    }

    private static String write(int offset) {
        return Base64.getUrlEncoder()
                .encodeToString(("from:" + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int read(String token) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith("from:")) {
                return Math.max(0, Integer.parseInt(text.substring("from:".length())));
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw INVALID_PARAMETER_VALUE.because("Invalid token provided: " + token);
    }
}

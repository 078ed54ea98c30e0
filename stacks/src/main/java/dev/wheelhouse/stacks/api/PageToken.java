package dev.wheelhouse.stacks.api;

import static dev.wheelhouse.stacks.api.CloudFormationError.VALIDATION_ERROR;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a list goes on, as text that clients hand back unread. */
final class PageToken {
    private PageToken() {}

    static String of(String position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /** The position of a token; empty without one. */
    static Optional<String> position(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            throw invalid();
        }
    }

    /** The position of a token, read; what can't be read is refused. */
    static <T> T position(@Nullable String token, T start, Function<String, T> read) {
        try {
            return position(token).map(read).orElse(start);
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            throw invalid();
        }
    }

    private static dev.wheelhouse.wire.ServiceException invalid() {
        return VALIDATION_ERROR.because("The token that is given as NextToken is not valid.");
    }

    /** A page, and the token of the next one where there is more. */
    record Page<T>(List<T> items, Optional<String> next) {
        /**
         * The first items of a list that was read one longer than a page.
         *
         * @param position where the list goes on after an item
         */
        static <T> Page<T> of(List<T> items, int size, Function<T, String> position) {
            if (items.size() <= size) {
                return new Page<>(items, Optional.empty());
            }
            var page = items.subList(0, size);
            return new Page<>(page, Optional.of(PageToken.of(position.apply(page.getLast()))));
        }
    }
}

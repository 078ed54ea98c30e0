package dev.wheelhouse.identity.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, as IAM pages: {@code Marker} and {@code MaxItems} in, {@code IsTruncated} and
 * {@code Marker} out.
 *
 * @param marker where the next page begins; null on the last, as the SDK's builders take it
 */
record Paged<T>(List<T> items, boolean truncated, @Nullable String marker) {
    private static final int DEFAULT_ITEMS = 100;

    /** Reads at most {@code limit} items behind the one of a key. */
    @FunctionalInterface
    interface Source<T> {
        List<T> read(String after, int limit);
    }

    /**
     * Reads one page.
     *
     * @param key what an item is sorted by
     */
    static <T> Paged<T> read(
            @Nullable String marker,
            @Nullable Integer maxItems,
            Source<T> source,
            Function<T, String> key) {
        var size = Optional.ofNullable(maxItems).orElse(DEFAULT_ITEMS);
        var items = source.read(after(marker), size + 1);
        if (items.size() <= size) {
            return new Paged<>(items, false, null);
        }
        var page = items.subList(0, size);
        return new Paged<>(
                page,
                true,
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                key.apply(page.getLast()).getBytes(StandardCharsets.UTF_8)));
    }

    private static String after(@Nullable String marker) {
        if (marker == null) {
            return "";
        }
        try {
            return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            throw IamError.VALIDATION.because("Invalid Marker.");
        }
    }

    /** A list that is read whole, and paged here. */
    static <T> Source<T> of(List<T> all, Function<T, String> key) {
        return (after, limit) ->
                all.stream()
                        .filter(item -> after.isEmpty() || key.apply(item).compareTo(after) > 0)
                        .limit(limit)
                        .toList();
    }
}

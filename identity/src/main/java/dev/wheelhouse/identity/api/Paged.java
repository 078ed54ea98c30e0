package dev.wheelhouse.identity.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, as IAM pages: {@code Marker} and {@code MaxItems} in, {@code IsTruncated} and
 * {@code Marker} out.
 *
 * @param marker where the next page begins; null on the last, as the SDK's builders take it
 */
record Paged<T>(List<T> items, boolean truncated, @Nullable String marker) {
    private static final int DEFAULT_ITEMS = 100;

    /** How many characters the sum takes that a marker begins with. */
    private static final int SUM = 8;

    /** Reads at most {@code limit} items behind the one of a key. */
    @FunctionalInterface
    interface Source<T> {
        List<T> read(String after, int limit);
    }

    /**
     * Reads one page, or answers {@code ValidationError} when the marker is none of this list's.
     *
     * @param list the action that lists; its markers are good for no other
     * @param key what an item is sorted by
     */
    static <T> Paged<T> read(
            String list,
            @Nullable String marker,
            @Nullable Integer maxItems,
            Source<T> source,
            Function<T, String> key) {
        var size = Optional.ofNullable(maxItems).orElse(DEFAULT_ITEMS);
        var items =
                source.read(
                        marker == null
                                ? ""
                                : after(list, marker)
                                        .orElseThrow(() ->
                                                IamError.VALIDATION.because("Invalid Marker.")),
                        size + 1);
        if (items.size() <= size) {
            return new Paged<>(items, false, null);
        }
        var page = items.subList(0, size);
        return new Paged<>(page, true, marker(list, key.apply(page.getLast())));
    }

    private static String marker(String list, String key) {
        var content = list + "/" + key;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((sum(content) + content).getBytes(StandardCharsets.UTF_8));
    }

    /** The key that a marker stands behind; empty when this list has not given it. */
    static Optional<String> after(String list, String marker) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(marker);
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
        var text = new String(bytes, StandardCharsets.UTF_8);
        var start = SUM + list.length() + 1;
        return text.length() > start
                        && text.startsWith(list + "/", SUM)
                        && text.startsWith(sum(text.substring(SUM)))
                ? Optional.of(text.substring(start))
                : Optional.empty();
    }

    /** Tells a marker from one that was cut or altered; it is no secret. */
    private static String sum(String content) {
        var sum = new CRC32();
        sum.update(content.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(sum.getValue());
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

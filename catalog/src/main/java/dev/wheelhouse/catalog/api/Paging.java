package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;

import dev.wheelhouse.catalog.sql.Cursor;
import dev.wheelhouse.catalog.sql.Place;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.wire.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a list begins and how long it is. A page token says after which item the next
 * page begins, and belongs to the request that it was answered to.
 *
 * @param after the last item of the page before
 * @param size the most items on the page
 * @param scope a hash of what else the request asked for
 */
record Paging(Cursor after, int size, String scope) {
    private static final int DEFAULT_SIZE = 20;

    /**
     * A page of a list.
     *
     * @param nextToken the token of the next page; null on the last one
     */
    record Page<T>(List<T> items, @Nullable String nextToken) {}

    /**
     * Reads what a request says about paging.
     *
     * @param operation the action's name
     * @param about what else tells one list of this action from another
     * @param token the request's page token
     * @param size the request's page size; none or 0 means 20
     */
    static Paging of(
            Call call,
            String operation,
            String about,
            @Nullable String token,
            @Nullable Integer size) {
        var scope =
                Fingerprint.of(call.account() + " " + call.region() + " " + operation + " " + about)
                        .substring(0, 16);
        var pageSize = size == null || size == 0 ? DEFAULT_SIZE : size;
        return new Paging(token == null ? Cursor.START : read(token, scope), pageSize, scope);
    }

    /** The page of a list that is ordered by its cursors. */
    <T> Page<T> of(List<T> all, Function<T, Cursor> at) {
        var rest = all.stream().filter(item -> at.apply(item).compareTo(after) > 0).toList();
        return cut(rest, at);
    }

    /**
     * The page of a list in an order of its own. It begins after the last item of the page before,
     * wherever that is now; if it is gone, after as many items as were seen.
     */
    <T> Page<T> inOrder(List<T> all, Function<T, String> id) {
        var begin = 0;
        if (!after.equals(Cursor.START)) {
            var last = all.stream().map(id).toList().indexOf(after.id());
            begin = last < 0 ? (int) Math.min(after.createdAtMs(), all.size()) : last + 1;
        }
        var end = Math.min(begin + size, all.size());
        return new Page<>(
                all.subList(begin, end),
                end == all.size() ? null : token(new Cursor(end, id.apply(all.get(end - 1)))));
    }

    /** The place that this page comes after, in a list that is sorted by a text. */
    Optional<Place> place() {
        if (after.equals(Cursor.START)) {
            return Optional.empty();
        }
        var end = (int) Math.min(after.createdAtMs(), after.id().length());
        return Optional.of(new Place(after.id().substring(0, end), after.id().substring(end)));
    }

    /**
     * A page of a list that begins after {@link #place}; has one more item when there is a next
     * page.
     */
    <T> Page<T> at(List<T> rest, Function<T, Place> at) {
        return cut(
                rest,
                item -> {
                    var place = at.apply(item);
                    return new Cursor(place.key().length(), place.key() + place.id());
                });
    }

    /**
     * A page of a list that begins after the cursor; has one more item when there is a next page.
     */
    <T> Page<T> cut(List<T> rest, Function<T, Cursor> at) {
        if (rest.size() <= size) {
            return new Page<>(rest, null);
        }
        var items = rest.subList(0, size);
        return new Page<>(items, token(at.apply(items.getLast())));
    }

    private String token(Cursor last) {
        var text = scope + ":" + last.createdAtMs() + ":" + last.id();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Cursor read(String token, String scope) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            var parts = List.of(text.split(":", 3));
            if (parts.size() == 3 && parts.getFirst().equals(scope)) {
                var number = Long.parseLong(parts.get(1));
                if (number >= 0) {
                    return new Cursor(number, parts.get(2));
                }
            }
        } catch (IllegalArgumentException _) {
            throw invalid();
        }
        throw invalid();
    }

    /** A page token that no request was answered with. */
    static ServiceException invalid() {
        return INVALID_PARAMETERS.because("Invalid page token.");
    }
}

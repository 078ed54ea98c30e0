package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.Tag;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the Organizations API refuses as InvalidInputException in more than one of its actions. */
final class OrganizationRules {
    /** One for all its lists: a token says no more than behind which id its page begins. */
    private static final String LIST = "organizations";

    private OrganizationRules() {}

    /** Tags that a caller may set; asked once the right to set them is given. */
    static void requireOwn(List<Tag> tags) {
        requireOwnKeys(tags.stream().map(Tag::key).toList());
    }

    /** The same for their keys. */
    static void requireOwnKeys(List<String> keys) {
        if (keys.stream().anyMatch(key -> key.toLowerCase(Locale.ROOT).startsWith("aws:"))) {
            throw OrganizationsError.INVALID_INPUT.because(
                    "You specified a tag key that is a system tag. You can't add, edit, or delete"
                            + " system tag keys because they're reserved for AWS use.");
        }
    }

    /**
     * Reads one page, as {@link Paged} does.
     *
     * @param token as an earlier page gave it, null for the first
     */
    static <T> Paged<T> page(
            @Nullable String token,
            @Nullable Integer maxResults,
            Paged.Source<T> source,
            Function<T, String> key) {
        if (token != null && Paged.after(LIST, token).isEmpty()) {
            throw OrganizationsError.INVALID_INPUT.because(
                    "The pagination token is not the value that the response to a previous call of"
                            + " the operation gave.");
        }
        return Paged.read(LIST, token, maxResults, source, key);
    }
}

package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;
import static dev.wheelhouse.catalog.api.CatalogError.LIMIT_EXCEEDED;

import dev.wheelhouse.catalog.Tags;
import dev.wheelhouse.identity.AccessRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.servicecatalog.model.Tag;

/** Tags as the API lists them. */
final class TagLists {
    private TagLists() {}

    /** The tags of a request: each key once, none that belongs to AWS. */
    static Tags read(List<Tag> list) {
        var tags = new LinkedHashMap<String, String>();
        for (var tag : list) {
            if (tag.key().toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw INVALID_PARAMETERS.because(
                        "Tag keys that start with aws: are reserved: " + tag.key() + ".");
            }
            if (tags.put(tag.key(), tag.value()) != null) {
                throw INVALID_PARAMETERS.because("Duplicate tag key: " + tag.key() + ".");
            }
        }
        return new Tags(tags);
    }

    static List<Tag> write(Tags tags) {
        return tags.byKey().entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    static void checkNumber(Tags tags, int limit) {
        checkNumber(tags, limit, LIMIT_EXCEEDED);
    }

    /**
     * Refuses too many tags.
     *
     * @param error for the actions that have no LimitExceededException
     */
    static void checkNumber(Tags tags, int limit, CatalogError error) {
        if (tags.size() > limit) {
            throw error.because("Tag limit exceeded. Limit: " + limit);
        }
    }

    /** The question with the tags that the request carries, for {@code aws:RequestTag/KEY}. */
    static AccessRequest asked(AccessRequest question, Tags tags) {
        var asked = question;
        for (var tag : tags.byKey().entrySet()) {
            asked = asked.with("aws:RequestTag/" + tag.getKey(), tag.getValue());
        }
        return tags.size() == 0
                ? asked
                : asked.with("aws:TagKeys", tags.byKey().keySet().toArray(String[]::new));
    }

    /** The question with the tags that its resource has, for {@code aws:ResourceTag/KEY}. */
    static AccessRequest about(AccessRequest question, Tags tags) {
        var about = question;
        for (var tag : tags.byKey().entrySet()) {
            about = about.with("aws:ResourceTag/" + tag.getKey(), tag.getValue());
        }
        return about;
    }
}

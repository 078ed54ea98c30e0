package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Tag;
import dev.wheelhouse.identity.sql.TagStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tags on users, roles, policies and instance profiles. */
final class Tags {
    private static final int MOST = 50;
    private static final TagStore STORE = new TagStore();

    private Tags() {}

    /** The tags of a request, or {@code InvalidInput} when a key comes twice. */
    static List<Tag> given(List<software.amazon.awssdk.services.iam.model.Tag> tags) {
        var keys = new HashSet<String>();
        var given = tags.stream().map(tag -> new Tag(tag.key(), tag.value())).toList();
        for (var tag : given) {
            if (!keys.add(tag.key().toLowerCase(Locale.ROOT))) {
                throw IamError.INVALID_INPUT.because(
                        "Duplicate tag keys found. Please note that Tag keys are case"
                                + " insensitive.");
            }
            if (tag.key().toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw IamError.INVALID_INPUT.because(
                        "Tag keys starting with 'aws:' are reserved for internal use.");
            }
        }
        requireRoom(given.size());
        return given;
    }

    static List<software.amazon.awssdk.services.iam.model.Tag> sdk(List<Tag> tags) {
        return tags.stream()
                .map(tag ->
                        software.amazon.awssdk.services.iam.model.Tag.builder()
                                .key(tag.key())
                                .value(tag.value())
                                .build())
                .toList();
    }

    /** Asks whether something may be made, and with these tags. */
    static void requireTagging(Call call, AccessRequest making, String tagging, List<Tag> given) {
        var tagged = Principal.map(given);
        call.require(making.withRequestTags(tagged));
        if (!given.isEmpty()) {
            call.require(
                    new AccessRequest(
                                    tagging,
                                    making.resource(),
                                    making.context(),
                                    making.resourcePolicy())
                            .withRequestTags(tagged));
        }
    }

    /** Tags a user or role. */
    static void tag(Handle db, Desk desk, Call call, Principal principal, List<Tag> given) {
        var action = "Tag" + principal.kind().suffix();
        call.require(principal.asking(action).withRequestTags(Principal.map(given)));
        put(db, desk, call, "iam:" + action, principal.id(), principal.arn(), given);
    }

    /** Takes tags from a user or role. */
    static void untag(Handle db, Desk desk, Call call, Principal principal, List<String> keys) {
        var action = "Untag" + principal.kind().suffix();
        call.require(principal.asking(action).with("aws:TagKeys", keys.toArray(String[]::new)));
        remove(db, desk, call, "iam:" + action, principal.id(), principal.arn(), keys);
    }

    /** Puts tags on what an id names, after the question was asked. */
    static void put(
            Handle db,
            Desk desk,
            Call call,
            String action,
            String id,
            String arn,
            List<Tag> given) {
        var before = STORE.list(db, call.account(), id);
        STORE.put(db, call.account(), id, given);
        var after = STORE.list(db, call.account(), id);
        requireRoom(after.size());
        desk.changed(db, call, action, arn, state(before), state(after));
    }

    /** Removes tags from what an id names, after the question was asked. */
    static void remove(
            Handle db,
            Desk desk,
            Call call,
            String action,
            String id,
            String arn,
            List<String> keys) {
        var before = STORE.list(db, call.account(), id);
        STORE.remove(db, call.account(), id, keys);
        desk.changed(
                db, call, action, arn, state(before), state(STORE.list(db, call.account(), id)));
    }

    private static void requireRoom(int count) {
        if (count > MOST) {
            throw IamError.LIMIT_EXCEEDED.because(
                    "The number of tags has reached the maximum limit.");
        }
    }

    private static Value state(List<Tag> tags) {
        Map<String, Value> values = new LinkedHashMap<>();
        tags.forEach(tag -> values.put(tag.key(), Value.text(tag.value())));
        return Value.object(values);
    }
}

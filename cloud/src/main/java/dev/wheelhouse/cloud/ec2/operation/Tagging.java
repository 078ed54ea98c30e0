package dev.wheelhouse.cloud.ec2.operation;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_ID;

import dev.wheelhouse.cloud.ec2.sql.TagStore;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.store.Journal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** What can be done to the tags of EC2 resources. */
public final class Tagging {
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("i", "instance"),
                    Map.entry("sg", "security-group"),
                    Map.entry("sgr", "security-group-rule"),
                    Map.entry("vpc", "vpc"),
                    Map.entry("subnet", "subnet"),
                    Map.entry("igw", "internet-gateway"),
                    Map.entry("rtb", "route-table"),
                    Map.entry("key", "key-pair"));

    private final TagStore tags = new TagStore();
    private final Questions questions = new Questions();
    private final Existence existence;
    private final Network network;
    private final Journal journal;

    public Tagging(Network network, Existence existence, Journal journal) {
        this.network = network;
        this.existence = existence;
        this.journal = journal;
    }

    /** Says whether there is a resource of an id. */
    @FunctionalInterface
    public interface Existence {
        boolean exists(Acting by, String type, String id);
    }

    /** The type of a resource, in the words of ARNs, by the prefix of its id. */
    public static Optional<String> type(String id) {
        int dash = id.indexOf('-');
        return dash < 0 ? Optional.empty() : Optional.ofNullable(TYPES.get(id.substring(0, dash)));
    }

    /** Sets tags that a user named. */
    public void put(Acting by, Collection<String> ids, Map<String, String> wanted) {
        network.open(by);
        var request = requests(by, "CreateTags", ids);
        request.forEach(each -> by.require(each.withRequestTags(wanted)));
        TagRules.check(wanted);
        ids.forEach(id -> refuseMissing(by, id));
        for (var id : ids) {
            var before = tags.of(by.db(), by.account(), by.region(), id);
            tags.put(by.db(), by.account(), by.region(), id, wanted);
            TagRules.checkCount(tags.of(by.db(), by.account(), by.region(), id));
            journal(by, "ec2:CreateTags", id, before);
        }
    }

    /**
     * Removes tags.
     *
     * @param unwanted values by key; an empty value removes the tag whatever its value is
     */
    public void remove(Acting by, Collection<String> ids, Map<String, Optional<String>> unwanted) {
        network.open(by);
        requests(by, "DeleteTags", ids)
                .forEach(each ->
                        by.require(
                                each.with(
                                        "aws:TagKeys", unwanted.keySet().toArray(String[]::new))));
        ids.forEach(id -> refuseMissing(by, id));
        for (var id : ids) {
            var before = tags.of(by.db(), by.account(), by.region(), id);
            unwanted.forEach((key, value) -> {
                if (!key.startsWith("aws:")
                        && before.containsKey(key)
                        && (value.isEmpty() || value.get().equals(before.get(key)))) {
                    tags.remove(by.db(), by.account(), by.region(), id, key);
                }
            });
            journal(by, "ec2:DeleteTags", id, before);
        }
    }

    /** Removes all tags that a user set. */
    public void removeAll(Acting by, Collection<String> ids) {
        for (var id : ids) {
            var unwanted = new HashMap<String, Optional<String>>();
            tags.of(by.db(), by.account(), by.region(), id)
                    .keySet()
                    .forEach(key -> unwanted.put(key, Optional.empty()));
            remove(by, List.of(id), unwanted);
        }
    }

    /**
     * Makes a resource's tags what a stack says they are. Asks for the rights that the difference
     * takes; tags that the stack did not set stay.
     */
    public void replace(
            Acting by, String id, Map<String, String> before, Map<String, String> after) {
        var changed = new HashMap<>(after);
        changed.entrySet().removeAll(before.entrySet());
        var removed = before.keySet().stream().filter(key -> !after.containsKey(key)).toList();
        if (!changed.isEmpty()) {
            requests(by, "CreateTags", List.of(id))
                    .forEach(each -> by.require(each.withRequestTags(changed)));
            tags.put(by.db(), by.account(), by.region(), id, changed);
        }
        if (!removed.isEmpty()) {
            requests(by, "DeleteTags", List.of(id))
                    .forEach(each ->
                            by.require(each.with("aws:TagKeys", removed.toArray(String[]::new))));
            removed.forEach(key -> tags.remove(by.db(), by.account(), by.region(), id, key));
        }
    }

    /** A resource's tags, without asking for any right. */
    public SequencedMap<String, String> of(Acting by, String id) {
        return tags.of(by.db(), by.account(), by.region(), id);
    }

    /** All tags by resource, without asking for any right. */
    public Map<String, SequencedMap<String, String>> all(Acting by) {
        return tags.all(by.db(), by.account(), by.region());
    }

    /** To remove tags, policies are told of the tags that there are, and of nothing else. */
    private List<AccessRequest> requests(Acting by, String action, Collection<String> ids) {
        return ids.stream()
                .map(id -> {
                    var type = type(id).orElse("*");
                    return action.equals("CreateTags")
                            ? questions.aboutFound(by, action, type, id)
                            : questions.tagged(
                                    by,
                                    AccessRequest.to(
                                            "ec2:" + action, by.arn("ec2", type + "/" + id)),
                                    id);
                })
                .toList();
    }

    private void refuseMissing(Acting by, String id) {
        if (!existence.exists(by, type(id).orElse(""), id)) {
            throw INVALID_ID.because("The ID '" + id + "' is not valid");
        }
    }

    private void journal(Acting by, String action, String id, SequencedMap<String, String> before) {
        journal.append(
                by.db(),
                by.entry(
                        action,
                        by.arn("ec2", type(id).orElse("*") + "/" + id),
                        Optional.of(value(before)),
                        Optional.of(value(of(by, id)))));
    }

    private static Value value(Map<String, String> tags) {
        var members = Value.object();
        for (var tag : tags.entrySet()) {
            members = members.with(tag.getKey(), Value.text(tag.getValue()));
        }
        return members;
    }
}

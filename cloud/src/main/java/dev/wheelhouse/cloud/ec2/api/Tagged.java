package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Tags in requests and answers. */
final class Tagged {
    private Tagged() {}

    /**
     * The tags of one resource type in a request.
     *
     * @param ignored types that a request may tag, too, which are not built as resources of their
     *     own
     */
    static Map<String, String> of(
            List<TagSpecification> specifications, String type, Set<String> ignored) {
        var tags = new LinkedHashMap<String, String>();
        for (var specification : specifications) {
            var named = specification.resourceTypeAsString();
            if (type.equals(named)) {
                tags.putAll(read(specification.tags()));
            } else if (!ignored.contains(named)) {
                throw INVALID_PARAMETER_VALUE.because(
                        "'"
                                + named
                                + "' is not a valid taggable resource type for this operation.");
            }
        }
        tags.keySet()
                .forEach(key -> {
                    if (key.startsWith("aws:")) {
                        throw INVALID_PARAMETER_VALUE.because(
                                "Tag keys starting with 'aws:' are reserved for internal use");
                    }
                });
        return tags;
    }

    static Map<String, String> read(List<Tag> tags) {
        var read = new LinkedHashMap<String, String>();
        for (var tag : tags) {
            read.put(tag.key() == null ? "" : tag.key(), tag.value() == null ? "" : tag.value());
        }
        return read;
    }

    static List<Tag> write(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}

package dev.wheelhouse.cloud.iam.provider;

import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.cloud.resource.ResourceStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import software.amazon.awssdk.services.iam.model.Tag;

/** Tags of roles and users: those of stack and template; IAM's types take no system tags. */
final class IamTags {
    private IamTags() {}

    static SequencedMap<String, String> of(ResourceStep step, Properties properties) {
        var ofStack = new LinkedHashMap<>(step.tags());
        ofStack.keySet().removeIf(key -> key.startsWith("aws:"));
        return properties.tags(ofStack);
    }

    static List<Tag> sdk(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /** Those that are not there yet, or differ. */
    static List<Tag> missing(Map<String, String> there, Map<String, String> wanted) {
        var missing = new LinkedHashMap<>(wanted);
        missing.entrySet().removeIf(tag -> Objects.equals(there.get(tag.getKey()), tag.getValue()));
        return sdk(missing);
    }

    /** The keys that are not wanted any more. */
    static List<String> unwanted(Map<String, String> there, Map<String, String> wanted) {
        return there.keySet().stream().filter(key -> !wanted.containsKey(key)).toList();
    }

    static Map<String, String> read(List<Tag> tags) {
        var read = new LinkedHashMap<String, String>();
        tags.forEach(tag -> read.put(tag.key(), tag.value()));
        return read;
    }
}

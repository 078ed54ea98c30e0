package dev.wheelhouse.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * The condition keys that say which tags a request sets or takes away, whatever its action: {@code
 * aws:RequestTag/KEY} and {@code aws:TagKeys}. IAM User Guide, "Controlling access to AWS resources
 * using tags".
 *
 * <p>Tags are what lists of keys and values are called here: {@code Tags}, the {@code AddTags} of
 * Service Catalog, and in EC2 the {@code Tags} of {@code TagSpecifications}.
 */
final class RequestTags {
    private static final String FAMILY = "aws:RequestTag/";
    private static final Set<String> MEMBERS =
            Set.of("Tags", "AddTags", "TagSpecifications", "TagKeys", "RemoveTags");

    private RequestTags() {}

    /**
     * The keys, also when the request has no tags: then policies know that it has none.
     *
     * @param request the filled builder of the SDK's request class
     */
    static Map<String, List<String>> keys(SdkPojo request) {
        var keys = new LinkedHashMap<String, List<String>>();
        var named = new ArrayList<String>();
        keys.put(FAMILY, List.of());
        if (request.sdkFields().stream().anyMatch(field -> MEMBERS.contains(field.memberName()))) {
            collect((SdkPojo) ((SdkBuilder<?, ?>) request).build(), keys, named);
        }
        keys.put("aws:TagKeys", List.copyOf(named));
        return keys;
    }

    private static void collect(
            SdkPojo holder, Map<String, List<String>> keys, List<String> named) {
        for (var field : holder.sdkFields()) {
            switch (field.memberName()) {
                case "Tags", "AddTags" ->
                        structures(holder, field).forEach(tag -> add(tag, keys, named));
                case "TagSpecifications" ->
                        structures(holder, field).forEach(each -> collect(each, keys, named));
                case "TagKeys", "RemoveTags" ->
                        items(holder, field)
                                .filter(String.class::isInstance)
                                .forEach(key -> named.add((String) key));
                default -> {
                    // Says nothing of tags.
                }
            }
        }
    }

    private static void add(SdkPojo tag, Map<String, List<String>> keys, List<String> named) {
        text(tag, "Key")
                .ifPresent(key -> {
                    named.add(key);
                    keys.put(FAMILY + key, List.of(text(tag, "Value").orElse("")));
                });
    }

    private static Stream<SdkPojo> structures(SdkPojo holder, SdkField<?> list) {
        return items(holder, list).filter(SdkPojo.class::isInstance).map(SdkPojo.class::cast);
    }

    private static Stream<?> items(SdkPojo holder, SdkField<?> list) {
        return list.getValueOrDefault(holder) instanceof Collection<?> items
                ? items.stream()
                : Stream.of();
    }

    private static Optional<String> text(SdkPojo holder, String member) {
        return holder.sdkFields().stream()
                .filter(field -> field.memberName().equals(member))
                .map(field -> field.getValueOrDefault(holder))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst();
    }
}

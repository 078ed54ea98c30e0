package dev.wheelhouse.cloud.ec2.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;

/**
 * A path of members into an answer, such as {@code NetworkInterfaces.Attachment.Status}. Names are
 * compared without case and hyphens, so that {@code network-interfaces.attachment.status} is the
 * same. Lists on the way are gone through item by item.
 */
final class AnswerPath {
    /** As EC2 compares times with the patterns of a filter. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private AnswerPath() {}

    /**
     * The texts of all values that stand there; none where a member on the way is not set.
     *
     * @throws IllegalArgumentException if there is no such member
     */
    static Collection<String> values(SdkPojo answer, String path) {
        var at = List.<Object>of(answer);
        var fields = answer.sdkFields();
        for (var name : path.split("\\.", -1)) {
            var field = field(fields, name, path);
            var next = new ArrayList<Object>();
            for (var each : at) {
                add(next, field.getValueOrDefault(each));
            }
            at = next;
            fields = membersOf(field);
        }
        return at.stream().map(AnswerPath::text).toList();
    }

    private static SdkField<?> field(List<SdkField<?>> fields, String name, String path) {
        var plain = name.replace("-", "");
        return fields.stream()
                .filter(field -> field.memberName().equalsIgnoreCase(plain))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("No member " + name + " of " + path));
    }

    private static void add(List<Object> all, @Nullable Object value) {
        if (value instanceof Collection<?> items) {
            items.forEach(item -> add(all, item));
        } else if (value != null) {
            all.add(value);
        }
    }

    /** The members of what a field holds; none where that is no structure. */
    private static List<SdkField<?>> membersOf(SdkField<?> field) {
        if (MarshallingType.LIST.equals(field.marshallingType())) {
            return membersOf(field.getTrait(ListTrait.class).memberFieldInfo());
        }
        return MarshallingType.SDK_POJO.equals(field.marshallingType())
                ? field.constructor().get().sdkFields()
                : List.of();
    }

    private static String text(Object value) {
        return value instanceof Instant time ? TIME.format(time) : String.valueOf(value);
    }
}

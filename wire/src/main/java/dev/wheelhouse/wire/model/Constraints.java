package dev.wheelhouse.wire.model;

import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceException;
import dev.wheelhouse.wire.error.WireFault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Checks a decoded request against the constraints of its service's model, before any handler sees
 * it. The texts are AWS's own.
 */
public final class Constraints {
    private final ServiceModel model;
    private final List<Violation> violations = new ArrayList<>();

    private Constraints(ServiceModel model) {
        this.model = model;
    }

    /**
     * Refuses a request that breaks a constraint.
     *
     * @param request the built request, not its builder
     * @throws ServiceException with all violations in its message: {@code 1 validation error
     *     detected: Value 'x' at 'displayName' failed to satisfy constraint: Member must have
     *     length less than or equal to 100}; EC2 and S3 name the first only
     */
    public static void check(ServiceModel model, Operation operation, SdkPojo request) {
        if (operation.input().isEmpty()) {
            return;
        }
        var violations = violations(model, operation.input().get(), request);
        if (!violations.isEmpty()) {
            throw refusal(model.protocol(), operation, violations);
        }
    }

    static List<Violation> violations(ServiceModel model, String shape, SdkPojo request) {
        var constraints = new Constraints(model);
        constraints.structure((Shape.Structure) model.shape(shape), request, "");
        return constraints.violations;
    }

    private static ServiceException refusal(
            Protocol protocol, Operation operation, List<Violation> violations) {
        var first = violations.getFirst();
        return switch (protocol) {
            case JSON_1_1, QUERY -> {
                var text = new StringBuilder();
                text.append(violations.size())
                        .append(violations.size() == 1 ? " validation error" : " validation errors")
                        .append(" detected: ");
                text.append(
                        String.join("; ", violations.stream().map(Violation::sentence).toList()));
                yield fault(protocol, operation).because(protocol, text.toString());
            }
            case EC2_QUERY ->
                    first.missing()
                            ? WireFault.MISSING_VALUE.because(
                                    protocol,
                                    "The request must contain the parameter " + first.path())
                            : WireFault.VALIDATION.because(
                                    protocol,
                                    first.shown()
                                                    .map(value -> "Value (" + value + ")")
                                                    .orElse("The value")
                                            + " for parameter "
                                            + first.path()
                                            + " is invalid. "
                                            + first.constraint());
            case REST_XML ->
                    first.path().contains(".")
                            ? WireFault.MALFORMED.because(
                                    protocol,
                                    "The XML you provided was not well-formed or did not validate"
                                            + " against our published schema")
                            : first.missing()
                                    ? WireFault.MISSING_VALUE.because(
                                            protocol,
                                            "The request must contain the parameter "
                                                    + first.path())
                                    : WireFault.VALIDATION.because(protocol, first.sentence());
        };
    }

    /** Organizations has an error of its own for this, which its operations declare. */
    private static WireFault fault(Protocol protocol, Operation operation) {
        return protocol == Protocol.JSON_1_1 && operation.errors().contains("InvalidInputException")
                ? WireFault.INVALID_INPUT
                : WireFault.VALIDATION;
    }

    private void structure(Shape.Structure shape, SdkPojo value, String path) {
        if (shape.members().isEmpty()) {
            return;
        }
        var fields = new HashMap<String, SdkField<?>>();
        for (var field : value.sdkFields()) {
            fields.put(field.memberName(), field);
        }
        // The SDK calls some members otherwise than the model: StackStatusFilters.
        for (var field : value.sdkFields()) {
            fields.putIfAbsent(field.locationName(), field);
        }
        for (var member : shape.members()) {
            var field = fields.get(member.name());
            if (field == null) {
                continue; // a member that the SDK's class leaves out, such as a streamed body
            }
            var at = path + lowerCamel(member.name());
            var set = set(value, field);
            if (set == null) {
                if (member.required()) {
                    violations.add(Violation.missing(at));
                }
            } else if (member.shape().isPresent()) {
                value(model.shape(member.shape().get()), set, at);
            }
        }
    }

    /**
     * The value that the request itself has. {@link SdkField} would fill in an idempotency token,
     * which hides that the client sent none.
     */
    private static @Nullable Object set(SdkPojo holder, SdkField<?> field) {
        if (field.containsTrait(DefaultValueTrait.class) && holder instanceof SdkRequest request) {
            return request.getValueForField(field.memberName(), Object.class).orElse(null);
        }
        var value = field.getValueOrDefault(holder);
        return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap
                ? null
                : value;
    }

    private void value(Shape shape, Object value, String path) {
        switch (shape) {
            case Shape.Structure structure -> structure(structure, (SdkPojo) value, path + ".");
            case Shape.Items items -> items(items, (List<?>) value, path);
            case Shape.Entries entries -> entries(entries, (Map<?, ?>) value, path);
            case Shape.Text _, Shape.Amount _, Shape.Binary _ -> {
                for (var broken : Scalars.broken(shape, value)) {
                    violations.add(new Violation(path, shown(shape, value), broken));
                }
            }
        }
    }

    private void items(Shape.Items shape, List<?> values, String path) {
        size(shape.size(), values.size(), path, shown(shape.sensitive(), values));
        Optional<Shape> member = shape.member().map(model::shape);
        boolean broken = false;
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            if (value == null) {
                violations.add(Violation.missing(path + "." + (i + 1) + ".member"));
            } else if (member.isPresent()) {
                if (Scalars.isScalar(member.get())) {
                    broken |= !Scalars.broken(member.get(), value).isEmpty();
                } else {
                    value(member.get(), value, path + "." + (i + 1) + ".member");
                }
            }
        }
        if (broken) {
            var shown =
                    member.filter(Scalars::isSensitive).isPresent()
                            ? Optional.<String>empty()
                            : shown(shape.sensitive(), values);
            violations.add(
                    new Violation(
                            path,
                            shown,
                            "Member must satisfy constraint: "
                                    + Scalars.constraints(member.orElseThrow())));
        }
    }

    private void entries(Shape.Entries shape, Map<?, ?> values, String path) {
        size(shape.size(), values.size(), path, shown(shape.sensitive(), values));
        Optional<Shape> key = shape.key().map(model::shape);
        Optional<Shape> member = shape.value().map(model::shape);
        boolean brokenKey = false;
        boolean brokenValue = false;
        for (var entry : values.entrySet()) {
            brokenKey |= key.isPresent() && !Scalars.broken(key.get(), entry.getKey()).isEmpty();
            var value = entry.getValue();
            if (value == null) {
                violations.add(Violation.missing(path + "." + entry.getKey() + ".member"));
            } else if (member.isPresent()) {
                if (Scalars.isScalar(member.get())) {
                    brokenValue |= !Scalars.broken(member.get(), value).isEmpty();
                } else {
                    value(member.get(), value, path + "." + entry.getKey() + ".member");
                }
            }
        }
        boolean hidden =
                key.filter(Scalars::isSensitive).isPresent()
                        || member.filter(Scalars::isSensitive).isPresent();
        var shown = hidden ? Optional.<String>empty() : shown(shape.sensitive(), values);
        if (brokenKey) {
            violations.add(
                    new Violation(
                            path,
                            shown,
                            "Map keys must satisfy constraint: "
                                    + Scalars.constraints(key.orElseThrow())));
        }
        if (brokenValue) {
            violations.add(
                    new Violation(
                            path,
                            shown,
                            "Map value must satisfy constraint: "
                                    + Scalars.constraints(member.orElseThrow())));
        }
    }

    private void size(Shape.Bounds bounds, int size, String path, Optional<String> shown) {
        for (var broken : Scalars.brokenLength(bounds, BigDecimal.valueOf(size))) {
            violations.add(new Violation(path, shown, broken));
        }
    }

    private static Optional<String> shown(Shape shape, Object value) {
        return shown(Scalars.isSensitive(shape) || value instanceof SdkBytes, value);
    }

    private static Optional<String> shown(boolean sensitive, Object value) {
        return sensitive ? Optional.empty() : Optional.of(value.toString());
    }

    private static String lowerCamel(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}

package dev.wheelhouse.conformance.action;

import dev.wheelhouse.wire.model.Operation;
import dev.wheelhouse.wire.model.ServiceModel;
import dev.wheelhouse.wire.model.Shape;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Makes the least request of an action that its service's model admits: every required member, with
 * a value that fits its length, range, pattern and enumeration.
 */
final class Requests {
    private final ServiceModel model;
    private final Map<String, Object> preferred;

    /**
     * @param preferred values by member name, set wherever a request has such a member, required or
     *     not, since some rules stand in the guide and not in the model
     */
    Requests(String service, Map<String, Object> preferred) {
        this.model = ServiceModel.load(service);
        this.preferred = preferred;
    }

    /**
     * Calls the action through a client of the SDK.
     *
     * @return what the client answers
     * @throws RuntimeException what the client throws
     */
    Object call(Object client, String action) {
        var method =
                Arrays.stream(client.getClass().getMethods())
                        .filter(each -> each.getName().equalsIgnoreCase(action))
                        .filter(Requests::takesARequest)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("The SDK has no " + action));
        var request = request(method.getParameterTypes()[0], model.operation(action).orElseThrow());
        try {
            method.setAccessible(true);
            return method.getParameterCount() == 1
                    ? method.invoke(client, request)
                    : method.invoke(client, request, RequestBody.fromString("body"));
        } catch (InvocationTargetException cause) {
            if (cause.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new AssertionError(cause);
        } catch (IllegalAccessException cause) {
            throw new AssertionError(cause);
        }
    }

    private static boolean takesARequest(Method method) {
        var types = method.getParameterTypes();
        return types.length > 0
                && SdkRequest.class.isAssignableFrom(types[0])
                && (types.length == 1 || (types.length == 2 && types[1] == RequestBody.class));
    }

    private Object request(Class<?> type, Operation operation) {
        try {
            var builder = (SdkPojo) type.getMethod("builder").invoke(null);
            return filled(builder, operation.input());
        } catch (ReflectiveOperationException cause) {
            throw new LinkageError("The SDK has no builder of " + type, cause);
        }
    }

    private Object filled(SdkPojo builder, Optional<String> shape) {
        var members =
                shape.map(model::shape)
                        .filter(Shape.Structure.class::isInstance)
                        .map(each -> ((Shape.Structure) each).members())
                        .orElse(List.of());
        for (var field : builder.sdkFields()) {
            var known =
                    members.stream()
                            .filter(each -> each.name().equals(field.memberName()))
                            .findFirst();
            if (preferred.containsKey(field.memberName())
                    && fits(field, preferred.get(field.memberName()))) {
                field.set(builder, preferred.get(field.memberName()));
            } else if (known.filter(Shape.Member::required).isPresent()) {
                field.set(builder, value(field, known.get().shape()));
            }
        }
        return ((SdkBuilder<?, ?>) builder).build();
    }

    private static boolean fits(SdkField<?> field, Object value) {
        return field.marshallingType().getTargetClass().isInstance(value);
    }

    private Object value(SdkField<?> field, Optional<String> shape) {
        var type = field.marshallingType();
        if (type.equals(MarshallingType.STRING)) {
            return text(field.memberName(), shape.map(model::shape));
        }
        if (type.equals(MarshallingType.INTEGER)) {
            return least(shape).intValue();
        }
        if (type.equals(MarshallingType.LONG)) {
            return least(shape).longValue();
        }
        if (type.equals(MarshallingType.BOOLEAN)) {
            return true;
        }
        if (type.equals(MarshallingType.INSTANT)) {
            return Instant.EPOCH;
        }
        if (type.equals(MarshallingType.SDK_BYTES)) {
            return SdkBytes.fromUtf8String("bytes");
        }
        if (type.equals(MarshallingType.LIST)) {
            var member = field.getTrait(ListTrait.class).memberFieldInfo();
            var items = shape.map(model::shape).flatMap(each -> ((Shape.Items) each).member());
            return List.of(value(member, items));
        }
        if (type.equals(MarshallingType.MAP)) {
            var member = field.getTrait(MapTrait.class).valueFieldInfo();
            return Map.of("key", value(member, Optional.empty()));
        }
        if (type.equals(MarshallingType.SDK_POJO)) {
            return filled(field.constructor().get(), shape);
        }
        throw new AssertionError("No value for " + field.memberName() + " of type " + type);
    }

    private BigDecimal least(Optional<String> shape) {
        return shape.map(model::shape)
                .flatMap(each ->
                        each instanceof Shape.Amount amount
                                ? amount.value().min()
                                : Optional.empty())
                .orElse(BigDecimal.ONE);
    }

    private static String text(String member, Optional<Shape> shape) {
        if (shape.isEmpty() || !(shape.get() instanceof Shape.Text rules)) {
            return "some";
        }
        if (!rules.allowed().isEmpty()) {
            return rules.allowed().getFirst();
        }
        var least = rules.length().min().orElse(BigDecimal.ZERO).intValue();
        return List.of(
                        "some",
                        "some-" + "x".repeat(Math.max(0, least)),
                        "123456789012",
                        "r-ab12",
                        "car-12345678",
                        "some@example.com",
                        "/some",
                        "AKIAIOSFODNN7EXAMPLE",
                        "arn:aws:iam::123456789012:role/some",
                        "arn:aws:organizations::123456789012:account/o-abcdefghij/123456789012",
                        "p-12345678",
                        "ou-ab12-12345678",
                        "v1",
                        "{}",
                        "ec2.amazonaws.com",
                        "AWSServiceName")
                .stream()
                .filter(each ->
                        rules.pattern().map(p -> p.matcher(each).matches()).orElse(true)
                                && !rules.length().missedBy(new BigDecimal(each.length()))
                                && !rules.length().exceededBy(new BigDecimal(each.length())))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError(
                                "No value for " + member + " that matches " + rules.pattern()));
    }
}

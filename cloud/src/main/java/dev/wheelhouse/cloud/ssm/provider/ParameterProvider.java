package dev.wheelhouse.cloud.ssm.provider;

import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.resource.GeneratedNames;
import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Property;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceSchema.Update;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.cloud.ssm.Parameter;
import dev.wheelhouse.cloud.ssm.SsmRefusal;
import dev.wheelhouse.cloud.ssm.operation.Parameters;
import dev.wheelhouse.document.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code AWS::SSM::Parameter} of the types String and StringList; {@code Ref} is its name. A
 * parameter without a name is called {@code CFN-<LogicalId>-<12 random>}. One that is there already
 * is not adopted: the resource fails. SecureString is refused, as CloudFormation refuses it (source
 * of these rules: the type's handlers in aws-cloudformation-resource-providers-ssm).
 */
public final class ParameterProvider implements ResourceProvider {
    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::SSM::Parameter",
                    Map.of(
                            "Name", new Property(Shape.STRING, false, Update.REPLACEMENT),
                            "Type", new Property(Shape.STRING, true, Update.IN_PLACE),
                            "Value", new Property(Shape.STRING, true, Update.IN_PLACE),
                            "Description", changeable(Shape.STRING),
                            "AllowedPattern", changeable(Shape.STRING),
                            "DataType", changeable(Shape.STRING),
                            "Policies", changeable(Shape.STRING),
                            "Tier", changeable(Shape.STRING),
                            "Tags", changeable(Shape.OBJECT)),
                    List.of("Type", "Value", "Arn"),
                    true,
                    false);

    private final Parameters parameters;
    private final GeneratedNames names;

    public ParameterProvider(Parameters parameters, GeneratedNames names) {
        this.parameters = parameters;
        this.names = names;
    }

    @Override
    public ResourceSchema schema() {
        return SCHEMA;
    }

    @Override
    public Progress create(ResourceStep step, Value.Members values) {
        var properties = new Properties(values);
        var by = Acting.of(step);
        return translate(() -> {
            var name =
                    properties
                            .text("Name")
                            .orElseGet(() -> "CFN-" + step.logicalId() + "-" + names.randomPart());
            return read(by, added(by, change(name, properties, false, tags(step, properties))));
        });
    }

    private Parameter added(Acting by, Parameters.Change change) {
        try {
            return parameters.put(by, change);
        } catch (SsmRefusal refusal) {
            if (refusal.reason() == SsmRefusal.Reason.ALREADY_EXISTS) {
                throw ResourceFailure.alreadyExists(SCHEMA.type(), change.name());
            }
            throw refusal;
        }
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        var properties = new Properties(after);
        var by = Acting.of(step);
        return translate(() -> {
            var stored = parameters.put(by, change(physicalId, properties, true, Map.of()));
            retag(by, stored, tags(step, properties));
            return read(by, stored);
        });
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        return translate(() -> {
            parameters.delete(Acting.of(step), "ssm:DeleteParameter", physicalId);
            return new Progress.Done(physicalId, Map.of());
        });
    }

    private static Parameters.Change change(
            String name, Properties properties, boolean overwrite, Map<String, String> tags) {
        var type = properties.requiredText("Type");
        if (type.equalsIgnoreCase(Parameter.SECURE)) {
            throw Properties.invalid(
                    "SSM Parameters of type SecureString cannot be created using CloudFormation");
        }
        return new Parameters.Change(
                name,
                Optional.of(type),
                properties.requiredText("Value"),
                properties.text("Description"),
                properties.text("AllowedPattern").filter(pattern -> !pattern.isEmpty()),
                properties.text("DataType"),
                properties.text("Tier"),
                Optional.empty(),
                properties.text("Policies").filter(policies -> !policies.isEmpty()),
                overwrite,
                tags);
    }

    private static SequencedMap<String, String> tags(ResourceStep step, Properties properties) {
        var tags = new LinkedHashMap<>(step.tags());
        properties
                .object("Tags")
                .ifPresent(own ->
                        own.values()
                                .values()
                                .keySet()
                                .forEach(key -> {
                                    Properties.refuseReserved(key);
                                    tags.put(key, own.requiredText(key));
                                }));
        return tags;
    }

    private void retag(Acting by, Parameter stored, Map<String, String> wanted) {
        var changed = new LinkedHashMap<>(wanted);
        changed.entrySet().removeAll(stored.tags().entrySet());
        if (!changed.isEmpty()) {
            parameters.tag(by, stored.name(), changed);
        }
        var unwanted =
                stored.tags().keySet().stream()
                        .filter(key -> !wanted.containsKey(key))
                        .collect(Collectors.toSet());
        if (!unwanted.isEmpty()) {
            parameters.untag(by, stored.name(), unwanted);
        }
    }

    private Progress read(Acting by, Parameter stored) {
        parameters.get(by, "ssm:GetParameters", stored.name());
        return new Progress.Done(
                stored.name(),
                Map.of(
                        "Type", Value.text(stored.type()),
                        "Value", Value.text(stored.value()),
                        "Arn", Value.text(parameters.arn(by, stored.name()))));
    }

    private static Property changeable(Shape shape) {
        return new Property(shape, false, Update.IN_PLACE);
    }

    private static Progress translate(Supplier<Progress> work) {
        try {
            return work.get();
        } catch (SsmRefusal refusal) {
            throw new ResourceFailure(code(refusal.reason()), refusal.text());
        }
    }

    private static ResourceFailure.Code code(SsmRefusal.Reason reason) {
        return switch (reason) {
            case ALREADY_EXISTS -> ResourceFailure.Code.ALREADY_EXISTS;
            case NOT_FOUND, INVALID_RESOURCE_ID -> ResourceFailure.Code.NOT_FOUND;
            case TOO_MANY_TAGS -> ResourceFailure.Code.SERVICE_LIMIT_EXCEEDED;
            case HIERARCHY_LEVELS,
                    HIERARCHY_TYPE,
                    INVALID_FILTER,
                    INVALID_FILTER_OPTION,
                    INVALID_FILTER_VALUE,
                    INVALID_KEY,
                    INVALID_NEXT_TOKEN,
                    PATTERN_MISMATCH,
                    TOO_LONG,
                    UNSUPPORTED_TYPE,
                    VALIDATION,
                    VERSION_NOT_FOUND ->
                    ResourceFailure.Code.INVALID_REQUEST;
        };
    }
}

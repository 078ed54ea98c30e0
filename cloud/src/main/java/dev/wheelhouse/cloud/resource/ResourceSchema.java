package dev.wheelhouse.cloud.resource;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a resource type is, in the terms of the CloudFormation registry.
 *
 * @param type for example {@code AWS::EC2::Instance}
 * @param properties the top-level properties by name
 * @param attributes the names that {@code Fn::GetAtt} knows
 * @param systemTags whether stack tags are put on it, and {@code aws:cloudformation:*} where the
 *     type takes them
 * @param capability {@code CAPABILITY_IAM} when creating it takes that acknowledgement, else empty
 * @param secrets what of it is never shown
 */
public record ResourceSchema(
        String type,
        Map<String, Property> properties,
        List<String> attributes,
        boolean systemTags,
        boolean capability,
        Secrets secrets) {
    /** A type without secrets. */
    public ResourceSchema(
            String type,
            Map<String, Property> properties,
            List<String> attributes,
            boolean systemTags,
            boolean capability) {
        this(type, properties, attributes, systemTags, capability, Secrets.NONE);
    }

    /**
     * What events and change sets show a mask for.
     *
     * @param attributes names of attributes, wherever {@code Fn::GetAtt} takes them
     * @param properties paths of properties: {@code LoginProfile/Password}
     */
    public record Secrets(Set<String> attributes, Set<String> properties) {
        public static final Secrets NONE = new Secrets(Set.of(), Set.of());

        public Secrets {
            attributes = Set.copyOf(attributes);
            properties = Set.copyOf(properties);
        }
    }

    /**
     * A property.
     *
     * @param shape what its value is
     * @param required whether it must be there
     * @param update what a change of it means
     */
    public record Property(Shape shape, boolean required, Update update) {}

    /** What a property's value is. */
    public enum Shape {
        STRING,
        NUMBER,
        BOOLEAN,
        LIST,
        OBJECT,
        /** A policy document or another free-form document. */
        JSON
    }

    /** What a change of a property means. */
    public enum Update {
        IN_PLACE,
        REPLACEMENT
    }
}

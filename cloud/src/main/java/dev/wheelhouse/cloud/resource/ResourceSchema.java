package dev.wheelhouse.cloud.resource;

import java.util.List;
import java.util.Map;

/**
 * What a resource type is, in the terms of the CloudFormation registry.
 *
 * @param type for example {@code AWS::EC2::Instance}
 * @param properties the top-level properties by name
 * @param attributes the names that {@code Fn::GetAtt} knows
 * @param systemTags whether {@code aws:cloudformation:*} and stack tags are put on it
 * @param capability {@code CAPABILITY_IAM} when creating it takes that acknowledgement, else empty
 */
public record ResourceSchema(
        String type,
        Map<String, Property> properties,
        List<String> attributes,
        boolean systemTags,
        boolean capability) {
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

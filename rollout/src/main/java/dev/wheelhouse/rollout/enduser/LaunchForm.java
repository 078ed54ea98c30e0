package dev.wheelhouse.rollout.enduser;

import dev.wheelhouse.document.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be filled in to launch a version of a product through a path.
 *
 * @param fields in the order in which to ask for them
 * @param rules the rules that a launch must keep, by name, as the template language writes them
 * @param launchRole the role that the product is launched with; empty when it is the caller's own
 *     rights
 */
public record LaunchForm(
        CatalogProduct product,
        CatalogProduct.Version version,
        CatalogProduct.Path path,
        List<Field> fields,
        Value.Members rules,
        Optional<String> launchRole) {
    public LaunchForm {
        fields = List.copyOf(fields);
    }

    /** The field of that name. */
    public Optional<Field> field(String key) {
        return fields.stream().filter(field -> field.key().equals(key)).findFirst();
    }

    /** The fields that have no default and no value among those given. */
    public List<Field> missing(Map<String, String> values) {
        return fields.stream()
                .filter(field -> field.defaultValue().isEmpty())
                .filter(field -> !values.containsKey(field.key()))
                .toList();
    }

    /**
     * One parameter.
     *
     * @param key its name in the template
     * @param label how to ask for it; the key when the template says nothing
     * @param group the heading it stands under; may be empty
     * @param type as in the template, for example {@code AWS::EC2::KeyPair::KeyName}
     * @param defaultValue what is taken when no value is given; empty also when the constraints do
     *     not admit the template's default
     * @param secret whether it is NoEcho: not to be shown
     * @param allowedValues the only values that template and constraints admit; empty when any is
     * @param narrowedBy the rules that took values away from the template's own list, by name
     * @param allowedPattern a regular expression for the whole value; may be empty
     * @param constraintDescription what the value must be, in words; may be empty
     */
    public record Field(
            String key,
            String label,
            String group,
            String type,
            String description,
            Optional<String> defaultValue,
            boolean secret,
            List<String> allowedValues,
            List<String> narrowedBy,
            String allowedPattern,
            String constraintDescription,
            Limits limits) {
        public Field {
            allowedValues = List.copyOf(allowedValues);
            narrowedBy = List.copyOf(narrowedBy);
        }
    }

    /** Lengths and values, as the template gives them. */
    public record Limits(
            Optional<String> minLength,
            Optional<String> maxLength,
            Optional<String> minValue,
            Optional<String> maxValue) {}
}

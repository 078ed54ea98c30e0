package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a template offers and takes, for GetTemplateSummary, ValidateTemplate and
 * DescribeProvisioningParameters.
 *
 * @param version the format version, where it is said
 * @param description the template's Description
 * @param metadata the Metadata section as JSON text
 * @param parameters in template order
 * @param resourceTypes each once, in template order
 * @param outputs in template order
 * @param capabilities what must be acknowledged
 */
public record TemplateSummary(
        Optional<String> version,
        Optional<String> description,
        Optional<String> metadata,
        List<ParameterDeclaration> parameters,
        List<String> resourceTypes,
        List<OutputDeclaration> outputs,
        Capabilities capabilities) {
    /**
     * The summary of a template.
     *
     * @param takesCapability whether a resource type needs acknowledgement
     */
    public static TemplateSummary of(Template template, Predicate<String> takesCapability) {
        return new TemplateSummary(
                template.version(),
                template.description(),
                template.metadata().values().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Json.write(template.metadata())),
                List.copyOf(template.parameters().byName().values()),
                template.resources().values().stream()
                        .map(ResourceDeclaration::type)
                        .distinct()
                        .toList(),
                List.copyOf(template.outputs().values()),
                Capabilities.of(template.resources().values(), takesCapability));
    }
}

package dev.wheelhouse.catalog.api;

import dev.wheelhouse.stacks.template.ParameterDeclaration;
import dev.wheelhouse.stacks.template.RuleSet;
import dev.wheelhouse.stacks.template.Template;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.ParameterConstraints;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactParameter;

/** What the API shows of the parameters of a template. */
final class ParameterShapes {
    private ParameterShapes() {}

    /**
     * The parameters of a template.
     *
     * @param rules narrow the allowed values, as far as that is certain
     */
    static List<ProvisioningArtifactParameter> of(Template template, RuleSet rules) {
        return template.parameters().byName().values().stream()
                .map(declaration -> parameter(declaration, rules))
                .toList();
    }

    private static ProvisioningArtifactParameter parameter(
            ParameterDeclaration declaration, RuleSet rules) {
        return ProvisioningArtifactParameter.builder()
                .parameterKey(declaration.name())
                .defaultValue(
                        declaration
                                .defaultValue()
                                .map(text -> declaration.noEcho() ? "****" : text)
                                .orElse(null))
                .parameterType(declaration.type().text())
                .isNoEcho(declaration.noEcho())
                .description(declaration.description().orElse(null))
                .parameterConstraints(
                        ParameterConstraints.builder()
                                .allowedValues(allowedValues(declaration, rules))
                                .allowedPattern(declaration.allowedPattern().orElse(null))
                                .constraintDescription(
                                        declaration.constraintDescription().orElse(null))
                                .maxLength(text(declaration.maxLength()))
                                .minLength(text(declaration.minLength()))
                                .maxValue(
                                        declaration
                                                .maxValue()
                                                .map(n -> n.toPlainString())
                                                .orElse(null))
                                .minValue(
                                        declaration
                                                .minValue()
                                                .map(n -> n.toPlainString())
                                                .orElse(null))
                                .build())
                .build();
    }

    private static @Nullable String text(Optional<Long> number) {
        return number.map(String::valueOf).orElse(null);
    }

    /** The values that both template and template constraints leave. */
    private static List<String> allowedValues(ParameterDeclaration declaration, RuleSet rules) {
        var allowed = declaration.allowedValues();
        var byRules = rules.allowedValues(declaration.name());
        if (byRules.isEmpty()) {
            return allowed;
        }
        return allowed.isEmpty()
                ? byRules.get()
                : allowed.stream().filter(byRules.get()::contains).toList();
    }
}

package dev.wheelhouse.catalog.api;

import dev.wheelhouse.catalog.LaunchPath;
import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.stacks.template.ParameterDeclaration;
import dev.wheelhouse.stacks.template.RuleSet;
import dev.wheelhouse.stacks.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.ParameterConstraints;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactOutput;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactParameter;
import software.amazon.awssdk.services.servicecatalog.model.UsageInstruction;

/**
 * What a launch by one path asks its user for: the template's parameters with their constraints, as
 * far as that is certain narrowed by the template constraints of the path.
 */
final class LaunchForm {
    private static final Set<String> NAMES_OF_IAM =
            Set.of("RoleName", "UserName", "GroupName", "ManagedPolicyName", "InstanceProfileName");

    private final Template template;
    private final LaunchPath path;
    private final AccountId launchingAccount;
    private final RuleSet rules;

    LaunchForm(Template template, LaunchPath path, AccountId launchingAccount) {
        this.template = template;
        this.path = path;
        this.launchingAccount = launchingAccount;
        this.rules = path.constraints().rules();
    }

    List<ProvisioningArtifactParameter> parameters() {
        return template.parameters().byName().values().stream().map(this::parameter).toList();
    }

    private ProvisioningArtifactParameter parameter(ParameterDeclaration declaration) {
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
                                .allowedValues(allowedValues(declaration))
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
    private List<String> allowedValues(ParameterDeclaration declaration) {
        var allowed = declaration.allowedValues();
        var byRules = rules.allowedValues(declaration.name());
        if (byRules.isEmpty()) {
            return allowed;
        }
        return allowed.isEmpty()
                ? byRules.get()
                : allowed.stream().filter(byRules.get()::contains).toList();
    }

    /** In the order in which AWS answers them. */
    List<UsageInstruction> usageInstructions() {
        var instructions = new ArrayList<UsageInstruction>();
        var all = template.rules().and(rules);
        instructions.add(instruction("rules", Json.write(Value.object(all.values()))));
        instructions.add(instruction("version", template.version().orElse("2010-09-09")));
        var iam = iamTypes();
        if (!iam.isEmpty()) {
            instructions.add(
                    instruction(
                            "capabilitiesReason",
                            "The following resource(s) require capabilities: " + iam));
        }
        template.description()
                .ifPresent(text -> instructions.add(instruction("description", text)));
        if (!template.metadata().values().isEmpty()) {
            instructions.add(instruction("metadata", Json.write(template.metadata())));
        }
        path.constraints()
                .launchRoleArn(launchingAccount)
                .ifPresent(role -> instructions.add(instruction("launchAsRole", role)));
        instructions.add(
                instruction(
                        "tagUpdateOnProvisionedProduct",
                        path.constraints().tagUpdatesAllowed() ? "ALLOWED" : "NOT_ALLOWED"));
        if (!iam.isEmpty()) {
            instructions.add(
                    instruction(
                            "capability", namesIam() ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM"));
        }
        return instructions;
    }

    List<ProvisioningArtifactOutput> outputKeys() {
        return template.outputs().values().stream()
                .map(output ->
                        ProvisioningArtifactOutput.builder()
                                .key(output.name())
                                .description(output.description().orElse(null))
                                .build())
                .toList();
    }

    private Set<String> iamTypes() {
        var types = new TreeSet<String>();
        template.resources()
                .values()
                .forEach(resource -> {
                    if (resource.type().startsWith("AWS::IAM::")) {
                        types.add(resource.type());
                    }
                });
        return types;
    }

    private boolean namesIam() {
        return template.resources().values().stream()
                .filter(resource -> resource.type().startsWith("AWS::IAM::"))
                .map(resource -> resource.source().get("Properties"))
                .anyMatch(properties ->
                        properties.isPresent()
                                && properties.get() instanceof Value.Members members
                                && NAMES_OF_IAM.stream().anyMatch(members::has));
    }

    private static UsageInstruction instruction(String type, String value) {
        return UsageInstruction.builder().type(type).value(value).build();
    }
}

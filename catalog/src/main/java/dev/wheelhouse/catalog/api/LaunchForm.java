package dev.wheelhouse.catalog.api;

import dev.wheelhouse.catalog.LaunchPath;
import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.stacks.template.Capabilities;
import dev.wheelhouse.stacks.template.RuleSet;
import dev.wheelhouse.stacks.template.Template;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactOutput;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactParameter;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactPreferences;
import software.amazon.awssdk.services.servicecatalog.model.UsageInstruction;

/**
 * What a launch by one path asks its user for: the template's parameters with their constraints, as
 * far as that is certain narrowed by the template constraints of the path.
 */
final class LaunchForm {
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
        return ParameterShapes.of(template, rules);
    }

    /** Where a launch may go that becomes a stack set; nothing for a stack. */
    ProvisioningArtifactPreferences preferences() {
        var preferences = ProvisioningArtifactPreferences.builder();
        path.constraints()
                .stackSet()
                .ifPresent(stackSet ->
                        preferences
                                .stackSetAccounts(stackSet.accounts())
                                .stackSetRegions(stackSet.regions()));
        return preferences.build();
    }

    /** In the order in which AWS answers them. */
    List<UsageInstruction> usageInstructions() {
        var instructions = new ArrayList<UsageInstruction>();
        var all = template.rules().and(rules);
        instructions.add(instruction("rules", Json.write(Value.object(all.values()))));
        instructions.add(instruction("version", template.version().orElse("2010-09-09")));
        var capabilities = capabilities();
        capabilities
                .reason()
                .ifPresent(text -> instructions.add(instruction("capabilitiesReason", text)));
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
        capabilities
                .required()
                .forEach(capability -> instructions.add(instruction("capability", capability)));
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

    private Capabilities capabilities() {
        return Capabilities.of(
                template.resources().values(), type -> type.startsWith("AWS::IAM::"));
    }

    private static UsageInstruction instruction(String type, String value) {
        return UsageInstruction.builder().type(type).value(value).build();
    }
}

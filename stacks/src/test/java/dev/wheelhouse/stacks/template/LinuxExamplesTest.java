package dev.wheelhouse.stacks.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.document.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The templates and template constraints under {@code examples/linux}, which a user starts from.
 */
class LinuxExamplesTest {
    private static final Path EXAMPLES = Path.of("../examples/linux");
    private static final String GROUP = "AWS::EC2::SecurityGroup::Id";
    private final SampleSurroundings surroundings =
            new SampleSurroundings()
                    .with("AWS::EC2::KeyPair::KeyName", "mine", Map.of())
                    .with("AWS::EC2::Image::Id", "ami-1", Map.of())
                    .with(
                            GROUP,
                            "sg-lamp",
                            Map.of(
                                    "Tags.aws:cloudformation:logical-id",
                                    Value.text("WebServerSecurityGroup"),
                                    "Tags.Product",
                                    Value.text("Linux LAMP Stack")))
                    .with(GROUP, "sg-other", Map.of())
                    .stored(
                            "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
                            "ami-1");

    @Test
    void theLampConstraintRefusesWhatTheTemplateAllows() throws IOException {
        var template =
                template("LAMP_Single_Instance_v1.template")
                        .withRules(constraint("LAMP_Launch_Constraint.json"));

        assertThat(failures(template, Map.of("InstanceType", "t3.small"))).isEmpty();
        assertThat(failures(template, Map.of("InstanceType", "m5.large")))
                .singleElement()
                .asString()
                .startsWith("Rule ")
                .contains("'m5.large' is not allowed for InstanceType; allowed: t3.micro, ");
        assertThat(
                        template.rules()
                                .allowedValues(
                                        template.parameters().find("InstanceType").orElseThrow()))
                .hasValueSatisfying(values ->
                        assertThat(values).contains("t3.micro").doesNotContain("m5.large"));
    }

    @Test
    void theLinuxConstraintAdmitsOnlyTheGroupOfALampStack() throws IOException {
        var template =
                template("Linux_Single_Instance_v1.template")
                        .withRules(constraint("Linux_Instance_Launch_Constraint.json"));

        assertThat(failures(template, Map.of("SecurityGroup", "sg-lamp"))).isEmpty();
        assertThat(failures(template, Map.of("SecurityGroup", "sg-other")))
                .isNotEmpty()
                .allSatisfy(text ->
                        assertThat(text).contains("'sg-other' is not allowed for SecurityGroup"));
    }

    private List<String> failures(Template template, Map<String, String> given) {
        var arguments = new HashMap<>(given);
        for (var parameter : template.parameters().byName().values()) {
            if (parameter.defaultValue().isEmpty()) {
                arguments.putIfAbsent(
                        parameter.name(), parameter.noEcho() ? "Passw0rdPassw0rd" : "mine");
            }
        }
        var resolved =
                template.with(
                        template.parameters().resolve(arguments, Set.of(), Map.of(), surroundings),
                        SampleSurroundings.PSEUDO);
        return resolved.ruleFailures(surroundings).stream().map(RuleFailure::text).toList();
    }

    private static Template template(String name) throws IOException {
        return Template.parse(Files.readString(EXAMPLES.resolve(name)));
    }

    private static RuleSet constraint(String name) throws IOException {
        return RuleSet.parse(Files.readString(EXAMPLES.resolve(name))).prefixed("cons-1a");
    }
}

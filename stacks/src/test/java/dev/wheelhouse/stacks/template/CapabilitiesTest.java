package dev.wheelhouse.stacks.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
    private static final String NAMED =
            """
            AWSTemplateFormatVersion: "2010-09-09"
            Description: roles
            Metadata: {Note: x}
            Resources:
              Topic: {Type: "AWS::SNS::Topic"}
              Role: {Type: "AWS::IAM::Role", Properties: {RoleName: r}}
              Policy: {Type: "AWS::IAM::Policy"}
            Outputs:
              O: {Value: x, Description: an output}
            """;

    @Test
    void namedRolesTakeMoreThanOthers() {
        var summary = TemplateSummary.of(Template.parse(NAMED), CapabilitiesTest::isIam);
        var capabilities = summary.capabilities();

        assertThat(capabilities.required()).containsExactly("CAPABILITY_NAMED_IAM");
        assertThat(capabilities.reason())
                .contains(
                        "The following resource(s) require capabilities: [AWS::IAM::Role,"
                                + " AWS::IAM::Policy]");
        assertThat(capabilities.refusal(Set.of("CAPABILITY_IAM")))
                .contains("Requires capabilities : [CAPABILITY_NAMED_IAM]");
        assertThat(capabilities.refusal(Set.of("CAPABILITY_NAMED_IAM"))).isEmpty();
        assertThat(summary.resourceTypes())
                .containsExactly("AWS::SNS::Topic", "AWS::IAM::Role", "AWS::IAM::Policy");
        assertThat(summary.metadata()).contains("{\"Note\":\"x\"}");
    }

    @Test
    void aRoleWithoutNameTakesTheLesserOne() {
        var template = Template.parse(NAMED.replace(", Properties: {RoleName: r}", ""));

        assertThat(
                        Capabilities.of(template.resources().values(), CapabilitiesTest::isIam)
                                .required())
                .containsExactly("CAPABILITY_IAM");
        assertThat(Capabilities.of(template.resources().values(), _ -> false).refusal(Set.of()))
                .isEmpty();
    }

    @Test
    void unknownTypesAndAttributesAreNamed() {
        var template =
                Template.parse(
                        """
                        Resources:
                          A: {Type: "AWS::Foo::Bar"}
                          B: {Type: "AWS::Foo::Baz", Properties: {N: !GetAtt A.Bad}}
                        """);

        assertThatThrownBy(() -> template.requireTypes(_ -> false))
                .hasMessage(
                        "Template format error: Unrecognized resource types: [AWS::Foo::Bar,"
                                + " AWS::Foo::Baz]");
        assertThatThrownBy(() -> template.requireAttributes((_, _) -> false))
                .hasMessage(
                        "Template error: resource A does not support attribute type Bad in"
                                + " Fn::GetAtt");
    }

    private static boolean isIam(String type) {
        return type.startsWith("AWS::IAM::");
    }
}

package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import java.util.List;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** A parameter is made with all of its properties, changed in place, renamed and deleted. */
final class ParameterStory implements Story {
    private static final String TEMPLATE =
            """
            Resources:
              Size:
                Type: AWS::SSM::Parameter
                Properties:
                  Name: /web/size
                  Type: String
                  Value: small
                  Description: how much
                  AllowedPattern: "[a-z]+"
                  DataType: text
                  Tier: Intelligent-Tiering
                  Tags: {team: web}
            Outputs:
              Name: {Value: !Ref Size}
              Type: {Value: !GetAtt Size.Type}
              Value: {Value: !GetAtt Size.Value}
            """;

    @Override
    public String type() {
        return "AWS::SSM::Parameter";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        lives(admin, stacks);
        names(admin, stacks);
        fails(admin, stacks);
        stacks.needs(
                TEMPLATE,
                List.of("ssm:PutParameter", "ssm:AddTagsToResource", "ssm:GetParameters"),
                List.of("ssm:DeleteParameter"),
                () -> all(admin));
    }

    private static void lives(SdkClients admin, Stacks stacks) {
        assertThat(stacks.create("parameters", TEMPLATE))
                .containsEntry("Name", "/web/size")
                .containsEntry("Type", "String")
                .containsEntry("Value", "small");
        assertThat(all(admin))
                .singleElement()
                .returns("how much", ParameterMetadata::description)
                .returns("[a-z]+", ParameterMetadata::allowedPattern)
                .returns("Standard", ParameterMetadata::tierAsString);
        assertThat(tags(admin))
                .contains(Tag.builder().key("team").value("web").build())
                .anyMatch(tag -> tag.key().equals("aws:cloudformation:stack-id"));

        var changed = TEMPLATE.replace("small", "large").replace("{team: web}", "{cost: low}");
        assertThat(stacks.update("parameters", changed)).containsEntry("Value", "large");
        assertThat(admin.ssm().getParameter(r -> r.name("/web/size")).parameter())
                .returns("large", Parameter::value)
                .returns(2L, Parameter::version);
        assertThat(tags(admin))
                .contains(Tag.builder().key("cost").value("low").build())
                .noneMatch(tag -> tag.key().equals("team"));

        assertThat(stacks.failsToUpdate("parameters", changed.replace("large", "LARGE")))
                .contains("Parameter value, cannot be validated against allowedPattern: [a-z]+");
        assertThat(admin.ssm().getParameter(r -> r.name("/web/size")).parameter().value())
                .isEqualTo("large");
        stacks.update("parameters", changed.replace("/web/size", "/web/other"));
        assertThat(all(admin)).singleElement().returns("/web/other", ParameterMetadata::name);
        stacks.delete("parameters");
        assertThat(all(admin)).isEmpty();
    }

    private static void names(SdkClients admin, Stacks stacks) {
        var name =
                stacks.create(
                                "unnamed",
                                TEMPLATE.replace("      Name: /web/size\n", "")
                                        .replace("Type: String", "Type: StringList"))
                        .get("Name");
        assertThat(name).matches("CFN-Size-[A-Za-z0-9]{12}");
        assertThat(all(admin)).singleElement().returns(name, ParameterMetadata::name);
        stacks.delete("unnamed");
    }

    private static void fails(SdkClients admin, Stacks stacks) {
        assertThat(stacks.failsToCreate("secure", TEMPLATE.replace("String", "SecureString")))
                .contains(
                        "SSM Parameters of type SecureString cannot be created using"
                                + " CloudFormation");
        stacks.delete("secure");
        assertThat(stacks.failsToCreate("image", TEMPLATE.replace("text", "aws:ec2:image")))
                .contains("must be the id of an image: small");
        stacks.delete("image");
        stacks.create("first", TEMPLATE);
        assertThat(stacks.failsToCreate("second", TEMPLATE))
                .contains("/web/size already exists in stack arn:");
        stacks.delete("second");
        stacks.delete("first");
        admin.ssm().putParameter(r -> r.name("/web/size").type("String").value("small"));
        assertThat(stacks.failsToCreate("third", TEMPLATE))
                .contains(
                        "Resource of type 'AWS::SSM::Parameter' with identifier '/web/size' already"
                                + " exists.")
                .contains("HandlerErrorCode: AlreadyExists");
        stacks.delete("third");
        admin.ssm().deleteParameter(r -> r.name("/web/size"));
    }

    private static List<ParameterMetadata> all(SdkClients admin) {
        return admin.ssm().describeParameters().parameters();
    }

    private static List<Tag> tags(SdkClients admin) {
        return admin.ssm()
                .listTagsForResource(r ->
                        r.resourceType(ResourceTypeForTagging.PARAMETER).resourceId("/web/size"))
                .tagList();
    }
}

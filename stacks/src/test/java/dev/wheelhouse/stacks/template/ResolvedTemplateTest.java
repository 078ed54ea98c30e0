package dev.wheelhouse.stacks.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResolvedTemplateTest {
    private static final String TEXT =
            """
            AWSTemplateFormatVersion: 2010-09-09
            Parameters:
              Size: {Type: String, Default: small, AllowedValues: [small, big]}
            Conditions:
              Big: !Equals [!Ref Size, big]
            Resources:
              Group:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: !Sub "${AWS::StackName} web"
                  Count: 0123
              Server:
                Type: AWS::EC2::Instance
                Properties:
                  SecurityGroupIds: [!GetAtt Group.GroupId]
                  Extra: !If [Big, 1, !Ref AWS::NoValue]
              Spare:
                Type: AWS::EC2::Instance
                Condition: Big
                DependsOn: Server
            Outputs:
              Id:
                Value: !Ref Server
            """;
    private final SampleSurroundings surroundings = new SampleSurroundings();

    @Test
    void propertiesHoldWhatTheTemplateSaysOnceTheOthersExist() {
        var template = resolved(Map.of());

        assertThat(template.properties("Group", surroundings, ResourceReferences.none()))
                .hasToString("{\"GroupDescription\":\"web web\",\"Count\":\"0123\"}");
        assertThat(template.properties("Server", surroundings, references()))
                .isEqualTo(Json.read("{\"SecurityGroupIds\":[\"Group.GroupId\"]}"));
        assertThat(template.outputs(surroundings, references()))
                .containsExactly(
                        new Output("Id", "ref-Server", Optional.empty(), Optional.empty()));
    }

    @Test
    void aResourceIsLiveOnlyWhereItsConditionIsTrue() {
        assertThat(resolved(Map.of()).resources()).containsOnlyKeys("Group", "Server");
        assertThat(resolved(Map.of("Size", "big")).resources())
                .containsOnlyKeys("Group", "Server", "Spare");
    }

    @Test
    void resourcesComeAfterWhatTheyNeed() {
        var graph = resolved(Map.of("Size", "big")).dependencies();

        assertThat(graph.order()).containsExactly("Group", "Server", "Spare");
    }

    private ResolvedTemplate resolved(Map<String, String> arguments) {
        var template = Template.parse(TEXT);
        return template.with(
                template.parameters().resolve(arguments, Set.of(), Map.of(), surroundings),
                SampleSurroundings.PSEUDO);
    }

    private static ResourceReferences references() {
        return new ResourceReferences() {
            @Override
            public Optional<Value> reference(String logicalId) {
                return Optional.of(Value.text("ref-" + logicalId));
            }

            @Override
            public Optional<Value> attribute(String logicalId, String attribute) {
                return Optional.of(Value.text(logicalId + "." + attribute));
            }
        };
    }
}

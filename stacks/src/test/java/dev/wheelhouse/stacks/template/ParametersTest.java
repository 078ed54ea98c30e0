package dev.wheelhouse.stacks.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    private static final String GROUP = "AWS::EC2::SecurityGroup::Id";
    private final SampleSurroundings surroundings =
            new SampleSurroundings().with(GROUP, "sg-1", Map.of()).stored("/a", "1, 2");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Type: Number | x | Parameter 'P' must be a number.",
                "Type: List<Number> | 1, x | Parameter 'P' must be a number.",
                "{Type: Number, MinValue: 1} | 0 | Parameter 'P' must be a number not less than 1",
                "{Type: Number, MaxValue: 9} | 10 | Parameter 'P' must be a number not greater than 9",
                "{Type: String, MinLength: 2} | x | Parameter 'P' must contain at least 2 characters",
                "{Type: String, MaxLength: 2} | xyz | Parameter 'P' must contain at most 2 characters",
                "{Type: String, AllowedValues: [a, b]} | c | Parameter 'P' must be one of AllowedValues",
                "{Type: String, AllowedValues: [Yes, No]} | Yes | Parameter 'P' must be one of AllowedValues",
                "{Type: CommaDelimitedList, AllowedValues: [a, b]} | a,c | Parameter 'P' must be one of AllowedValues",
                "{Type: String, AllowedPattern: '[a-z]+'} | ab1 | Parameter 'P' must match pattern [a-z]+",
                "{Type: String, AllowedPattern: '(a+)+b'} | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac | Parameter 'P' must match pattern (a+)+b",
                "{Type: String, AllowedPattern: '[a-z]+', ConstraintDescription: lower case} | A | Parameter P failed to satisfy constraint: lower case",
                "Type: AWS::SSM::Parameter::Value<String> | /a/b | Unable to fetch parameters [/a/b] from parameter store for this account.",
                "Type: AWS::SSM::Parameter::Name | /a/b | Unable to fetch parameters [/a/b] from parameter store for this account."
            })
    void aValueThatIsNotAllowedIsRefused(String declaration, String value, String message) {
        assertThatThrownBy(() -> resolve(parameters(declaration), Map.of("P", value)))
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Type: String | x | \"x\"",
                "Type: Number | 1e3 | \"1e3\"",
                "Type: List<Number> | 1, 2.5 | [\"1\",\"2.5\"]",
                "Type: List<String> | a ,b | [\"a\",\"b\"]",
                "Type: CommaDelimitedList | a | [\"a\"]",
                "Type: List<AWS::EC2::SecurityGroup::Id> | sg-1,sg-2 | [\"sg-1\",\"sg-2\"]",
                "Type: AWS::SSM::Parameter::Name | /a | \"/a\"",
                "Type: AWS::SSM::Parameter::Value<String> | /a | \"1, 2\"",
                "Type: AWS::SSM::Parameter::Value<List<String>> | /a | [\"1\",\"2\"]",
                "{Type: String, AllowedValues: [1, true]} | true | \"true\""
            })
    void refGivesTheValue(String declaration, String value, String expected) {
        var argument = resolve(parameters(declaration), Map.of("P", value)).find("P").orElseThrow();

        assertThat(Json.write(argument.value())).isEqualTo(expected);
    }

    @Test
    void parametersWithoutValueAreNamedTogether() {
        var parameters =
                Template.parse(
                                """
                                Parameters: {A: {Type: String}, B: {Type: Number}, C: {Type: String, Default: c}}
                                Resources: {T: {Type: "AWS::SNS::Topic"}}
                                """)
                        .parameters();

        assertThatThrownBy(() -> resolve(parameters, Map.of()))
                .hasMessage("Parameters: [A, B] must have values");
        assertThatThrownBy(() -> resolve(parameters, Map.of("X", "1")))
                .hasMessage("Parameters: [X] do not exist in the template");
        assertThatThrownBy(() ->
                        resolve(parameters("Type: AWS::SSM::Parameter::Value<String>"), Map.of()))
                .hasMessage("Parameter P should either have input value or default value");
    }

    @Test
    void aPreviousValueIsKeptOnlyWhereThatIsAskedFor() {
        var parameters = parameters("{Type: String, Default: new}");
        var previous = Map.of("P", "old");

        assertThat(parameters.resolve(Map.of(), Set.of("P"), previous, surroundings).texts())
                .containsEntry("P", "old");
        assertThat(parameters.resolve(Map.of(), Set.of(), previous, surroundings).texts())
                .containsEntry("P", "new");
        assertThatThrownBy(() -> parameters.resolve(Map.of(), Set.of("P"), Map.of(), surroundings))
                .hasMessageContaining("Cannot specify usePreviousValue as true");
        assertThatThrownBy(() ->
                        parameters.resolve(Map.of("P", "x"), Set.of("P"), previous, surroundings))
                .hasMessageContaining("not both");
    }

    @Test
    void whatDoesNotExistIsFoundApart() {
        var arguments = resolve(parameters("Type: List<" + GROUP + ">"), Map.of("P", "sg-1, sg-2"));

        assertThat(arguments.absent(surroundings))
                .extracting(Arguments.AbsentValue::reason)
                .containsExactly(
                        "Parameter validation failed: parameter value sg-2 for parameter name P"
                                + " does not exist.");
    }

    @Test
    void aNoEchoValueIsUsed() {
        var argument =
                resolve(parameters("{Type: String, NoEcho: true}"), Map.of("P", "secret"))
                        .find("P")
                        .orElseThrow();

        assertThat(argument.value()).isEqualTo(Value.text("secret"));
    }

    @Test
    void argumentsCanBeKeptAndBroughtBack() {
        var parameters = parameters("Type: AWS::SSM::Parameter::Value<List<String>>");
        var arguments = resolve(parameters, Map.of("P", "/a"));

        var restored = Arguments.restored(parameters, arguments.texts(), arguments.resolved());

        assertThat(restored.find("P").orElseThrow().value())
                .isEqualTo(Value.texts(List.of("1", "2")));
    }

    private Arguments resolve(Parameters parameters, Map<String, String> given) {
        return parameters.resolve(given, Set.of(), Map.of(), surroundings);
    }

    private static Parameters parameters(String declaration) {
        var written = declaration.startsWith("{") ? declaration : "\n    " + declaration;
        return Template.parse(
                        "Parameters:\n  P: "
                                + written
                                + "\nResources:\n  T:\n    Type: AWS::SNS::Topic\n")
                .parameters();
    }
}

package dev.wheelhouse.rollout.enduser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleValuesTest {
    private static final List<String> ALL = List.of("t3.micro", "t3.small", "m5.large");

    @Test
    void aListOfLiteralsNarrowsWhatTheTemplateAllows() {
        var rules =
                rules("{\"Fn::Contains\": [[\"t3.small\", \"t3.huge\"], {\"Ref\": \"Type\"}]}", "");
        assertThat(rules.narrow("Type", ALL)).containsExactly("t3.small");
        assertThat(rules.about("Type")).containsExactly("R");
        assertThat(rules.narrow("Other", ALL)).isEqualTo(ALL);
        assertThat(rules.about("Other")).isEmpty();
    }

    @Test
    void aListOfLiteralsIsOfferedWhereTheTemplateAllowsAnything() {
        var rules = rules("{\"Fn::Contains\": [[80, \"443\"], {\"Ref\": \"Port\"}]}", "");
        assertThat(rules.narrow("Port", List.of())).containsExactly("80", "443");
    }

    @Test
    void whatIsNotCertainIsLeftToTheLaunch() {
        var contains = "{\"Fn::Contains\": [[\"t3.small\"], {\"Ref\": \"Type\"}]}";
        assertThat(
                        rules(contains, "\"RuleCondition\": {\"Fn::Equals\": [\"a\", \"a\"]},")
                                .narrow("Type", ALL))
                .isEqualTo(ALL);
        assertThat(rules("{\"Fn::Not\": [" + contains + "]}", "").narrow("Type", ALL))
                .isEqualTo(ALL);
        assertThat(
                        rules(
                                        "{\"Fn::Contains\": [[{\"Ref\": \"Other\"}], {\"Ref\": \"Type\"}]}",
                                        "")
                                .narrow("Type", ALL))
                .isEqualTo(ALL);
        assertThat(rules("{\"Fn::Contains\": [[\"x\"], \"Type\"]}", "").narrow("Type", ALL))
                .isEqualTo(ALL);
    }

    @Test
    void rulesOfSeveralConstraintsAllHold() {
        var rules =
                new RuleValues(
                        Json.readObject(
                                """
                                {"hub": {"Assertions": [{"Assert":
                                    {"Fn::Contains": [["t3.micro", "t3.small"], {"Ref": "Type"}]}}]},
                                 "spoke": {"Assertions": [{"Assert":
                                    {"Fn::Contains": [["t3.micro", "m5.large"], {"Ref": "Type"}]}}]},
                                 "odd": "not a rule"}
                                """));
        assertThat(rules.narrow("Type", ALL)).containsExactly("t3.micro");
        assertThat(rules.about("Type")).containsExactly("hub", "spoke");
    }

    @Test
    void theExamplesOfferWhatTheirConstraintsAllow() throws IOException {
        var lamp =
                new RuleValues(
                        (Value.Members)
                                example("LAMP_Launch_Constraint.json").get("Rules").orElseThrow());
        assertThat(lamp.narrow("InstanceType", List.of()))
                .containsExactly("t3.micro", "t3.small", "t3.medium");
        assertThat(lamp.narrow("SSHLocation", List.of())).isEmpty();
    }

    @Test
    void theExamplesTellTheirFieldsInOrder() throws IOException {
        var words =
                new FormWords(
                        (Value.Members)
                                example("LAMP_Single_Instance_v1.template")
                                        .get("Metadata")
                                        .orElseThrow());
        assertThat(words.label("KeyName")).isEqualTo("Key pair");
        assertThat(words.group("DBName")).isEqualTo("The database");
        assertThat(words.position("InstanceType")).isLessThan(words.position("DBPassword"));
        assertThat(words.label("Unknown")).isEqualTo("Unknown");
        assertThat(words.position("Unknown")).isEqualTo(Integer.MAX_VALUE);
    }

    private static Value.Members example(String name) throws IOException {
        return Json.readObject(Files.readString(Path.of("../examples/linux").resolve(name)));
    }

    private static RuleValues rules(String assertion, String condition) {
        return new RuleValues(
                Json.readObject(
                        "{\"R\": {"
                                + condition
                                + "\"Assertions\": [{\"Assert\": "
                                + assertion
                                + "}]}}"));
    }
}

package dev.wheelhouse.stacks.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.document.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {
    private static final String GROUP = "AWS::EC2::SecurityGroup::Id";
    private static final String SUBNET = "AWS::EC2::Subnet::Id";
    private static final Template TEMPLATE =
            Template.parse(
                    """
                    Parameters:
                      Size: {Type: String, AllowedValues: [t2.micro, t2.small, t2.large]}
                      Names: {Type: CommaDelimitedList, Default: "a,b"}
                      Group: {Type: "AWS::EC2::SecurityGroup::Id"}
                      Subnets: {Type: "List<AWS::EC2::Subnet::Id>"}
                      Password: {Type: String, NoEcho: true}
                    Resources:
                      T: {Type: "AWS::SNS::Topic"}
                    """);
    private final SampleSurroundings surroundings =
            new SampleSurroundings()
                    .with(GROUP, "sg-1", Map.of("Tags.owner", Value.text("lamp")))
                    .with(GROUP, "sg-2", Map.of())
                    .with(SUBNET, "subnet-1", Map.of("VpcId", Value.text("vpc-1")))
                    .with(SUBNET, "subnet-2", Map.of("VpcId", Value.text("vpc-2")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`Fn::Contains`: [[`t2.micro`, `t2.large`], {`Ref`: `Size`}]} | true",
                "{`Fn::Contains`: [[`t2.micro`], {`Ref`: `Size`}]} | false",
                "{`Fn::Contains`: [{`Ref`: `Names`}, `a`]} | true",
                "{`Fn::Contains`: [{`Ref`: `Names`}, `c`]} | false",
                "{`Fn::EachMemberIn`: [{`Ref`: `Names`}, [`a`, `b`, `c`]]} | true",
                "{`Fn::EachMemberIn`: [{`Ref`: `Names`}, [`a`]]} | false",
                "{`Fn::EachMemberEquals`: [{`Ref`: `Names`}, `a`]} | false",
                "{`Fn::EachMemberEquals`: [[`a`, `a`], `a`]} | true",
                "{`Fn::Equals`: [{`Ref`: `Size`}, `t2.large`]} | true",
                "{`Fn::Not`: [{`Fn::Equals`: [{`Ref`: `Size`}, `t2.large`]}]} | false",
                "{`Fn::And`: [{`Fn::Equals`: [`a`, `a`]}, {`Fn::Equals`: [`a`, `b`]}]} | false",
                "{`Fn::Or`: [{`Fn::Equals`: [`a`, `a`]}, {`Fn::Equals`: [`a`, `b`]}]} | true",
                "{`Fn::Equals`: [{`Ref`: `AWS::Region`}, `us-east-1`]} | true",
                "{`Fn::Contains`: [{`Fn::RefAll`: `AWS::EC2::SecurityGroup::Id`}, {`Ref`: `Group`}]} | true",
                "{`Fn::EachMemberIn`: [{`Fn::RefAll`: `AWS::EC2::Subnet::Id`}, {`Ref`: `Subnets`}]} | true",
                "{`Fn::Equals`: [{`Fn::ValueOf`: [`Group`, `Tags.owner`]}, `lamp`]} | true",
                "{`Fn::Equals`: [{`Fn::ValueOf`: [`Group`, `Tags.other`]}, `lamp`]} | false",
                "{`Fn::EachMemberIn`: [[{`Fn::ValueOf`: [`Group`, `Tags.owner`]}], [`lamp`]]} | true",
                "{`Fn::EachMemberIn`: [[{`Fn::ValueOf`: [`Group`, `Tags.other`]}], [`lamp`]]} | false",
                "{`Fn::EachMemberEquals`: [{`Fn::ValueOf`: [`Subnets`, `VpcId`]}, `vpc-1`]} | false",
                "{`Fn::EachMemberIn`: [{`Fn::ValueOfAll`: [`AWS::EC2::Subnet::Id`, `VpcId`]}, [`vpc-1`, `vpc-2`]]} | true",
                "{`Fn::EachMemberIn`: [{`Fn::ValueOfAll`: [`AWS::EC2::Subnet::Id`, `Tags.x`]}, [`vpc-1`, `vpc-2`]]} | false"
            })
    void anAssertionIsTrueOrFalse(String assertion, boolean isTrue) {
        var rules = rules("{\"R\":{\"Assertions\":[{\"Assert\":" + assertion + "}]}}");

        assertThat(rules.failures(arguments("sg-1"), surroundings).isEmpty()).isEqualTo(isTrue);
    }

    @Test
    void aFailureNamesRuleValueAndWhatIsAllowed() {
        var rules =
                rules(
                        """
                        {"Rules":{"Sizes":{"Assertions":[
                          {"Assert":{"Fn::Contains":[["t2.micro","t2.small"],{"Ref":"Size"}]},
                           "AssertDescription":"Take a small one"}]}}}
                        """);

        var failures = rules.failures(arguments("sg-1"), surroundings);

        assertThat(failures)
                .containsExactly(
                        new RuleFailure(
                                "Sizes",
                                Optional.of("Take a small one"),
                                List.of(
                                        new RuleFailure.Violation(
                                                "Size",
                                                "t2.large",
                                                Optional.empty(),
                                                Optional.of(List.of("t2.micro", "t2.small"))))));
        assertThat(RuleFailure.refusal(failures))
                .isEqualTo(
                        "Template validation error: Rule Sizes: Take a small one. 't2.large' is not"
                                + " allowed for Size; allowed: t2.micro, t2.small");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`Fn::EachMemberIn`: [[{`Fn::ValueOf`: [`Group`, `Tags.owner`]}], [`lamp`]]} |"
                        + " Rule R: 'sg-2' is not allowed for Group (it has no Tags.owner); allowed: lamp",
                "{`Fn::EachMemberEquals`: [{`Fn::ValueOf`: [`Subnets`, `VpcId`]}, `vpc-1`]} |"
                        + " Rule R: 'subnet-2' is not allowed for Subnets (its VpcId is 'vpc-2'); allowed: vpc-1",
                "{`Fn::Not`: [{`Fn::Equals`: [{`Ref`: `Size`}, `t2.large`]}]} |"
                        + " Rule R: 't2.large' is not allowed for Size",
                "{`Fn::Equals`: [`t2.micro`, {`Ref`: `Size`}]} |"
                        + " Rule R: 't2.large' is not allowed for Size; allowed: t2.micro",
                "{`Fn::EachMemberIn`: [{`Ref`: `Names`}, [`b`]]} |"
                        + " Rule R: 'a' is not allowed for Names; allowed: b",
                "{`Fn::Equals`: [{`Ref`: `Password`}, `x`]} |"
                        + " Rule R: '****' is not allowed for Password; allowed: x",
                "{`Fn::Equals`: [`a`, `b`]} | Rule R: an assertion does not hold"
            })
    void theTextSaysWhichValueIsWrong(String assertion, String text) {
        var rules = rules("{\"R\":{\"Assertions\":[{\"Assert\":" + assertion + "}]}}");

        assertThat(rules.failures(arguments("sg-2"), surroundings))
                .extracting(RuleFailure::text)
                .containsExactly(text);
    }

    @Test
    void aRuleIsAskedOnlyWhereItsConditionIsTrue() {
        var rules =
                rules(
                        """
                        {"R":{"RuleCondition":{"Fn::Equals":[{"Ref":"Size"},"t2.micro"]},
                              "Assertions":[{"Assert":{"Fn::Equals":["a","b"]}}]}}
                        """);

        assertThat(rules.failures(arguments("sg-1"), surroundings)).isEmpty();
        assertThat(rules.allowedValues("Size")).isEmpty();
    }

    @Test
    void aFormOffersWhatAllRulesAllow() {
        var rules =
                rules(
                        """
                        {"A":{"Assertions":[{"Assert":{"Fn::Contains":[["t2.micro","t2.small"],{"Ref":"Size"}]}}]},
                         "B":{"Assertions":[{"Assert":{"Fn::Contains":[["t2.small","x"],{"Ref":"Size"}]}},
                                            {"Assert":{"Fn::Contains":[["a"],{"Ref":"Names"}]}}]}}
                        """);

        assertThat(rules.allowedValues("Size")).contains(List.of("t2.small"));
        assertThat(rules.allowedValues("Group")).isEmpty();
        assertThat(rules.allowedValues(TEMPLATE.parameters().find("Size").orElseThrow()))
                .contains(List.of("t2.small"));
    }

    @Test
    void rulesOfConstraintsJoinThoseOfTheTemplate() {
        var rules = rules("{\"R\":{\"Assertions\":[{\"Assert\":{\"Fn::Equals\":[\"a\",\"b\"]}}]}}");
        var merged =
                TEMPLATE.withRules(rules.prefixed("cons-1")).withRules(rules.prefixed("cons2"));

        assertThat(merged.rules().failures(arguments("sg-1"), surroundings))
                .extracting(RuleFailure::rule)
                .containsExactly("cons1R", "cons2R");
        assertThatThrownBy(() -> merged.withRules(rules.prefixed("cons-1")))
                .hasMessage("Template format error: Rule name cons1R is used twice.");
        assertThatThrownBy(() ->
                        TEMPLATE.withRules(
                                rules(
                                        "{\"R\":{\"Assertions\":[{\"Assert\":{\"Fn::Equals\":[{\"Ref\":\"Nope\"},\"b\"]}}]}}")))
                .hasMessageContaining("Unresolved dependencies [Nope]");
        assertThat(RuleSet.of(rules.values())).isEqualTo(rules);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x | JSON not well-formed",
                "[] | JSON not well-formed",
                "{} | At least one Rules member",
                "{\"Rules\":{}} | At least one Rules member",
                "{\"Rule\":{\"R\":{}}} | Invalid template rule property 'R' in rule Rule",
                "{\"Rules\":{\"R\":{}},\"More\":1} | may have Rules and nothing else",
                "{\"R\":{\"Assertions\":[{\"Assert\":\"x\"}]}} | Assert must be a function that is true or false",
                "{\"R\":{\"Assertions\":[{\"Assert\":{\"Fn::Sub\":\"x\"}}]}} | Fn::Sub cannot be used in the Rules block",
                "{\"R\":{\"Assertions\":[{\"Assert\":{\"Fn::Contains\":[{\"Fn::RefAll\":\"String\"},\"x\"]}}]}} | requires an AWS-specific parameter type"
            })
    void aBrokenConstraintIsRefused(String json, String message) {
        assertThatThrownBy(() -> RuleSet.parse(json))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(message);
    }

    /** Reads rules; a backtick stands for a quotation mark. */
    private static RuleSet rules(String json) {
        return RuleSet.parse(json.replace('`', '"'));
    }

    private Arguments arguments(String group) {
        return TEMPLATE.parameters()
                .resolve(
                        Map.of(
                                "Size", "t2.large",
                                "Group", group,
                                "Subnets", "subnet-1,subnet-2",
                                "Password", "hidden"),
                        Set.of(),
                        Map.of(),
                        surroundings);
    }
}

package dev.wheelhouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstraintParametersTest {
    private static final String RULE =
            """
            {"Sizes": {"Assertions": [
                {"Assert": {"Fn::Contains": [["t3.micro"], {"Ref": "InstanceType"}]}}]}}
            """;

    @Test
    void aLaunchConstraintNamesAnExactRoleOrARoleOfTheLaunchingAccount() {
        assertThat(
                        ConstraintParameters.read(
                                "LAUNCH",
                                "{\"RoleArn\":\"arn:aws:iam::111122223333:role/x/Launch\"}"))
                .isEqualTo(new Constraint.LaunchRole("arn:aws:iam::111122223333:role/x/Launch"));
        assertThat(ConstraintParameters.read("LAUNCH", "{\"LocalRoleName\":\"Launch\"}"))
                .isEqualTo(new Constraint.LocalLaunchRole("Launch"));
    }

    @Test
    void rulesComeWithAndWithoutTheirFrame() {
        assertThat(ConstraintParameters.read("TEMPLATE", RULE))
                .isEqualTo(ConstraintParameters.read("TEMPLATE", "{\"Rules\":" + RULE + "}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    LAUNCH          | {}                                                       | Exactly one of RoleArn
                    LAUNCH          | {"RoleArn":"arn:aws:iam::111122223333:role/a","LocalRoleName":"a"} | Exactly one of RoleArn
                    LAUNCH          | {"RoleArn":"a"}                                          | Invalid value for RoleArn
                    LAUNCH          | {"Role":"a"}                                             | Unknown constraint parameter: Role
                    LAUNCH          | nonsense                                                 | not well-formed JSON
                    NOTIFICATION    | {"NotificationArns":[]}                                  | 1 to 5 topics
                    NOTIFICATION    | {"NotificationArns":["a"]}                               | Invalid value for NotificationArns
                    RESOURCE_UPDATE | {"Version":"2.0","Properties":{"TagUpdateOnProvisionedProduct":"YES"}} | ALLOWED or NOT_ALLOWED
                    RESOURCE_UPDATE | {"Version":"2.0"}                                        | Properties is missing
                    STACKSET        | {"Version":"1.0","Properties":{"AccountList":["1"],"RegionList":[]}} | Invalid value for AccountList
                    STACKSET        | {"Version":"1.0","Properties":{"AccountList":[],"RegionList":["here"]}} | Invalid value for RegionList
                    STACKSET        | {"Version":"1.0","Properties":{"AccountList":[],"RegionList":[],"StackInstanceControl":"YES"}} | ALLOWED or NOT_ALLOWED
                    STACKSET        | {"Version":"1.0","Properties":{"RegionList":[]}}         | AccountList is missing
                    TEMPLATE        | {}                                                       | At least one Rules member
                    TEMPLATE        | {"Rules":{"A":{"Assertions":[{"Assert":{"Fn::Nope":[]}}]}}} | Fn::Nope
                    OTHER           | {}                                                       | Unknown constraint type: OTHER
                    """)
    void whatMakesNoSenseIsRefusedWithItsReason(String type, String parameters, String reason) {
        assertThatThrownBy(() -> ConstraintParameters.read(type, parameters))
                .isInstanceOf(InvalidConstraintException.class)
                .hasMessageContaining(reason);
    }
}

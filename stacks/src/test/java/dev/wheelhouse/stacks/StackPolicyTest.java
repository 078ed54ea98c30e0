package dev.wheelhouse.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.stacks.StackPolicy.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackPolicyTest {
    private static final StackPolicy POLICY =
            StackPolicy.parse(
                    """
                    {"Statement": [
                      {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"},
                      {"Effect": "Deny", "Action": ["Update:Replace", "Update:Delete"],
                       "Principal": "*", "Resource": "LogicalResourceId/Prod*"},
                      {"Effect": "Deny", "NotAction": "Update:Modify", "Principal": "*",
                       "NotResource": "LogicalResourceId/Free",
                       "Condition": {"StringLike": {"ResourceType": ["AWS::RDS::*"]}}}
                    ]}
                    """);

    @ParameterizedTest
    @CsvSource({
        "MODIFY, ProdDatabase, AWS::RDS::DBInstance, 0",
        "REPLACE, ProdDatabase, AWS::EC2::Instance, 2",
        "DELETE, ProdWeb, AWS::EC2::Instance, 2",
        "DELETE, Web, AWS::EC2::Instance, 0",
        "DELETE, Web, AWS::RDS::DBInstance, 3",
        "DELETE, Free, AWS::RDS::DBInstance, 0",
    })
    void aStatementThatDeniesIsNamed(Action action, String logicalId, String type, int statement) {
        var denial = POLICY.denial(action, logicalId, type);

        if (statement == 0) {
            assertThat(denial).isEmpty();
        } else {
            assertThat(denial.orElseThrow())
                    .startsWith(
                            "Action denied by stack policy: Statement [#" + statement + "] does")
                    .endsWith("for resource [LogicalResourceId/" + logicalId + "];");
        }
    }

    @Test
    void whatNoStatementAllowsIsDenied() {
        var policy =
                StackPolicy.parse(
                        """
                        {"Statement": {"Effect": "Allow", "Action": "Update:Modify",
                         "Principal": "*", "Resource": "LogicalResourceId/Web",
                         "Condition": {"StringEquals": {"ResourceType": "AWS::EC2::Instance"}}}}
                        """);

        assertThat(policy.denial(Action.MODIFY, "Web", "AWS::EC2::Instance")).isEmpty();
        assertThat(policy.denial(Action.MODIFY, "Web", "AWS::EC2::VPC"))
                .contains(
                        "Action denied by stack policy: no statement allows [Update:Modify] for"
                                + " resource [LogicalResourceId/Web];");
        assertThat(policy.denial(Action.DELETE, "Web", "AWS::EC2::Instance")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "{}",
                "{\"Statement\": []}",
                "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"Update:*\", \"Resource\": \"*\"}]}",
                "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"Update:*\", \"Principal\": \"arn:aws:iam::1:root\", \"Resource\": \"*\"}]}",
                "{\"Statement\": [{\"Effect\": \"Maybe\", \"Action\": \"Update:*\", \"Principal\": \"*\", \"Resource\": \"*\"}]}",
                "{\"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"ec2:*\", \"Principal\": \"*\", \"Resource\": \"*\"}]}",
                "{\"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"Update:*\", \"Principal\": \"*\", \"Resource\": \"Web\"}]}",
                "{\"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"Update:*\", \"NotAction\": \"Update:*\", \"Principal\": \"*\", \"Resource\": \"*\"}]}",
                "{\"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"Update:*\", \"Principal\": \"*\", \"Resource\": \"*\", \"Condition\": {\"Bool\": {\"ResourceType\": \"x\"}}}]}",
            })
    void whatIsNoStackPolicyIsRefused(String policy) {
        assertThatThrownBy(() -> StackPolicy.parse(policy))
                .isInstanceOf(StackRefusal.class)
                .hasMessage("Error validating stack policy: Invalid stack policy");
    }
}

package dev.wheelhouse.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What IAM says of documents that are no policies. */
class PolicyDocumentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    nonsense | Syntax errors in policy.
                    [] | Syntax errors in policy.
                    {"Version":"2012-10-17"} | Syntax errors in policy.
                    {"Version":"2013-01-01","Statement":[]} | Syntax errors in policy.
                    {"Version":"2012-10-17","Statement":[],"Other":1} | Syntax errors in policy.
                    {"Version":"2012-10-17","Statement":{"Effect":"Maybe","Action":"*","Resource":"*"}} | Syntax errors in policy.
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","NotAction":"*","Resource":"*"}} | Syntax errors in policy.
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*"}} | Policy statement must contain actions.
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get"}} | Policy statement must contain resources.
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get","Resource":[]}} | Policy statement must contain resources.
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"Get","Resource":"*"}} | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a:b:c","Resource":"*"}} | Actions/Condition can contain only one colon.
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s_3:b","Resource":"*"}} | Vendor s_3 is not valid
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:b","Resource":"bucket"}} | Resource bucket must be in ARN format or "*".
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:b","Resource":"arn:cloud:s3:::b"}} | Partition "cloud" is not valid for resource "arn:cloud:s3:::b".
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:b","Resource":"arn:aws:s3:us-east-1::b"}} | Resource arn:aws:s3:us-east-1::b can not contain region information.
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:iam:us-east-1::user/a"}} | IAM resource arn:aws:iam:us-east-1::user/a cannot contain region information.
                    {"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"A","Effect":"Allow","Action":"*","Resource":"*"}]} | Statement IDs (SID) in a single policy must be unique.
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}} | Policy document should not specify a principal.
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEqualz":{"aws:x":"y"}}}} | Invalid Condition type : StringEqualz.
                    """)
    void anIdentityPolicyIsRefused(String document, String complaint) {
        assertThatThrownBy(() -> PolicyDocument.parse(document))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessage(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    nonsense | This policy contains invalid Json
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole"}} | Missing required field Principal
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}} | Has prohibited field Resource
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}} | AssumeRole policy may only specify STS AssumeRole actions.
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"alice"},"Action":"sts:AssumeRole"}} | Invalid principal in policy: "AWS":"alice"
                    """)
    void aTrustPolicyIsRefused(String document, String complaint) {
        assertThatThrownBy(() -> PolicyDocument.parse(document, PolicyDocument.Kind.TRUST))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessage(complaint);
    }

    @Test
    void whatCannotBeReadDeniesEverybodyEverything() {
        assertThat(PolicyDocument.denyingAll().statements())
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.effect()).isEqualTo(Effect.DENY);
                    assertThat(statement.actions().include("any:Thing")).isTrue();
                });
    }
}

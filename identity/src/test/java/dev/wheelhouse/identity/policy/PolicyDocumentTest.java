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
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEqualz":{"aws:x":"y"}}}} | Syntax errors in policy.
                    {"Version":"2012-10-17","Statement":{"Effect":"allow","Action":"*","Resource":"*"}} | The policy failed legacy parsing
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"arn:aws:s3::bucket"}} | The policy failed legacy parsing
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:b","NotResource":"arn:aws::::bucket"}} | The policy failed legacy parsing
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:b","Resource":"arn:aws::bucket"}} | The policy failed legacy parsing
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:b","Resource":"arn:aws:iam::<ACCOUNT>:role/r"}} | The policy failed legacy parsing
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:b","Resource":"arn:aws"}} | Resource vendor must be fully qualified and cannot contain regexes.
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:b","Resource":"arn:aws:*:*:*:*"}} | Resource vendor must be fully qualified and cannot contain regexes.
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:b","Resource":"aws:s3:::b"}} | Partition "s3" is not valid for resource "arn:s3:::b:*".
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:b","Resource":"a:b"}} | Partition "b" is not valid for resource "arn:b:*:*:*:*".
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:b","Resource":"arn:aws-cn:s3:::b"}} | Partition "aws-cn" is not valid for resource "arn:aws-cn:s3:::b".
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s:3:b","Resource":"nothing"}} | Resource nothing must be in ARN format or "*".
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"Get"}} | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.
                    {"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"A","Effect":"Allow"}]} | Statement IDs (SID) in a single policy must be unique.
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":[],"Resource":"*"}} | Policy statement must contain actions.
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"Get","Resource":"arn:cloud:s3:::b","Condition":{"DateLessThan":{"aws:CurrentTime":"soon"}}}} | The policy failed legacy parsing
                    """)
    void anIdentityPolicyIsRefused(String document, String complaint) {
        assertThatThrownBy(() -> PolicyDocument.parse(document))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessage(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    DateGreaterThan | 234-13
                    DateGreaterThan | 2016-12-13t2:00:00.593194+1
                    DateGreaterThan | 2016-12-13t2:00:00.1999999999+10:59
                    DateGreaterThanIfExists | 9223372036854775808
                    DateGreaterThan | 292278994-01-01
                    IpAddress | 300.1.1.1
                    NotIpAddress | 10.0.0.0/33
                    IpAddress | 2001:db8::/129
                    ForAnyValue:IpAddress | *
                    NumericLessThan | many
                    ArnEquals | my-cluster
                    ForAnyValue:ArnNotLike | cluster/one
                    """)
    void aConditionCannotHaveWhatItsOperatorCannotCompare(String operator, String value) {
        assertThatThrownBy(() -> PolicyDocument.parse(conditioned(operator, value)))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessage("The policy failed legacy parsing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    DateGreaterThan | 2017-07-01T00:00:00Z
                    DateGreaterThan | 2016-12-13T21:20:37.593194+00:00
                    DateGreaterThan | 2016-12-13t2:00:00.593194+23
                    DateGreaterThan | 2020-04-01
                    DateGreaterThan | 01T
                    DateGreaterThan | -292275054
                    DateGreaterThan | 9223372036854775807
                    DateGreaterThan | ${aws:TokenIssueTime}
                    IpAddress | 10.0.0.0/8
                    IpAddress | 203.0.113.7
                    IpAddress | 2001:db8::/32
                    NumericLessThan | -1.5
                    ArnLike | *
                    ArnLike | arn:aws:sns:*:*:topic
                    ArnLike | arn:aws:iam::*:role/${aws:username}
                    StringEquals | anything
                    """)
    void aConditionCanHaveWhatItsOperatorCompares(String operator, String value) {
        assertThat(PolicyDocument.parse(conditioned(operator, value)).statements()).hasSize(1);
    }

    private static String conditioned(String operator, String value) {
        return """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",
        "Condition":{"%s":{"aws:CurrentTime":["%s"]}}}}
        """
                .formatted(operator, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:b","Resource":"arn:aws:anything"}}
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam: a b ","Resource":"*"}}
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"any-thing:Do","Resource":"arn:aws:any-thing:us-east-1::x"}}
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:StopInstances","Resource":"arn:aws:ec2:region:account-id:instance/*"}}
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{}}}
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"x":{}}}}
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"DateLessThan":{"a":[]}}}}
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEqualsIfExists":{"a":"b"}}}}
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${aws:username}/*"}}
                    """)
    void anIdentityPolicyIsTaken(String document) {
        assertThat(PolicyDocument.parse(document).statements()).hasSize(1);
    }

    @Test
    void whatWasKeptBeforeCountsAlsoWhereItWouldBeRefusedNow() {
        var kept =
                """
                {"Version":"2012-10-17","Statement":{"Sid":"A","Effect":"Deny","Action":"s3:Get",
                "Resource":"arn:aws:*:*:*:*"}}
                """;

        assertThatThrownBy(() -> PolicyDocument.parse(kept))
                .isInstanceOf(MalformedPolicyException.class);
        assertThat(PolicyDocument.read(kept, PolicyDocument.Kind.IDENTITY).statements())
                .singleElement()
                .satisfies(statement -> assertThat(statement.label()).isEqualTo("statement A"));
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
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{"IpAddress":{"aws:SourceIp":"office"}}}} | The policy failed legacy parsing
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

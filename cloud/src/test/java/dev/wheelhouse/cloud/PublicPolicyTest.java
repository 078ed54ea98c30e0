package dev.wheelhouse.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.cloud.s3.PublicPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S3 user guide, "The meaning of 'public'". */
class PublicPolicyTest {
    private static String statement(String rest) {
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject",
        "Resource":"arn:aws:s3:::b/*",%s}]}
        """
                .formatted(rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Principal\":\"*\"",
                "\"Principal\":\"\\u002a\"",
                "\"Principal\":{\"AWS\":\"*\"}",
                "\"Principal\":{\"AWS\":[\"123456789012\",\"*\"]}",
                "\"NotPrincipal\":{\"AWS\":\"123456789012\"}",
                "\"Principal\":\"*\",\"Condition\":{\"StringLike\":{\"aws:SourceVpc\":\"vpc-*\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"0.0.0.0/1\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:UserAgent\":\"me\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpc\":\"v\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalArn\":\"${aws:userid}\"}}"
            })
    void isPublic(String rest) {
        assertThat(PublicPolicy.is(statement(rest))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Principal\":{\"AWS\":\"123456789012\"}",
                "\"Principal\":{\"Service\":\"logging.s3.amazonaws.com\"}",
                "\"Principal\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-a\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringEquals\":{\"AWS:SourceVpce\":\"vpce-1\"}}"
            })
    void isNotPublic(String rest) {
        assertThat(PublicPolicy.is(statement(rest))).isFalse();
        assertThat(PublicPolicy.is(statement(rest + ",\"Sid\":\"*\""))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Principal\":\"*\""})
    void aDenialOfEverybodyIsNotPublic(String rest) {
        assertThat(PublicPolicy.is(statement(rest).replace("Allow", "Deny"))).isFalse();
    }
}

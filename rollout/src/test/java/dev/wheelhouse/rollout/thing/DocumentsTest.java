package dev.wheelhouse.rollout.thing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.document.Json;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    @Test
    void theOrderOfMembersMakesNoDifferenceAndTheOrderOfAListDoes() {
        assertThat(Documents.unordered(Json.read("{\"a\": {\"c\": 1, \"b\": [1, 2]}}")))
                .isEqualTo(Documents.unordered(Json.read("{\"a\": {\"b\": [1, 2], \"c\": 1}}")))
                .isNotEqualTo(Documents.unordered(Json.read("{\"a\": {\"b\": [2, 1], \"c\": 1}}")));
    }

    @Test
    void aPolicyIsTheSameHoweverItsListsAreWritten() {
        var one =
                Json.read(
                        """
                        {"Version": "2012-10-17",
                         "Statement": [{"Effect": "Allow", "Action": ["a:B", "a:A"], "Resource": "*"}]}
                        """);
        var other =
                Json.read(
                        """
                        {"Statement": {"Action": ["a:A", "a:B"], "Effect": "Allow", "Resource": ["*"]},
                         "Version": "2012-10-17"}
                        """);
        var more =
                Json.read(
                        """
                        {"Statement": {"Action": ["a:A"], "Effect": "Allow", "Resource": ["*"]},
                         "Version": "2012-10-17"}
                        """);
        assertThat(Documents.policy(one))
                .isEqualTo(Documents.policy(other))
                .isNotEqualTo(Documents.policy(more));
    }
}

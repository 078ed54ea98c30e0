package dev.wheelhouse.identity.policy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class PolicyFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyTextIsAPolicyOrRefused(byte[] text) {
        var document = new String(text, StandardCharsets.UTF_8);
        for (var kind : PolicyDocument.Kind.values()) {
            try {
                PolicyDocument.parse(document, kind);
            } catch (MalformedPolicyException refused) {
                // that is an answer
            }
        }
    }
}

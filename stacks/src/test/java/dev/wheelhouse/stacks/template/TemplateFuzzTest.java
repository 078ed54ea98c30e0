package dev.wheelhouse.stacks.template;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class TemplateFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyTextIsATemplateOrRefused(byte[] text) {
        try {
            Template.parse(new String(text, StandardCharsets.UTF_8));
        } catch (TemplateException refused) {
            // that is an answer
        }
    }
}

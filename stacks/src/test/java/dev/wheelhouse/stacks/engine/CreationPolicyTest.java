package dev.wheelhouse.stacks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.stacks.template.TemplateException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreationPolicyTest {
    @Test
    void itSaysHowManySignalsAndHowLong() {
        assertThat(CreationPolicy.of(Json.read("{\"ResourceSignal\":{}}")))
                .contains(new CreationPolicy(1, Duration.ofMinutes(5)));
        assertThat(
                        CreationPolicy.of(
                                Json.read(
                                        "{\"ResourceSignal\":{\"Count\":\"3\",\"Timeout\":\"PT1H30S\"}}")))
                .contains(new CreationPolicy(3, Duration.ofSeconds(3_630)));
        assertThat(CreationPolicy.of(Json.read("{\"ResourceSignal\":{\"Count\":0}}"))).isEmpty();
        assertThat(CreationPolicy.of(Json.read("{\"AutoScalingCreationPolicy\":{}}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ResourceSignal\":{\"Count\":\"many\"}}",
                "{\"ResourceSignal\":{\"Count\":-1}}",
                "{\"ResourceSignal\":{\"Timeout\":\"soon\"}}",
                "{\"ResourceSignal\":{\"Timeout\":\"PT12H1S\"}}",
            })
    void whatItCannotMeanIsRefused(String policy) {
        assertThatThrownBy(() -> CreationPolicy.of(Json.read(policy)))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("CreationPolicy ResourceSignal");
    }
}

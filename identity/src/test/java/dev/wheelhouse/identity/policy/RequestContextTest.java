package dev.wheelhouse.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How condition keys are looked up. */
class RequestContextTest {
    @Test
    void keysCompareWithoutCase() {
        var context = new RequestContext(Map.of("aws:PrincipalTag/Team", List.of("red")));

        assertThat(context.values("AWS:principaltag/TEAM")).containsExactly("red");
        assertThat(context.has("aws:PrincipalTag/Teams")).isFalse();
    }

    @Test
    void lettersThatOnlyShareAnUpperCaseAreDifferent() {
        var tags = new LinkedHashMap<String, List<String>>();
        tags.put("aws:PrincipalTag/cla\u017fs", List.of("high"));
        tags.put("aws:PrincipalTag/class", List.of("low"));

        var context = new RequestContext(tags);

        assertThat(context.values("aws:PrincipalTag/class")).containsExactly("low");
        assertThat(context.values("aws:PrincipalTag/CLA\u017fS")).containsExactly("high");
    }

    @Test
    void whatIsAddedTakesPrecedence() {
        var base =
                new RequestContext(
                        Map.of("aws:SourceIp", List.of("10.0.0.1"), "aws:userid", List.of("AIDA")));

        var more = base.with(Map.of("AWS:SourceIP", List.of("10.0.0.2")));

        assertThat(more.values("aws:SourceIp")).containsExactly("10.0.0.2");
        assertThat(more.values("aws:userid")).containsExactly("AIDA");
        assertThat(base.values("aws:SourceIp")).containsExactly("10.0.0.1");
    }
}

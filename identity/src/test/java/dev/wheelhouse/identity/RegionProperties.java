package dev.wheelhouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Which texts are regions. */
class RegionProperties {
    private static final Pattern FORMAT = Pattern.compile("[a-z]{2}(?:-[a-z]+)+-[0-9]{1,2}");

    @Property(tries = 5_000)
    void aRegionIsWhatHasTheFormat(@ForAll("texts") String text) {
        assertThat(isRegion(text)).isEqualTo(FORMAT.matcher(text).matches());
    }

    @Example
    void regionsOfAwsAreRegions() {
        assertThat(new Region("us-gov-west-1").value()).isEqualTo("us-gov-west-1");
        assertThat(new Region("ap-southeast-12").value()).isEqualTo("ap-southeast-12");
        assertThat(isRegion("")).isFalse();
        assertThat(isRegion("us-east-１")).isFalse();
    }

    /** Regions with nothing, a letter more or a letter less in them. */
    @Provide
    Arbitrary<String> texts() {
        var words = Arbitraries.of("a", "gov", "east").list().ofMinSize(1).ofMaxSize(3);
        var regions =
                Combinators.combine(
                                Arbitraries.of("us", "ap"),
                                words,
                                Arbitraries.of("0", "1", "23", "456"))
                        .as((first, rest, number) ->
                                first + "-" + String.join("-", rest) + "-" + number);
        var more = Arbitraries.of("", "a", "Z", "-", "7", "_", " ", "é", "１");
        return Combinators.combine(
                        regions, Arbitraries.integers().between(0, 100), more, Arbitraries.of(0, 1))
                .as((region, place, added, removed) -> {
                    var at = place % region.length();
                    return region.substring(0, at) + added + region.substring(at + removed);
                });
    }

    private static boolean isRegion(String text) {
        try {
            return new Region(text).value().equals(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}

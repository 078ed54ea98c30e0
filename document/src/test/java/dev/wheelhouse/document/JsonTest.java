package dev.wheelhouse.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Property(tries = 300)
    void whatIsWrittenIsReadBack(@ForAll("values") Value value) {
        assertThat(Json.read(Json.write(value))).isEqualTo(value);
    }

    @Test
    void aNumberKeepsItsText() {
        assertThat(Json.write(Json.read("[1e3,1.50,-0]"))).isEqualTo("[1e3,1.50,-0]");
    }

    @Test
    void aNumberThatOnlyYamlKnowsIsWrittenAsText() {
        assertThat(Json.write(new Value.Num("012"))).isEqualTo("\"012\"");
    }

    @Test
    void membersKeepTheirOrder() {
        assertThat(Json.write(Json.read("{\"b\":1,\"a\":2}"))).isEqualTo("{\"b\":1,\"a\":2}");
    }

    @Test
    void anErrorSaysWhere() {
        assertThatThrownBy(() -> Json.read("{\n  \"a\": x}"))
                .isInstanceOfSatisfying(
                        MalformedJsonException.class, e -> assertThat(e.line()).isEqualTo(2));
    }

    @Test
    void anErrorSpeaksOfTheDocumentOnly() {
        for (var text : new String[] {"{\"a\": 1", "[1, 2", "{\"a\": NaN}", "[".repeat(1000)}) {
            assertThatThrownBy(() -> Json.read(text))
                    .as(text)
                    .isInstanceOf(MalformedJsonException.class)
                    .message()
                    .doesNotContain("`", "Source", "REDACTED", "UNKNOWN", "]", "(start")
                    .isNotBlank();
        }
    }

    @Test
    void emptyTrailingDoubledAndDeepDocumentsAreRefused() {
        for (var text :
                new String[] {
                    "", "{} {}", "{\"a\":1,\"a\":2}", "[".repeat(1000), "[1", "{\"a\"}"
                }) {
            assertThatThrownBy(() -> Json.read(text))
                    .as(text)
                    .isInstanceOf(MalformedJsonException.class);
        }
    }

    @Provide
    Arbitrary<Value> values() {
        return Arbitraries.lazyOf(
                () -> Arbitraries.strings().ofMaxLength(5).map(Value::text),
                () -> Arbitraries.longs().map(Value::number),
                () -> Arbitraries.of(true, false).map(Value::bool),
                () -> Arbitraries.just(new Value.Null()),
                () -> values().list().ofMaxSize(3).map(Value::list),
                () ->
                        Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(3), values())
                                .ofMaxSize(3)
                                .map(map -> Value.object(new LinkedHashMap<>(map))));
    }
}

package dev.wheelhouse.stacks.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TemplatePropertiesTest {
    /** Each resource may need those with a smaller number. */
    @Provide
    Arbitrary<List<Set<Integer>>> edges() {
        return Arbitraries.integers().between(0, 19).set().ofMaxSize(4).list().ofMaxSize(20);
    }

    @Property
    void everyOrderRespectsEveryEdge(@ForAll("edges") List<Set<Integer>> edges) {
        var graph = DependencyGraph.of(acyclic(edges));

        var seen = new HashSet<String>();
        for (var id : graph.order()) {
            assertThat(seen).containsAll(graph.needs(id));
            seen.add(id);
        }
        assertThat(seen).isEqualTo(graph.resources());
    }

    private static Map<String, Set<String>> acyclic(List<Set<Integer>> edges) {
        var needs = new LinkedHashMap<String, Set<String>>();
        for (int id = edges.size() - 1; id >= 0; id--) {
            var needed = new LinkedHashSet<String>();
            for (var other : edges.get(id)) {
                if (other < id) {
                    needed.add("R" + other);
                }
            }
            needs.put("R" + id, needed);
        }
        return needs;
    }

    @Property
    void blocksLieSideBySideFromTheStart(
            @ForAll int address,
            @ForAll @IntRange(min = 0, max = 31) int prefix,
            @ForAll @IntRange(min = 1, max = 32) int bits,
            @ForAll @IntRange(min = 1, max = 256) int count) {
        var whole =
                new CidrBlock(
                        BigInteger.valueOf(address & 0xffffffffL)
                                .shiftRight(32 - prefix)
                                .shiftLeft(32 - prefix),
                        prefix,
                        32);
        var fits = 32 - bits >= prefix && count <= 1L << (32 - bits - prefix);
        if (!fits) {
            return;
        }
        var blocks =
                CidrBlock.split(whole.toString(), String.valueOf(count), String.valueOf(bits))
                        .stream()
                        .map(text -> CidrBlock.of(text).orElseThrow())
                        .toList();

        assertThat(blocks).hasSize(count);
        for (int index = 0; index < count; index++) {
            var block = blocks.get(index);
            assertThat(block.prefix()).isEqualTo(32 - bits);
            assertThat(block.first())
                    .isEqualTo(whole.first().add(BigInteger.valueOf(index).shiftLeft(bits)));
        }
    }

    @Property
    void anIpv6BlockIsWrittenAsItIsRead(
            @ForAll @Size(8) List<@IntRange(min = 0, max = 3) Integer> groups) {
        var number = BigInteger.ZERO;
        for (var group : groups) {
            number = number.shiftLeft(16).add(BigInteger.valueOf(group));
        }
        var block = new CidrBlock(number, 128, 128);

        assertThat(CidrBlock.of(block.toString())).contains(block);
    }

    @Property
    void subLeavesPlainTextAlone(@ForAll String text) {
        var plain = text.replace("${", "$").replace("{{resolve", "");

        assertThat(evaluate(Value.object("Fn::Sub", Value.text(plain))))
                .contains(Value.text(plain));
    }

    @Property
    void subPutsVariablesInTheirPlaces(@ForAll @Size(max = 10) List<String> parts) {
        var text = new StringBuilder();
        var variables = Value.object();
        for (int index = 0; index < parts.size(); index++) {
            text.append("${V").append(index).append('}');
            variables =
                    variables.with(
                            "V" + index, Value.text(parts.get(index).replace("{{resolve", "")));
        }
        var sub =
                Value.object(
                        "Fn::Sub", Value.list(List.of(Value.text(text.toString()), variables)));

        assertThat(evaluate(sub))
                .contains(Value.text(String.join("", parts).replace("{{resolve", "")));
    }

    @Property
    void splitAndJoinUndoEachOther(@ForAll @Size(min = 1, max = 8) List<String> parts) {
        var delimiter = "|";
        var members =
                parts.stream().map(part -> part.replace("|", "").replace("{{resolve", "")).toList();
        var joined = Value.list(List.of(Value.text(delimiter), Value.texts(members)));
        var split = Value.list(List.of(Value.text(delimiter), Value.object("Fn::Join", joined)));

        assertThat(evaluate(Value.object("Fn::Split", split))).contains(Value.texts(members));
    }

    @Provide
    Arbitrary<Value> documents() {
        var scalars =
                Arbitraries.oneOf(
                        Arbitraries.strings().map(Value::text),
                        Arbitraries.longs().map(Value::number),
                        Arbitraries.of(true, false).map(Value::bool));
        return Arbitraries.lazyOf(
                () -> scalars,
                () -> scalars,
                () -> documents().list().ofMaxSize(3).map(Value::list),
                () ->
                        Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), documents())
                                .ofMaxSize(3)
                                .map(Value::object));
    }

    @Property(tries = 100)
    void jsonAndYamlReadTheSame(@ForAll("documents") Value document) {
        var yaml = new StringBuilder();
        writeYaml(yaml, document, "");

        assertThat(YamlReader.read("a:" + yaml))
                .isEqualTo(Json.read("{\"a\":" + Json.write(document) + "}"));
    }

    private static void writeYaml(StringBuilder out, Value value, String indent) {
        switch (value) {
            case Value.Items(var items) when !items.isEmpty() -> {
                for (var item : items) {
                    out.append('\n').append(indent).append("-");
                    writeYaml(out, item, indent + "  ");
                }
            }
            case Value.Members(var members) when !members.isEmpty() -> {
                out.append('\n');
                members.forEach((name, member) -> {
                    out.append(indent).append("  ").append(quoted(name)).append(":");
                    writeYaml(out, member, indent + "  ");
                    out.append('\n');
                });
            }
            case Value.Items _ -> out.append(" []");
            case Value.Members _ -> out.append(" {}");
            case Value.Text(var text) -> out.append(' ').append(quoted(text));
            case Value.Num _, Value.Bool _, Value.Null _ -> out.append(' ').append(value);
        }
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        text.codePoints()
                .forEach(point -> {
                    var isPlain = point < 127 && Character.isLetterOrDigit(point);
                    if (isPlain) {
                        out.appendCodePoint(point);
                    } else {
                        out.append("\\U%08X".formatted(point));
                    }
                });
        return out.append('"').toString();
    }

    private static Optional<Value> evaluate(Value value) {
        var expression = new ExpressionReader(ExpressionReader.Place.RESOURCES).read(value);
        return new Evaluator(
                        Mappings.of(Value.object()),
                        new Arguments(new LinkedHashMap<>()),
                        SampleSurroundings.PSEUDO,
                        _ -> false,
                        new SampleSurroundings(),
                        ResourceReferences.none())
                .evaluate(expression);
    }

    @Property(tries = 50)
    void aTextThatIsNoTemplateIsRefusedAndNothingElse(@ForAll String text) {
        try {
            Template.parse(IntStream.range(0, 3).mapToObj(_ -> text).toList().toString());
        } catch (TemplateException refused) {
            assertThat(refused).hasMessageStartingWith("Template");
        }
    }
}

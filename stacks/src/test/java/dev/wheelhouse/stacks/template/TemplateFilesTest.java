package dev.wheelhouse.stacks.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The templates under {@code src/test/resources/templates}: a folder is a case. A reference to a
 * resource X gives {@code ref-X}, an attribute of it {@code X.Attribute}.
 */
class TemplateFilesTest {
    private static final Path ROOT = Path.of("src/test/resources/templates");
    private static final ResourceReferences EVERYTHING_EXISTS =
            new ResourceReferences() {
                @Override
                public Optional<Value> reference(String logicalId) {
                    return Optional.of(Value.text("ref-" + logicalId));
                }

                @Override
                public Optional<Value> attribute(String logicalId, String attribute) {
                    return Optional.of(Value.text(logicalId + "." + attribute));
                }
            };

    static List<Named<Path>> refused() {
        return cases("refused");
    }

    static List<Named<Path>> evaluated() {
        return cases("evaluated");
    }

    @ParameterizedTest
    @MethodSource
    void refused(Path folder) {
        assertThatThrownBy(() -> evaluate(template(folder), Map.of(), new SampleSurroundings()))
                .isInstanceOf(TemplateException.class)
                .hasMessage(read(folder.resolve("error.txt")).strip());
    }

    @ParameterizedTest
    @MethodSource
    void evaluated(Path folder) {
        var expected = Json.readObject(read(folder.resolve("expected.json")));
        var surroundings = new SampleSurroundings();
        texts(expected, "stored").forEach(surroundings::stored);
        texts(expected, "exported").forEach(surroundings::exported);

        var result = evaluate(template(folder), texts(expected, "arguments"), surroundings);

        for (var part : List.of("resources", "order", "outputs", "exports")) {
            expected.get(part)
                    .ifPresent(value ->
                            assertThat(result.get(part))
                                    .as(part)
                                    .hasToString("Optional[" + value + "]"));
        }
    }

    private static Value.Members evaluate(
            Template template, Map<String, String> arguments, SampleSurroundings surroundings) {
        var resolved =
                template.with(
                        template.parameters().resolve(arguments, Set.of(), Map.of(), surroundings),
                        SampleSurroundings.PSEUDO);
        var resources = new LinkedHashMap<String, Value>();
        resolved.resources()
                .keySet()
                .forEach(id ->
                        resources.put(
                                id, resolved.properties(id, surroundings, EVERYTHING_EXISTS)));
        var outputs = new LinkedHashMap<String, Value>();
        var exports = new LinkedHashMap<String, Value>();
        for (var output : resolved.outputs(surroundings, EVERYTHING_EXISTS)) {
            outputs.put(output.key(), Value.text(output.value()));
            output.exportName().ifPresent(name -> exports.put(output.key(), Value.text(name)));
        }
        return Value.object("resources", Value.object(resources))
                .with("order", Value.texts(resolved.dependencies().order()))
                .with("outputs", Value.object(outputs))
                .with("exports", Value.object(exports));
    }

    private static Map<String, String> texts(Value.Members object, String member) {
        var texts = new LinkedHashMap<String, String>();
        if (object.get(member).orElse(Value.object()) instanceof Value.Members members) {
            members.values().forEach((name, value) -> texts.put(name, value.toString()));
        }
        return texts;
    }

    private static Template template(Path folder) {
        var yaml = folder.resolve("template.yaml");
        return Template.parse(read(Files.exists(yaml) ? yaml : folder.resolve("template.json")));
    }

    private static List<Named<Path>> cases(String kind) {
        try (var folders = Files.list(ROOT.resolve(kind))) {
            return folders.sorted()
                    .map(folder -> Named.of(folder.getFileName().toString(), folder))
                    .toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}

package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.LinkedHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dynamic references: <code>{{resolve:ssm:name:version}}</code>, also inside longer texts. */
final class DynamicReferences {
    private static final Pattern REFERENCE =
            Pattern.compile("\\{\\{resolve:([a-zA-Z0-9-]+):([^{}]*)}}");

    private static final Pattern SERVICE = Pattern.compile("\\{\\{resolve:([a-zA-Z0-9-]+):");

    private DynamicReferences() {}

    /**
     * @throws TemplateException for services that are not built
     */
    static void requireSupported(String text) {
        if (!text.contains("{{resolve:")) {
            return;
        }
        SERVICE.matcher(text)
                .results()
                .filter(reference -> !reference.group(1).equals("ssm"))
                .findFirst()
                .ifPresent(reference -> {
                    throw TemplateException.notBuilt(
                            "The dynamic reference service " + reference.group(1));
                });
    }

    /** The value with each reference replaced by what it names. */
    static Value resolve(Value value, Surroundings surroundings) {
        return switch (value) {
            case Value.Text(var text) when text.contains("{{resolve:") ->
                    Value.text(resolve(text, surroundings));
            case Value.Text _, Value.Num _, Value.Bool _, Value.Null _ -> value;
            case Value.Items items ->
                    Value.list(
                            items.values().stream()
                                    .map(item -> resolve(item, surroundings))
                                    .toList());
            case Value.Members members -> {
                var resolved = new LinkedHashMap<String, Value>();
                members.values()
                        .forEach((name, member) ->
                                resolved.put(name, resolve(member, surroundings)));
                yield Value.object(resolved);
            }
        };
    }

    private static String resolve(String text, Surroundings surroundings) {
        requireSupported(text);
        return REFERENCE
                .matcher(text)
                .replaceAll(reference -> {
                    var name = reference.group(2);
                    return Matcher.quoteReplacement(
                            surroundings
                                    .systemsManagerParameter(name)
                                    .orElseThrow(() -> Arguments.unfetched(name)));
                });
    }
}

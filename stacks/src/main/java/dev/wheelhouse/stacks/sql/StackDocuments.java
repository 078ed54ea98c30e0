package dev.wheelhouse.stacks.sql;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.stacks.StackDefinition;
import dev.wheelhouse.stacks.StackDefinition.Argument;
import dev.wheelhouse.stacks.StackEngine.StackOutput;
import dev.wheelhouse.stacks.StackResource.Awaited;
import dev.wheelhouse.stacks.StackResource.Content;
import dev.wheelhouse.stacks.StackResource.Retention;
import dev.wheelhouse.store.Sealer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Definitions, contents and outputs as sealed JSON text, and back. A context names the row, so that
 * a document copied to another row does not open.
 */
final class StackDocuments {
    private final Sealer sealer;

    StackDocuments(Sealer sealer) {
        this.sealer = sealer;
    }

    String write(String context, StackDefinition definition) {
        var members = new LinkedHashMap<String, Value>();
        members.put("template", Value.text(definition.templateBody()));
        definition.description().ifPresent(text -> members.put("description", Value.text(text)));
        members.put("arguments", list(definition.arguments(), StackDocuments::argument));
        members.put("tags", texts(definition.tags()));
        members.put("systemTags", texts(definition.systemTags()));
        members.put("capabilities", Value.texts(definition.capabilities()));
        members.put("notificationArns", Value.texts(definition.notificationArns()));
        members.put("imports", Value.texts(definition.imports()));
        return seal(context, Value.object(members));
    }

    StackDefinition definition(String context, String sealed) {
        var members = open(context, sealed);
        return new StackDefinition(
                members.text("template").orElseThrow(),
                members.text("description"),
                objects(members, "arguments").stream().map(StackDocuments::argument).toList(),
                textMap(members, "tags"),
                textMap(members, "systemTags"),
                textSet(members, "capabilities"),
                textList(members, "notificationArns"),
                textSet(members, "imports"));
    }

    String write(String context, Content content) {
        var members = new LinkedHashMap<String, Value>();
        members.put("properties", content.properties());
        if (!content.shownProperties().equals(content.properties())) {
            members.put("shownProperties", content.shownProperties());
        }
        members.put("attributes", Value.object(content.attributes()));
        members.put("tags", texts(content.tags()));
        members.put("metadata", content.metadata());
        members.put("dependencies", Value.texts(content.dependencies()));
        members.put("retention", Value.text(content.retention().name()));
        content.awaited().ifPresent(awaited -> members.put("awaited", awaited(awaited)));
        return seal(context, Value.object(members));
    }

    Content content(String context, String sealed) {
        var members = open(context, sealed);
        var properties = object(members, "properties");
        return new Content(
                properties,
                members.has("shownProperties") ? object(members, "shownProperties") : properties,
                object(members, "attributes").values(),
                textMap(members, "tags"),
                object(members, "metadata"),
                textList(members, "dependencies"),
                Retention.valueOf(members.text("retention").orElseThrow()),
                members.get("awaited").map(StackDocuments::awaited));
    }

    private static Value awaited(Awaited awaited) {
        return Value.object("count", Value.number(awaited.count()))
                .with("until", Value.text(awaited.until().toString()));
    }

    private static Awaited awaited(Value value) {
        var members = (Value.Members) value;
        return new Awaited(
                Integer.parseInt(members.text("count").orElseThrow()),
                Instant.parse(members.text("until").orElseThrow()));
    }

    String write(String context, List<StackOutput> outputs) {
        return seal(context, Value.object("outputs", list(outputs, StackDocuments::output)));
    }

    List<StackOutput> outputs(String context, String sealed) {
        return objects(open(context, sealed), "outputs").stream()
                .map(StackDocuments::output)
                .toList();
    }

    String sealText(String context, String text) {
        return sealer.seal(context, text);
    }

    String openText(String context, String sealed) {
        return sealer.openText(context, sealed);
    }

    String seal(String context, Value.Members document) {
        return sealer.seal(context, Json.write(document));
    }

    Value.Members open(String context, String sealed) {
        return Json.readObject(sealer.openText(context, sealed));
    }

    private static Value argument(Argument argument) {
        var members = new LinkedHashMap<String, Value>();
        members.put("key", Value.text(argument.key()));
        members.put("value", Value.text(argument.value()));
        argument.resolved().ifPresent(text -> members.put("resolved", Value.text(text)));
        members.put("noEcho", Value.bool(argument.noEcho()));
        return Value.object(members);
    }

    private static Argument argument(Value.Members members) {
        return new Argument(
                members.text("key").orElseThrow(),
                members.text("value").orElseThrow(),
                members.text("resolved"),
                members.text("noEcho").orElseThrow().equals("true"));
    }

    private static Value output(StackOutput output) {
        var members = new LinkedHashMap<String, Value>();
        members.put("key", Value.text(output.key()));
        members.put("value", Value.text(output.value()));
        output.description().ifPresent(text -> members.put("description", Value.text(text)));
        output.exportName().ifPresent(text -> members.put("exportName", Value.text(text)));
        return Value.object(members);
    }

    private static StackOutput output(Value.Members members) {
        return new StackOutput(
                members.text("key").orElseThrow(),
                members.text("value").orElseThrow(),
                members.text("description"),
                members.text("exportName"));
    }

    private static <T> Value list(List<T> items, Function<T, Value> write) {
        return Value.list(items.stream().map(write).toList());
    }

    private static Value texts(Map<String, String> texts) {
        var members = new LinkedHashMap<String, Value>();
        texts.forEach((name, text) -> members.put(name, Value.text(text)));
        return Value.object(members);
    }

    private static Value.Members object(Value.Members parent, String name) {
        return (Value.Members) parent.get(name).orElseThrow();
    }

    private static List<Value.Members> objects(Value.Members parent, String name) {
        var objects = new ArrayList<Value.Members>();
        ((Value.Items) parent.get(name).orElseThrow())
                .values()
                .forEach(item -> objects.add((Value.Members) item));
        return objects;
    }

    private static Map<String, String> textMap(Value.Members parent, String name) {
        var texts = new LinkedHashMap<String, String>();
        object(parent, name)
                .values()
                .forEach((key, value) -> texts.put(key, value.scalar().orElseThrow()));
        return texts;
    }

    private static List<String> textList(Value.Members parent, String name) {
        return ((Value.Items) parent.get(name).orElseThrow())
                .values().stream().map(Value::scalar).map(Optional::orElseThrow).toList();
    }

    private static Set<String> textSet(Value.Members parent, String name) {
        return new LinkedHashSet<>(textList(parent, name));
    }
}

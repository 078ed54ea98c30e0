package dev.wheelhouse.catalog.launch;

import dev.wheelhouse.catalog.Tags;
import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.CallerReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What the worker needs beside the record itself. It rests sealed: parameters may be secrets.
 *
 * @param caller who asked, to act with those rights
 * @param requester the ARN of who asked, for the journal: the user, or the session
 * @param requestId of the request that was accepted, for error texts
 * @param parameters arguments by parameter name
 * @param previous the parameters that keep their value
 * @param rules of all template constraints in force when it was asked for
 * @param stackTags the tags of the stack, AutoTags left out
 * @param systemTags the AutoTags
 * @param notificationArns SNS topics for the stack's events
 * @param ignoreErrors forgets the provisioned product even if its stack cannot be deleted
 */
public record LaunchWork(
        CallerReference caller,
        String requester,
        String requestId,
        Map<String, String> parameters,
        Set<String> previous,
        SequencedMap<String, Value> rules,
        Tags stackTags,
        Tags systemTags,
        List<String> notificationArns,
        boolean ignoreErrors) {
    public LaunchWork {
        parameters = Map.copyOf(parameters);
        previous = Set.copyOf(previous);
        notificationArns = List.copyOf(notificationArns);
    }

    /** This work with other tags for the stack. */
    public LaunchWork with(Tags newStackTags) {
        return new LaunchWork(
                caller,
                requester,
                requestId,
                parameters,
                previous,
                rules,
                newStackTags,
                systemTags,
                notificationArns,
                ignoreErrors);
    }

    /** As JSON text, to be sealed. */
    public String toJson() {
        return Json.write(
                Value.object("caller", caller.toValue())
                        .with("requester", Value.text(requester))
                        .with("requestId", Value.text(requestId))
                        .with("parameters", texts(parameters))
                        .with("previous", Value.texts(previous))
                        .with("rules", Value.object(rules))
                        .with("stackTags", texts(stackTags.byKey()))
                        .with("systemTags", texts(systemTags.byKey()))
                        .with("notificationArns", Value.texts(notificationArns))
                        .with("ignoreErrors", Value.bool(ignoreErrors)));
    }

    /** Reads what {@link #toJson} wrote. */
    public static LaunchWork fromJson(String json) {
        var work = Json.readObject(json);
        return new LaunchWork(
                CallerReference.from(work.get("caller").orElseThrow()),
                work.text("requester").orElseThrow(),
                work.text("requestId").orElseThrow(),
                texts(work, "parameters"),
                new LinkedHashSet<>(list(work, "previous")),
                work.get("rules").orElseThrow() instanceof Value.Members rules
                        ? rules.values()
                        : new LinkedHashMap<>(),
                new Tags(texts(work, "stackTags")),
                new Tags(texts(work, "systemTags")),
                list(work, "notificationArns"),
                work.text("ignoreErrors").orElse("").equals("true"));
    }

    private static Value texts(Map<String, String> texts) {
        var values = new LinkedHashMap<String, Value>();
        texts.forEach((name, text) -> values.put(name, Value.text(text)));
        return Value.object(values);
    }

    private static SequencedMap<String, String> texts(Value.Members work, String name) {
        var texts = new LinkedHashMap<String, String>();
        if (work.get(name).orElseThrow() instanceof Value.Members members) {
            members.values().forEach((key, value) -> texts.put(key, value.scalar().orElse("")));
        }
        return texts;
    }

    private static List<String> list(Value.Members work, String name) {
        var list = new ArrayList<String>();
        if (work.get(name).orElseThrow() instanceof Value.Items items) {
            items.values().forEach(item -> list.add(item.scalar().orElse("")));
        }
        return list;
    }
}

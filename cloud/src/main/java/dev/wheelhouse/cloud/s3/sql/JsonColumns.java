package dev.wheelhouse.cloud.s3.sql;

import dev.wheelhouse.cloud.s3.PublicAccessBlock;
import dev.wheelhouse.cloud.s3.StoredObject.Part;
import dev.wheelhouse.cloud.s3.StoredObject.Segment;
import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small maps and lists as JSON text. */
final class JsonColumns {
    private JsonColumns() {}

    static String write(Map<String, String> texts) {
        return Json.write(object(texts));
    }

    private static Value object(Map<String, String> texts) {
        var members = new LinkedHashMap<String, Value>();
        texts.forEach((key, value) -> members.put(key, Value.text(value)));
        return Value.object(members);
    }

    static Map<String, String> read(String json) {
        return texts(Json.readObject(json));
    }

    private static Map<String, String> texts(Value.Members object) {
        var texts = new LinkedHashMap<String, String>();
        object.values().forEach((key, value) -> texts.put(key, value.scalar().orElse("")));
        return texts;
    }

    static String write(PublicAccessBlock block) {
        return Json.write(
                Value.object("BlockPublicAcls", Value.bool(block.blockPublicAcls()))
                        .with("IgnorePublicAcls", Value.bool(block.ignorePublicAcls()))
                        .with("BlockPublicPolicy", Value.bool(block.blockPublicPolicy()))
                        .with("RestrictPublicBuckets", Value.bool(block.restrictPublicBuckets())));
    }

    static PublicAccessBlock readBlock(String json) {
        var block = Json.readObject(json);
        return new PublicAccessBlock(
                flag(block, "BlockPublicAcls"),
                flag(block, "IgnorePublicAcls"),
                flag(block, "BlockPublicPolicy"),
                flag(block, "RestrictPublicBuckets"));
    }

    private static boolean flag(Value.Members members, String name) {
        return members.text(name).orElseThrow().equals("true");
    }

    static String writeSegments(List<Segment> segments) {
        return Json.write(
                Value.list(
                        segments.stream()
                                .map(segment ->
                                        Value.list(
                                                List.of(
                                                        Value.text(segment.body()),
                                                        Value.number(segment.size()))))
                                .toList()));
    }

    static List<Segment> readSegments(String json) {
        if (!(Json.read(json) instanceof Value.Items items)) {
            throw new IllegalStateException("Segments are a list");
        }
        return items.values().stream().map(JsonColumns::segment).toList();
    }

    private static Segment segment(Value value) {
        if (value instanceof Value.Items pair && pair.values().size() == 2) {
            return new Segment(
                    pair.values().getFirst().scalar().orElseThrow(),
                    Long.parseLong(pair.values().getLast().scalar().orElseThrow()));
        }
        throw new IllegalStateException("A segment is a body and a size");
    }

    static String writeParts(List<Part> parts) {
        return Json.write(
                Value.list(
                        parts.stream()
                                .map(part ->
                                        Value.list(
                                                List.of(
                                                        Value.number(part.size()),
                                                        object(part.checksums()))))
                                .toList()));
    }

    static List<Part> readParts(String json) {
        if (!(Json.read(json) instanceof Value.Items items)) {
            throw new IllegalStateException("Parts are a list");
        }
        return items.values().stream().map(JsonColumns::part).toList();
    }

    private static Part part(Value value) {
        if (value instanceof Value.Items pair
                && pair.values().size() == 2
                && pair.values().getLast() instanceof Value.Members checksums) {
            return new Part(
                    Long.parseLong(pair.values().getFirst().scalar().orElseThrow()),
                    texts(checksums));
        }
        throw new IllegalStateException("A part is a size and checksums");
    }
}

package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_TAG;

import dev.wheelhouse.cloud.s3.Bucket;
import dev.wheelhouse.document.Value;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.Tag;

/** Tags as S3 writes them: at most 10 on an object, 50 on a bucket. */
final class Tags {
    static final int MAX_ON_OBJECT = 10;
    private static final int MAX_ON_BUCKET = 50;

    /**
     * What may stand in keys and values (S3 user guide, "Categorizing your objects using tags").
     */
    private static final Pattern CHARACTERS = Pattern.compile("[\\p{L}\\p{N}\\p{Zs}+=._:/@-]*");

    private Tags() {}

    static Map<String, String> read(List<Tag> tags) {
        tags.forEach(tag -> refuseReserved(tag.key()));
        return readForBucket(tags);
    }

    /** Reads the tags that a bucket is to have: system tags that it has already are among them. */
    static Map<String, String> readForBucket(List<Tag> tags) {
        var read = new LinkedHashMap<String, String>();
        for (var tag : tags) {
            add(read, tag.key(), tag.value());
        }
        if (read.size() > MAX_ON_BUCKET) {
            throw INVALID_TAG.because("Bucket tag count cannot be greater than " + MAX_ON_BUCKET);
        }
        return read;
    }

    static Map<String, String> readForObject(List<Tag> tags) {
        return limited(read(tags));
    }

    /** Reads the header {@code x-amz-tagging}, a URL query. */
    static Map<String, String> readHeader(String header) {
        var read = new LinkedHashMap<String, String>();
        for (var pair : List.of(header.split("&", -1))) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                var key = decode(equals < 0 ? pair : pair.substring(0, equals));
                refuseReserved(key);
                add(read, key, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return limited(read);
    }

    static List<Tag> write(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    static Value value(Map<String, String> tags) {
        var members = new LinkedHashMap<String, Value>();
        tags.forEach((key, value) -> members.put(key, Value.text(value)));
        return Value.object(members);
    }

    private static Map<String, String> limited(Map<String, String> tags) {
        if (tags.size() > MAX_ON_OBJECT) {
            throw INVALID_TAG.because("Object tags cannot be greater than " + MAX_ON_OBJECT);
        }
        return tags;
    }

    private static void add(Map<String, String> tags, String key, String value) {
        if (key.isEmpty() || key.length() > 128 || !CHARACTERS.matcher(key).matches()) {
            throw INVALID_TAG.because("The TagKey you have provided is invalid");
        }
        if (value.length() > 256 || !CHARACTERS.matcher(value).matches()) {
            throw INVALID_TAG.because("The TagValue you have provided is invalid");
        }
        if (tags.put(key, value) != null) {
            throw INVALID_TAG.because("Cannot provide multiple Tags with the same key");
        }
    }

    private static void refuseReserved(String key) {
        if (Bucket.isReserved(key)) {
            throw INVALID_TAG.because("System tags cannot be added/updated by requester");
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw INVALID_TAG.because(
                    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.");
        }
    }
}

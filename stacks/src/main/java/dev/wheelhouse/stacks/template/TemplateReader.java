package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.MalformedJsonException;
import dev.wheelhouse.document.Value;
import java.nio.charset.StandardCharsets;

/** A template's text, JSON or YAML, to its document. */
final class TemplateReader {
    /** What a template may have by URL; a body sent inline may have less, which is the API's. */
    private static final int MAX_BYTES = 1_000_000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TemplateReader() {}

    /**
     * Reads a document whose root is an object and that holds no null. Of members of one name the
     * last counts, as CloudFormation has it (cfn-language-discussion issue 96).
     *
     * @throws TemplateException otherwise, with CloudFormation's text
     */
    static Value.Members read(String text) {
        if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new TemplateException("Template may not exceed " + MAX_BYTES + " bytes in size.");
        }
        var body = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        var value = body.stripLeading().startsWith("{") ? json(body) : YamlReader.read(body);
        if (!(value instanceof Value.Members members)) {
            throw TemplateException.format("unsupported structure.");
        }
        requireNoNull(members, "");
        return members;
    }

    private static Value json(String text) {
        try {
            return Json.readRepeating(text);
        } catch (MalformedJsonException cause) {
            throw malformed(cause);
        }
    }

    /** Says what is wrong only of a duplicate: CloudFormation never says more than where. */
    static TemplateException malformed(MalformedJsonException cause) {
        var message = String.valueOf(cause.getMessage());
        return TemplateException.format(
                "JSON not well-formed. (line %d, column %d)%s"
                        .formatted(
                                cause.line(),
                                cause.column(),
                                message.startsWith("Duplicate") ? " " + message : ""));
    }

    private static void requireNoNull(Value value, String pointer) {
        switch (value) {
            case Value.Null _ ->
                    throw new TemplateException(
                            "[" + pointer + "] 'null' values are not allowed in templates");
            case Value.Items items -> {
                for (int index = 0; index < items.values().size(); index++) {
                    requireNoNull(items.values().get(index), pointer + "/" + index);
                }
            }
            case Value.Members members ->
                    members.values()
                            .forEach((name, member) -> requireNoNull(member, pointer + "/" + name));
            case Value.Text _, Value.Num _, Value.Bool _ -> {}
        }
    }
}

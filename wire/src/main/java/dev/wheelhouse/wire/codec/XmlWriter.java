package dev.wheelhouse.wire.codec;

import dev.wheelhouse.wire.Payload;
import java.nio.charset.StandardCharsets;

/** Writes XML text. What XML 1.0 can't hold becomes U+FFFD, so that clients can read the rest. */
final class XmlWriter {
    static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private final StringBuilder out = new StringBuilder(1024);

    XmlWriter declaration() {
        out.append(DECLARATION);
        return this;
    }

    XmlWriter open(String name) {
        out.append('<').append(name).append('>');
        return this;
    }

    /** Opens an element with a default namespace; none when that is empty. */
    XmlWriter open(String name, String namespace) {
        return namespace.isEmpty() ? open(name) : openWith(name, "xmlns", namespace);
    }

    /**
     * Opens an element with attributes.
     *
     * @param attributes names and values in turn
     */
    XmlWriter openWith(String name, String... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            text(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    XmlWriter close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    XmlWriter element(String name, String text) {
        return open(name).text(text).close(name);
    }

    XmlWriter text(String text) {
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> out.append("&amp;");
                        case '<' -> out.append("&lt;");
                        case '>' -> out.append("&gt;");
                        case '"' -> out.append("&quot;");
                        case '\r' -> out.append("&#xD;");
                        default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
                    }
                });
        return this;
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    Payload payload() {
        return Payload.of(out.toString().getBytes(StandardCharsets.UTF_8));
    }
}

package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * YAML 1.1 as CloudFormation reads it: no anchors, aliases or merge keys; numbers keep their text;
 * dates are text; short tags such as {@code !Ref} become the functions that they stand for.
 *
 * <p>Reads the parser's events itself: a constructor of objects, and all that goes with one, is
 * never reached.
 */
final class YamlReader {
    private static final String YAML_TAG = "tag:yaml.org,2002:";
    private static final Set<String> REFUSED_TAGS =
            Set.of("binary", "omap", "pairs", "set", "timestamp", "merge");
    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern TRUE = Pattern.compile("yes|Yes|YES|true|True|TRUE|on|On|ON");
    private static final Pattern FALSE = Pattern.compile("no|No|NO|false|False|FALSE|off|Off|OFF");
    private static final Pattern INTEGER =
            Pattern.compile(
                    "[-+]?0b[01_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?0o?[0-7_]*|[-+]?[0-9][0-9_]*"
                            + "|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+");
    private static final Pattern DECIMAL =
            Pattern.compile(
                    "[-+]?[0-9][0-9_]*\\.[0-9_]*([eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
                            + "|[-+]?\\.[0-9][0-9_]*([eE][-+]?[0-9]+)?"
                            + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*"
                            + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private final Iterator<Event> events;

    private YamlReader(Iterator<Event> events) {
        this.events = events;
    }

    /**
     * Reads the one document of a text; a text without any is null.
     *
     * @throws TemplateException if it is not YAML, nests deeper than {@link Json#MAX_DEPTH}, names
     *     a key twice, or uses what CloudFormation leaves out
     */
    static Value read(String text) {
        var options = new LoaderOptions();
        options.setProcessComments(false);
        options.setCodePointLimit(Integer.MAX_VALUE);
        try {
            var parser = new ParserImpl(new StreamReader(text), options);
            return new YamlReader(
                            new Iterator<>() {
                                @Override
                                public boolean hasNext() {
                                    return parser.peekEvent() != null;
                                }

                                @Override
                                public Event next() {
                                    return parser.getEvent();
                                }
                            })
                    .document();
        } catch (MarkedYAMLException cause) {
            throw notWellFormed(cause.getProblemMark());
        } catch (YAMLException _) {
            throw TemplateException.format("YAML not well-formed.");
        }
    }

    private Value document() {
        expect(StreamStartEvent.class);
        var first = events.next();
        if (first instanceof StreamEndEvent) {
            return new Value.Null();
        }
        if (!(first instanceof DocumentStartEvent)) {
            throw notWellFormed(first.getStartMark());
        }
        var value = node(events.next(), 1);
        expect(DocumentEndEvent.class);
        expect(StreamEndEvent.class);
        return value;
    }

    private void expect(Class<? extends Event> kind) {
        var event = events.next();
        if (!kind.isInstance(event)) {
            throw notWellFormed(event.getStartMark());
        }
    }

    private Value node(Event event, int depth) {
        if (event instanceof AliasEvent
                || (event instanceof NodeEvent anchored && anchored.getAnchor() != null)) {
            throw TemplateException.error(
                    "YAML aliases are not allowed in CloudFormation templates");
        }
        if (depth > Json.MAX_DEPTH) {
            throw notWellFormed(event.getStartMark());
        }
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case SequenceStartEvent start -> tagged(start, sequence(depth));
            case MappingStartEvent start -> tagged(start, mapping(depth));
            default -> throw notWellFormed(event.getStartMark());
        };
    }

    private Value.Items sequence(int depth) {
        var items = new ArrayList<Value>();
        for (var event = events.next();
                !(event instanceof SequenceEndEvent);
                event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return Value.list(items);
    }

    private Value.Members mapping(int depth) {
        var members = new LinkedHashMap<String, Value>();
        for (var event = events.next();
                !(event instanceof MappingEndEvent);
                event = events.next()) {
            members.put(key(event), node(events.next(), depth + 1)); // the last one counts
        }
        return Value.object(members);
    }

    private static String key(Event event) {
        if (!(event instanceof ScalarEvent scalar)
                || scalar.getAnchor() != null
                || isShortTag(scalar.getTag())
                || (scalar.isPlain() && scalar.getValue().equals("<<"))) {
            throw notWellFormed(event.getStartMark());
        }
        return scalar.getValue();
    }

    private static Value scalar(ScalarEvent event) {
        var tag = event.getTag();
        var text = event.getValue();
        if (isShortTag(tag)) {
            return function(tag, Value.text(text));
        }
        if (tag != null && tag.startsWith(YAML_TAG)) {
            return switch (requireAllowed(tag, event)) {
                case "null" -> new Value.Null();
                case "bool" -> plain(text);
                case "int", "float" -> new Value.Num(text);
                default -> Value.text(text);
            };
        }
        var isPlain = tag == null && event.getScalarStyle() == ScalarStyle.PLAIN;
        return isPlain ? plain(text) : Value.text(text);
    }

    private static Value plain(String text) {
        if (NULL.matcher(text).matches()) {
            return new Value.Null();
        }
        if (TRUE.matcher(text).matches()) {
            return Value.bool(true);
        }
        if (FALSE.matcher(text).matches()) {
            return Value.bool(false);
        }
        if (INTEGER.matcher(text).matches() || DECIMAL.matcher(text).matches()) {
            return new Value.Num(text);
        }
        return Value.text(text);
    }

    private static Value tagged(CollectionStartEvent start, Value value) {
        var tag = start.getTag();
        if (isShortTag(tag)) {
            return function(tag, value);
        }
        if (tag != null && tag.startsWith(YAML_TAG)) {
            requireAllowed(tag, start);
        }
        return value;
    }

    private static boolean isShortTag(@Nullable String tag) {
        return tag != null && tag.startsWith("!") && tag.length() > 1;
    }

    private static Value function(String tag, Value argument) {
        var name = tag.substring(1);
        return switch (name) {
            case "Ref", "Condition" -> Value.object(name, argument);
            case "GetAtt" -> Value.object("Fn::GetAtt", resourceAndAttribute(argument));
            default -> Value.object("Fn::" + name, argument);
        };
    }

    /** {@code A.B.C} is the attribute {@code B.C} of A. */
    private static Value resourceAndAttribute(Value argument) {
        if (argument instanceof Value.Text(var text) && text.indexOf('.') >= 0) {
            var dot = text.indexOf('.');
            return Value.list(
                    List.of(
                            Value.text(text.substring(0, dot)),
                            Value.text(text.substring(dot + 1))));
        }
        return argument;
    }

    private static String requireAllowed(String tag, Event event) {
        var name = tag.substring(YAML_TAG.length());
        if (REFUSED_TAGS.contains(name)) {
            throw notWellFormed(event.getStartMark());
        }
        return name;
    }

    private static TemplateException notWellFormed(@Nullable Mark mark) {
        return TemplateException.format(
                "YAML not well-formed."
                        + (mark == null
                                ? ""
                                : " (line %d, column %d)"
                                        .formatted(mark.getLine() + 1, mark.getColumn() + 1)));
    }
}

package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Mappings section: two levels of keys, then a text or a list of texts. */
public final class Mappings {
    private final Map<String, Map<String, Map<String, Value>>> byName;

    private Mappings(Map<String, Map<String, Map<String, Value>>> byName) {
        this.byName = byName;
    }

    static Mappings of(Value.Members section) {
        Names.requireAtMost("mappings", section.values().size(), 200);
        var byName = new LinkedHashMap<String, Map<String, Map<String, Value>>>();
        section.values().forEach((name, mapping) -> byName.put(name, mapping(name, mapping)));
        return new Mappings(byName);
    }

    private static Map<String, Map<String, Value>> mapping(String name, Value mapping) {
        Names.requireAlphanumeric("Mappings", name);
        if (!(mapping instanceof Value.Members tops)) {
            throw TemplateException.format("Every Mappings member " + name + " must be a map");
        }
        Names.requireAtMost("mapping attributes", tops.values().size(), 200);
        var byTop = new LinkedHashMap<String, Map<String, Value>>();
        tops.values()
                .forEach((top, seconds) -> {
                    if (!(seconds instanceof Value.Members members)) {
                        throw TemplateException.format(
                                "Every Mappings member " + top + " must be a map");
                    }
                    Names.requireAtMost("mapping attributes", members.values().size(), 200);
                    members.values().values().forEach(Mappings::requireLeaf);
                    byTop.put(top, members.values());
                });
        return byTop;
    }

    private static void requireLeaf(Value value) {
        var isLeaf =
                value instanceof Value.Items items
                        ? items.values().stream().allMatch(item -> item.scalar().isPresent())
                        : value.scalar().isPresent();
        if (!isLeaf) {
            throw TemplateException.format("Every Mappings attribute must be a String or a List.");
        }
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /**
     * @throws TemplateException when there is no such map or key
     */
    Value find(String map, String top, String second) {
        var mapping = byName.get(map);
        if (mapping == null) {
            throw noMapping(map);
        }
        var value = mapping.getOrDefault(top, Map.of()).get(second);
        if (value == null) {
            throw TemplateException.error(
                    "Unable to get mapping for %s::%s::%s".formatted(map, top, second));
        }
        return value;
    }

    static TemplateException noMapping(String name) {
        return TemplateException.error(
                "Mapping named '"
                        + name
                        + "' is not present in the 'Mappings' section of template.");
    }
}

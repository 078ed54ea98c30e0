package dev.wheelhouse.store.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A statement whose parameters have names: {@code :name}, letters, digits and underscores. Text in
 * quotes, {@code --} comments and {@code ::} casts are left as they are.
 *
 * @param text as the driver wants it, with {@code ?} in the place of each name
 * @param names of the parameters, in the order of the question marks
 * @param places of each name, from 0
 */
record NamedSql(String text, List<String> names, Map<String, List<Integer>> places) {
    /** Texts are constants of the program, but for a few that grow with a list of values. */
    private static final int LIMIT = 4096;

    private static final ConcurrentHashMap<String, NamedSql> PARSED = new ConcurrentHashMap<>();

    static NamedSql of(String sql) {
        var known = PARSED.get(sql);
        if (known != null) {
            return known;
        }
        var parsed = parse(sql);
        if (PARSED.size() < LIMIT) {
            PARSED.put(sql, parsed);
        }
        return parsed;
    }

    private static NamedSql parse(String sql) {
        var text = new StringBuilder(sql.length());
        var names = new ArrayList<String>();
        for (var at = 0; at < sql.length(); ) {
            var end = endOfPart(sql, at);
            if (sql.charAt(at) == ':' && end > at + 1 && sql.charAt(at + 1) != ':') {
                names.add(sql.substring(at + 1, end).intern());
                text.append('?');
            } else {
                text.append(sql, at, end);
            }
            at = end;
        }
        var places = new HashMap<String, List<Integer>>();
        for (var place = 0; place < names.size(); place++) {
            places.computeIfAbsent(names.get(place), _ -> new ArrayList<>()).add(place);
        }
        return new NamedSql(text.toString(), List.copyOf(names), places);
    }

    /** The end of the quoted text, comment, cast, parameter or single character that begins. */
    private static int endOfPart(String sql, int at) {
        var next = at + 1 < sql.length() ? sql.charAt(at + 1) : ' ';
        return switch (sql.charAt(at)) {
            case '\'' -> after(sql, '\'', at + 1);
            case '"' -> after(sql, '"', at + 1);
            case '-' -> next == '-' ? after(sql, '\n', at + 2) : at + 1;
            case ':' -> next == ':' ? at + 2 : endOfName(sql, at + 1);
            default -> at + 1;
        };
    }

    private static int after(String sql, char end, int from) {
        var found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + 1;
    }

    private static int endOfName(String sql, int from) {
        var end = from;
        while (end < sql.length()
                && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
            end++;
        }
        return end;
    }
}

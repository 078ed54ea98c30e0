package dev.wheelhouse.identity.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The condition keys of one request and their values. Key names compare without case; of a key with
 * a part after a slash ({@code aws:RequestTag/team}) that part does too.
 */
public final class RequestContext {
    private final Map<String, List<String>> values = new TreeMap<>();

    public RequestContext(Map<String, List<String>> values) {
        values.forEach((key, value) -> this.values.put(key.toLowerCase(Locale.ROOT), value));
    }

    /** This context with more keys, which take precedence. */
    public RequestContext with(Map<String, List<String>> more) {
        var both = new TreeMap<>(values);
        more.forEach((key, value) -> both.put(key.toLowerCase(Locale.ROOT), value));
        return new RequestContext(both);
    }

    /** The values of a key; empty when the request does not have it. */
    List<String> values(String key) {
        return values.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
    }

    /** Whether the request has a key. */
    public boolean has(String key) {
        return values.containsKey(key.toLowerCase(Locale.ROOT));
    }

    /**
     * Whether the absence of this key means something: it would be in the context if the request
     * had it. A key that nobody would have set is not known. A context that has the bare {@code
     * aws:ResourceTag/} says that it holds all keys of that family.
     */
    boolean knows(String key) {
        var slash = key.indexOf('/');
        return has(key)
                || ConditionKeys.isKnown(key)
                || (slash > 0 && has(key.substring(0, slash + 1)));
    }
}

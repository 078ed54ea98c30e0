package dev.wheelhouse.identity.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of one request and their values. Key names compare without case; of a key with
 * a part after a slash ({@code aws:RequestTag/team}) that part does too.
 */
public final class RequestContext {
    private final Map<String, List<String>> values;
    private final @Nullable RequestContext base;

    public RequestContext(Map<String, List<String>> values) {
        this(values, null);
    }

    private RequestContext(Map<String, List<String>> values, @Nullable RequestContext base) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.base = base;
    }

    /** This context with more keys, which take precedence. */
    public RequestContext with(Map<String, List<String>> more) {
        return new RequestContext(more, this);
    }

    /** The values of a key; empty when the request does not have it. */
    List<String> values(String key) {
        var found = find(key);
        return found == null ? List.of() : found;
    }

    /** Whether the request has a key. */
    public boolean has(String key) {
        return find(key) != null;
    }

    /** Few keys, of which few are ever asked for: nothing is sorted or folded beforehand. */
    private @Nullable List<String> find(String key) {
        return find(key, isAscii(key));
    }

    private @Nullable List<String> find(String key, boolean ascii) {
        for (var entry : values.entrySet()) {
            if (same(entry.getKey(), key, ascii)) {
                return entry.getValue();
            }
        }
        return base == null ? null : base.find(key, ascii);
    }

    /**
     * Without case, as names of tags are unique: by their lower case. What has an ASCII name for
     * its lower case equals that without case, too; the reverse holds within ASCII only.
     */
    private static boolean same(String one, String other, boolean ascii) {
        return (!ascii || one.equalsIgnoreCase(other))
                && ((ascii && isAscii(one))
                        || one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT)));
    }

    private static boolean isAscii(String text) {
        for (var at = 0; at < text.length(); at++) {
            if (text.charAt(at) > 0x7f) {
                return false;
            }
        }
        return true;
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

package dev.wheelhouse.identity.access;

import dev.wheelhouse.identity.policy.MalformedPolicyException;
import dev.wheelhouse.identity.policy.PolicyDocument;
import java.util.concurrent.ConcurrentHashMap;

/** Parsed policies by their text, so that each is parsed once. Bounded; thread-safe. */
final class PolicyCache {
    private static final int MOST = 5_000;

    private record Key(PolicyDocument.Kind kind, String text) {}

    private final ConcurrentHashMap<Key, PolicyDocument> parsed = new ConcurrentHashMap<>();

    /** The policy, or one that denies everything when the text can't be read. */
    PolicyDocument read(String text, PolicyDocument.Kind kind) {
        var key = new Key(kind, text);
        var known = parsed.get(key);
        if (known != null) {
            return known;
        }
        PolicyDocument document;
        try {
            document = PolicyDocument.parse(text, kind);
        } catch (MalformedPolicyException notReadable) {
            document = PolicyDocument.denyingAll();
        }
        if (parsed.size() >= MOST) {
            parsed.clear();
        }
        parsed.put(key, document);
        return document;
    }
}

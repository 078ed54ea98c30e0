package dev.wheelhouse.identity.access;

import dev.wheelhouse.identity.policy.MalformedPolicyException;
import dev.wheelhouse.identity.policy.PolicyDocument;

/** Parsed policies by their text, so that each is parsed once. Bounded; thread-safe. */
final class PolicyCache {
    private static final int MOST = 5_000;

    private record Key(PolicyDocument.Kind kind, String text) {}

    private final Cache<Key, PolicyDocument> parsed = new Cache<>(MOST);

    /** The policy, or one that denies everything when the text can't be read. */
    PolicyDocument read(String text, PolicyDocument.Kind kind) {
        return parsed.get(new Key(kind, text), PolicyCache::parse);
    }

    private static PolicyDocument parse(Key key) {
        try {
            return PolicyDocument.read(key.text(), key.kind());
        } catch (MalformedPolicyException notReadable) {
            return PolicyDocument.denyingAll();
        }
    }
}

package dev.wheelhouse.identity.access;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What was made of something that never changes, so that it is made once. It forgets everything
 * when it is full, which costs less than keeping account of what was used last. Thread-safe.
 */
final class Cache<K, V> {
    private final int most;
    private final ConcurrentHashMap<K, V> made = new ConcurrentHashMap<>();

    Cache(int most) {
        this.most = most;
    }

    V get(K key, Function<K, V> maker) {
        var known = made.get(key);
        if (known != null) {
            return known;
        }
        var value = maker.apply(key);
        if (made.size() >= most) {
            made.clear();
        }
        made.put(key, value);
        return value;
    }
}

package dev.wheelhouse.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the launcher starts the server, as it told this program.
 *
 * @param options of the server's JVM, without the cache
 * @param cache the ahead-of-time cache, where there is one
 */
record Installation(String classPath, List<String> options, Optional<Path> cache) {
    static Installation told() {
        var cache = System.getProperty("wheelhouse.cache", "");
        return new Installation(
                System.getProperty("wheelhouse.classpath", ""),
                List.of(System.getProperty("wheelhouse.options", "").split(" ", -1)),
                cache.isEmpty() ? Optional.empty() : Optional.of(Path.of(cache)));
    }

    String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The options that the launcher gives. */
    List<String> usualOptions() {
        var all = new ArrayList<>(options);
        cache.ifPresent(file -> {
            all.add("-XX:AOTCache=" + file);
            all.add("-Xlog:aot*=off");
        });
        return all;
    }
}

package dev.wheelhouse.cloud.resource;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All resource types that are built, by name. */
public final class ResourceProviders {
    private final Map<String, ResourceProvider> byType;

    /**
     * @throws IllegalStateException if two providers name the same type
     */
    public ResourceProviders(Collection<? extends ResourceProvider> providers) {
        byType =
                providers.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        provider -> provider.schema().type(), Function.identity()));
    }

    public Optional<ResourceProvider> find(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    public Set<String> types() {
        return byType.keySet();
    }
}

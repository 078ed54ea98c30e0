package dev.wheelhouse.stacks.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Which resource needs which. Has no circles. Resources keep the order that they were given in, as
 * far as dependencies allow.
 */
public final class DependencyGraph {
    private final SequencedMap<String, Set<String>> needs;
    private final Map<String, Set<String>> neededBy;
    private final List<String> order;

    private DependencyGraph(SequencedMap<String, Set<String>> needs) {
        this.needs = needs;
        this.neededBy = new LinkedHashMap<>();
        needs.forEach((id, needed) ->
                needed.forEach(other ->
                        neededBy.computeIfAbsent(other, _ -> new LinkedHashSet<>()).add(id)));
        this.order = ordered();
    }

    /**
     * A graph from each resource's needs.
     *
     * @param needs logical ids by the logical id that needs them; ids that are no key are left out
     * @throws TemplateException when resources need each other in a circle
     */
    public static DependencyGraph of(Map<String, ? extends Set<String>> needs) {
        var known = new LinkedHashMap<String, Set<String>>();
        needs.forEach((id, needed) -> {
            var kept = new LinkedHashSet<String>(needed);
            kept.retainAll(needs.keySet());
            known.put(id, Collections.unmodifiableSet(kept));
        });
        return new DependencyGraph(known);
    }

    /** All resources. */
    public SequencedSet<String> resources() {
        return Collections.unmodifiableSequencedSet(needs.sequencedKeySet());
    }

    /** What a resource needs directly. */
    public Set<String> needs(String logicalId) {
        return needs.getOrDefault(logicalId, Set.of());
    }

    private Set<String> neededBy(String logicalId) {
        return Collections.unmodifiableSet(neededBy.getOrDefault(logicalId, Set.of()));
    }

    /** All resources, each after what it needs; deletion goes the other way. */
    public List<String> order() {
        return order;
    }

    private List<String> ordered() {
        var missing = new LinkedHashMap<String, Integer>();
        var ready = new ArrayDeque<String>();
        needs.forEach((id, needed) -> {
            missing.put(id, needed.size());
            if (needed.isEmpty()) {
                ready.add(id);
            }
        });
        var ordered = new ArrayList<String>();
        while (!ready.isEmpty()) {
            var id = ready.remove();
            ordered.add(id);
            missing.remove(id);
            for (var other : neededBy(id)) {
                if (missing.merge(other, -1, Integer::sum) == 0) {
                    ready.add(other);
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new TemplateException(
                    "Circular dependency between resources: " + onCircles(missing.keySet()));
        }
        return List.copyOf(ordered);
    }

    /** Leaves out, again and again, what nothing else among the rest needs. */
    private List<String> onCircles(Set<String> candidates) {
        var rest = new LinkedHashSet<>(candidates);
        boolean isSmaller;
        do {
            isSmaller = rest.removeIf(id -> Collections.disjoint(neededBy(id), rest));
        } while (isSmaller);
        return List.copyOf(rest);
    }
}

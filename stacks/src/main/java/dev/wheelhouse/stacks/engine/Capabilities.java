package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.cloud.resource.ResourceProviders;
import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.stacks.template.Expression;
import dev.wheelhouse.stacks.template.ResourceDeclaration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a caller has to acknowledge before a template may be used. */
public final class Capabilities {
    private static final String IAM = "CAPABILITY_IAM";
    private static final String NAMED_IAM = "CAPABILITY_NAMED_IAM";

    private static final Set<String> NAMES =
            Set.of("RoleName", "UserName", "GroupName", "ManagedPolicyName", "InstanceProfileName");

    private final ResourceProviders providers;

    public Capabilities(ResourceProviders providers) {
        this.providers = providers;
    }

    /**
     * What these resources take.
     *
     * @param capability {@code CAPABILITY_IAM} or {@code CAPABILITY_NAMED_IAM}
     * @param types the types that take it
     */
    public record Needed(String capability, List<String> types) {}

    /** What resources take; empty when nothing. */
    public Optional<Needed> needed(Collection<ResourceDeclaration> resources) {
        var types = new TreeSet<String>();
        var isNamed = false;
        for (var resource : resources) {
            var takes =
                    providers
                            .find(resource.type())
                            .filter(provider -> provider.schema().capability())
                            .isPresent();
            if (takes) {
                types.add(resource.type());
                isNamed |= named(resource);
            }
        }
        return types.isEmpty()
                ? Optional.empty()
                : Optional.of(new Needed(isNamed ? NAMED_IAM : IAM, List.copyOf(types)));
    }

    /**
     * @throws StackRefusal {@code InsufficientCapabilitiesException} when not acknowledged
     */
    void require(Collection<ResourceDeclaration> resources, Set<String> acknowledged) {
        needed(resources)
                .filter(needed ->
                        !acknowledged.contains(NAMED_IAM)
                                && !acknowledged.contains(needed.capability()))
                .ifPresent(needed -> {
                    throw new StackRefusal(
                            "InsufficientCapabilitiesException",
                            "Requires capabilities : [" + needed.capability() + "]");
                });
    }

    private static boolean named(ResourceDeclaration resource) {
        return switch (resource.properties()) {
            case Expression.ObjectOf object ->
                    object.members().keySet().stream().anyMatch(NAMES::contains);
            case Expression.Literal(var value)
                    when value instanceof dev.wheelhouse.document.Value.Members members ->
                    members.values().keySet().stream().anyMatch(NAMES::contains);
            default -> false;
        };
    }
}

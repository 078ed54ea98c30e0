package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a caller must acknowledge before a template may be used.
 *
 * @param required {@code CAPABILITY_IAM}, {@code CAPABILITY_NAMED_IAM} or none
 * @param types the resource types that are the reason
 */
public record Capabilities(SequencedSet<String> required, SequencedSet<String> types) {
    private static final String IAM = "CAPABILITY_IAM";
    private static final String NAMED_IAM = "CAPABILITY_NAMED_IAM";

    /**
     * The properties that name a resource. Elsewhere they refer to one: an access key's UserName.
     */
    private static final Map<String, String> NAMES =
            Map.of(
                    "AWS::IAM::Group", "GroupName",
                    "AWS::IAM::InstanceProfile", "InstanceProfileName",
                    "AWS::IAM::ManagedPolicy", "ManagedPolicyName",
                    "AWS::IAM::Role", "RoleName",
                    "AWS::IAM::User", "UserName");

    /**
     * What resources take.
     *
     * @param takesCapability whether a resource type needs acknowledgement: {@code AWS::IAM::Role}
     */
    public static Capabilities of(
            Collection<ResourceDeclaration> resources, Predicate<String> takesCapability) {
        var required = new LinkedHashSet<String>();
        var types = new LinkedHashSet<String>();
        for (var resource : resources) {
            if (takesCapability.test(resource.type())) {
                types.add(resource.type());
                required.add(isNamed(resource) ? NAMED_IAM : IAM);
            }
        }
        if (required.contains(NAMED_IAM)) {
            required.remove(IAM);
        }
        return new Capabilities(required, types);
    }

    private static boolean isNamed(ResourceDeclaration resource) {
        var name = Optional.ofNullable(NAMES.get(resource.type()));
        return resource.source().get("Properties").orElse(Value.object())
                        instanceof Value.Members properties
                && name.filter(properties::has).isPresent();
    }

    /** {@code CapabilitiesReason} of GetTemplateSummary; empty when nothing is required. */
    public Optional<String> reason() {
        return types.isEmpty()
                ? Optional.empty()
                : Optional.of("The following resource(s) require capabilities: " + types);
    }

    /**
     * The message of the {@code InsufficientCapabilitiesException} for a caller who acknowledged
     * less; empty when it is enough. Acknowledging named resources acknowledges all.
     */
    public Optional<String> refusal(Set<String> acknowledged) {
        var isEnough = acknowledged.contains(NAMED_IAM) || acknowledged.containsAll(required);
        return isEnough ? Optional.empty() : Optional.of("Requires capabilities : " + required);
    }
}

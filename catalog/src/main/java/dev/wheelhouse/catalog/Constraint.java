package dev.wheelhouse.catalog;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.stacks.template.RuleSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A constraint on a product in one portfolio: for all its versions, present and future.
 *
 * @param account who made it and alone may change it
 * @param parameters the JSON text as it was given; {@link #definition} is what it says
 */
public record Constraint(
        AccountId account,
        Region region,
        ConstraintId id,
        PortfolioId portfolio,
        ProductId product,
        Optional<String> description,
        Definition definition,
        String parameters,
        Instant createdAt) {
    /** What a constraint demands, by its type. */
    public sealed interface Definition {
        /** The API's name of the type. */
        default String type() {
            return switch (this) {
                case LaunchRole _, LocalLaunchRole _ -> "LAUNCH";
                case Notification _ -> "NOTIFICATION";
                case ResourceUpdate _ -> "RESOURCE_UPDATE";
                case StackSet _ -> "STACKSET";
                case Template _ -> "TEMPLATE";
            };
        }
    }

    /** Launches act as this very role, in the role's account. */
    public record LaunchRole(String roleArn) implements Definition {}

    /** Launches act as the role of this name in the launching account. */
    public record LocalLaunchRole(String roleName) implements Definition {}

    /** Stack events go to these SNS topics. */
    public record Notification(List<String> topicArns) implements Definition {
        public Notification {
            topicArns = List.copyOf(topicArns);
        }
    }

    /** Whether an update may change the tags of a provisioned product. */
    public record ResourceUpdate(boolean tagUpdatesAllowed) implements Definition {}

    /** Launches become stack sets over these accounts and regions. */
    public record StackSet(
            List<String> accounts,
            List<String> regions,
            Optional<String> adminRole,
            Optional<String> executionRole)
            implements Definition {
        public StackSet {
            accounts = List.copyOf(accounts);
            regions = List.copyOf(regions);
        }
    }

    /** Rules that the parameters must hold, in the language of a template's Rules section. */
    public record Template(RuleSet rules) implements Definition {}

    /** Why a new constraint may not stand beside those that are there. */
    public enum Conflict {
        /** The same again, or a second one of a type that is allowed once. */
        DUPLICATE,
        /** LAUNCH beside STACKSET. */
        EXCLUSIVE
    }

    /** Whether a definition may join the constraints of the same product and portfolio. */
    public static Optional<Conflict> conflict(
            List<Constraint> present, Definition added, String parameters) {
        for (var constraint : present) {
            var type = constraint.definition().type();
            if (type.equals(added.type())) {
                var single =
                        switch (added) {
                            case LaunchRole _, LocalLaunchRole _, ResourceUpdate _, StackSet _ ->
                                    true;
                            case Notification _, Template _ -> false;
                        };
                if (single || constraint.parameters().equals(parameters)) {
                    return Optional.of(Conflict.DUPLICATE);
                }
            } else if (List.of(type, added.type()).containsAll(List.of("LAUNCH", "STACKSET"))) {
                return Optional.of(Conflict.EXCLUSIVE);
            }
        }
        return Optional.empty();
    }
}

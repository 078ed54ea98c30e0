package dev.wheelhouse.catalog;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.stacks.template.RuleSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The constraints that bind a launch through one path: inheritance, as the hub-and-spoke guide
 * defines it.
 *
 * <ul>
 *   <li>Through an imported portfolio all of the hub's constraints hold, its launch constraint
 *       included, and the spoke can add none.
 *   <li>Through a local portfolio the hub's template constraints hold, and the spoke's own of every
 *       type beside them. The hub's launch constraint does not come along: without one of its own
 *       the launch runs with the end user's rights.
 * </ul>
 *
 * <p>Template constraints add up: every rule of every constraint must hold, so a spoke can only
 * narrow what the hub allows.
 *
 * @param constraints in the order in which they were made, the hub's first
 */
public record ConstraintsInForce(List<Constraint> constraints) {
    public ConstraintsInForce {
        constraints = List.copyOf(constraints);
    }

    /**
     * What of some constraints binds a launch.
     *
     * @param constraints any constraints, in the order in which they were made
     * @param launchFollows whether the hub's launch constraint holds in a spoke's own portfolio,
     *     too, as long as the spoke has made none there: another reading of the documents
     */
    public static ConstraintsInForce on(
            ProductHolding holding, List<Constraint> constraints, boolean launchFollows) {
        var own =
                constraints.stream()
                        .filter(constraint ->
                                bindsIn(constraint, holding.association().portfolio(), holding))
                        .toList();
        var launchComes = launchFollows && own.stream().noneMatch(ConstraintsInForce::isLaunch);
        var inForce = new ArrayList<Constraint>();
        if (holding instanceof ProductHolding.LocalCopy copy) {
            constraints.stream()
                    .filter(constraint -> bindsIn(constraint, copy.source(), holding))
                    .filter(constraint ->
                            inheritedByCopies(constraint.definition())
                                    || (launchComes && isLaunch(constraint)))
                    .forEach(inForce::add);
        }
        inForce.addAll(own);
        return new ConstraintsInForce(inForce);
    }

    /** Whether a constraint follows a product into a spoke's own portfolio. */
    public static boolean inheritedByCopies(Constraint.Definition definition) {
        return switch (definition) {
            case Constraint.Template _ -> true;
            case Constraint.LaunchRole _,
                    Constraint.LocalLaunchRole _,
                    Constraint.Notification _,
                    Constraint.ResourceUpdate _,
                    Constraint.StackSet _ ->
                    false;
        };
    }

    private static boolean isLaunch(Constraint constraint) {
        return constraint.definition().type().equals("LAUNCH");
    }

    private static boolean bindsIn(
            Constraint constraint, PortfolioId portfolio, ProductHolding holding) {
        return constraint.portfolio().equals(portfolio)
                && constraint.product().equals(holding.association().product());
    }

    /**
     * The launch constraint: {@link Constraint.LaunchRole} or {@link Constraint.LocalLaunchRole}.
     */
    public Optional<Constraint> launch() {
        return constraints.stream().filter(ConstraintsInForce::isLaunch).reduce((_, last) -> last);
    }

    /**
     * The ARN of the role that a launch acts as.
     *
     * @param launchingAccount where a local role name is looked up
     * @return empty when the launch acts with the end user's own rights
     */
    public Optional<String> launchRoleArn(AccountId launchingAccount) {
        return launch().flatMap(constraint ->
                switch (constraint.definition()) {
                    case Constraint.LaunchRole role -> Optional.of(role.roleArn());
                    case Constraint.LocalLaunchRole role ->
                            Optional.of(
                                    "arn:aws:iam::"
                                            + launchingAccount
                                            + ":role/"
                                            + role.roleName());
                    case Constraint.Notification _,
                            Constraint.ResourceUpdate _,
                            Constraint.StackSet _,
                            Constraint.Template _ ->
                            Optional.empty();
                });
    }

    /**
     * All rules of all template constraints, each named by its constraint and itself, so that no
     * rule takes the place of another of the same name: {@code cons4k2m7qzxbn3raInstanceType}.
     */
    public RuleSet rules() {
        var rules = new RuleSet(new LinkedHashMap<>());
        for (var constraint : constraints) {
            if (constraint.definition() instanceof Constraint.Template template) {
                rules = rules.and(template.rules().prefixed(rulePrefix(constraint.id())));
            }
        }
        return rules;
    }

    /** What the names of a constraint's rules begin with when they are merged. */
    public static String rulePrefix(ConstraintId constraint) {
        return constraint.value().replaceAll("[^A-Za-z0-9]", "");
    }

    /** Where the events of a launch go. */
    public List<String> notificationArns() {
        return constraints.stream()
                .map(Constraint::definition)
                .filter(Constraint.Notification.class::isInstance)
                .flatMap(definition -> ((Constraint.Notification) definition).topicArns().stream())
                .distinct()
                .toList();
    }

    /** Whether an update may change tags; not without a constraint that says so. */
    public boolean tagUpdatesAllowed() {
        return constraints.stream()
                .anyMatch(constraint ->
                        constraint.definition() instanceof Constraint.ResourceUpdate update
                                && update.tagUpdatesAllowed());
    }

    /** What launches that are to become stack sets go by; empty where they become stacks. */
    public Optional<Constraint.StackSet> stackSet() {
        return constraints.stream()
                .map(Constraint::definition)
                .filter(Constraint.StackSet.class::isInstance)
                .map(Constraint.StackSet.class::cast)
                .findFirst();
    }
}

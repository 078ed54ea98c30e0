package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters that every template has.
 *
 * @param accountId {@code AWS::AccountId}
 * @param region {@code AWS::Region}
 * @param partition {@code AWS::Partition}, mostly {@code aws}
 * @param urlSuffix {@code AWS::URLSuffix}, mostly {@code amazonaws.com}
 * @param stackId {@code AWS::StackId}, the stack's ARN
 * @param stackName {@code AWS::StackName}
 * @param notificationArns {@code AWS::NotificationARNs}
 */
public record PseudoParameters(
        String accountId,
        String region,
        String partition,
        String urlSuffix,
        String stackId,
        String stackName,
        List<String> notificationArns) {
    /** The pseudo parameter that removes what it is given for. */
    static final String NO_VALUE = "AWS::NoValue";

    private static final Set<String> NAMES =
            Set.of(
                    "AWS::AccountId",
                    "AWS::NotificationARNs",
                    NO_VALUE,
                    "AWS::Partition",
                    "AWS::Region",
                    "AWS::StackId",
                    "AWS::StackName",
                    "AWS::URLSuffix");

    public PseudoParameters {
        notificationArns = List.copyOf(notificationArns);
    }

    /** Those of a stack in the partition {@code aws}. */
    public static PseudoParameters of(
            String accountId,
            String region,
            String stackId,
            String stackName,
            List<String> notificationArns) {
        return new PseudoParameters(
                accountId, region, "aws", "amazonaws.com", stackId, stackName, notificationArns);
    }

    /** Whether a name is one of the pseudo parameters. */
    public static boolean isName(String name) {
        return NAMES.contains(name);
    }

    /** The value of a name; empty for {@code AWS::NoValue} and for names that are none. */
    Optional<Value> value(String name) {
        return switch (name) {
            case "AWS::AccountId" -> Optional.of(Value.text(accountId));
            case "AWS::NotificationARNs" -> Optional.of(Value.texts(notificationArns));
            case "AWS::Partition" -> Optional.of(Value.text(partition));
            case "AWS::Region" -> Optional.of(Value.text(region));
            case "AWS::StackId" -> Optional.of(Value.text(stackId));
            case "AWS::StackName" -> Optional.of(Value.text(stackName));
            case "AWS::URLSuffix" -> Optional.of(Value.text(urlSuffix));
            default -> Optional.empty();
        };
    }
}

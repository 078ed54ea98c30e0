package dev.wheelhouse.stacks;

import dev.wheelhouse.identity.AccessRequest;
import java.util.Map;
import java.util.Optional;

/** What policies are asked about stacks (Service Authorization Reference, AWS CloudFormation). */
public final class StackQuestions {
    private StackQuestions() {}

    /**
     * May this be done to a stack? With the tags that it has, as {@code aws:ResourceTag/KEY}.
     *
     * @param action without its service, for example {@code UpdateStack}
     * @param arn the stack's, or that of any stack of its name
     * @param stack the stack, if there is one
     */
    public static AccessRequest about(String action, String arn, Optional<Stack> stack) {
        return AccessRequest.to("cloudformation:" + action, arn)
                .withResourceTags(
                        stack.map(found -> found.definition().allTags()).orElse(Map.of()));
    }
}

package dev.wheelhouse.cloud.ec2.operation;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.TAG_LIMIT;

import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.AccessRequest;
import java.util.Map;

/** What holds for the tags of every EC2 resource. */
final class TagRules {
    private static final int MAX_TAGS = 50;

    private TagRules() {}

    /**
     * Checks tags that a user sets.
     *
     * @throws dev.wheelhouse.cloud.ec2.Ec2Refusal if EC2 would not take them
     */
    static void check(Map<String, String> tags) {
        tags.forEach((key, value) -> {
            if (key.startsWith("aws:")) {
                throw INVALID_PARAMETER_VALUE.because(
                        "Tag keys starting with 'aws:' are reserved for internal use");
            }
            if (key.isEmpty() || key.length() > 127) {
                throw INVALID_PARAMETER_VALUE.because(
                        "Tag key length must be 1 to 127 characters: " + key);
            }
            if (value.length() > 255) {
                throw INVALID_PARAMETER_VALUE.because(
                        "Tag value exceeds the maximum length of 255 characters");
            }
        });
        checkCount(tags);
    }

    /**
     * Checks how many tags a resource has; those of AWS itself do not count.
     *
     * @throws dev.wheelhouse.cloud.ec2.Ec2Refusal if there are too many
     */
    static void checkCount(Map<String, String> tags) {
        if (tags.keySet().stream().filter(key -> !key.startsWith("aws:")).count() > MAX_TAGS) {
            throw TAG_LIMIT.because(
                    "The maximum number of tags for a resource has been reached: " + MAX_TAGS);
        }
    }

    /**
     * Asks for the right to tag what is being created.
     *
     * @param keys the condition keys that the question about its creation has, too
     */
    static void requireTagging(
            Acting by,
            String resourceArn,
            String createAction,
            Map<String, String> tags,
            Map<String, String> keys) {
        if (!tags.isEmpty()) {
            by.require(
                    Questions.tagged(AccessRequest.to("ec2:CreateTags", resourceArn), Map.of())
                            .withRequestTags(tags)
                            .withAll(keys)
                            .with("ec2:CreateAction", createAction));
        }
    }
}

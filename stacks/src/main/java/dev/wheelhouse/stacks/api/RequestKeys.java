package dev.wheelhouse.stacks.api;

import dev.wheelhouse.identity.AccessRequest;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The condition keys that say what a request to CloudFormation wants (Service Authorization
 * Reference, AWS CloudFormation): each is there when the request says so itself. What a stack has
 * from an earlier request, a role for example, is no key of the next.
 */
final class RequestKeys {
    private static final Map<String, String> KEYS =
            Map.of(
                    "TemplateURL", "cloudformation:TemplateUrl",
                    "RoleARN", "cloudformation:RoleArn",
                    "StackPolicyURL", "cloudformation:StackPolicyUrl",
                    "ResourceTypes", "cloudformation:ResourceTypes");

    private RequestKeys() {}

    /** The question with what the request that it is about says. */
    static AccessRequest asked(AccessRequest question, SdkPojo request) {
        var asked = question;
        for (var field : request.sdkFields()) {
            var key = KEYS.get(field.memberName());
            if (key == null) {
                continue;
            }
            var value = field.getValueOrDefault(request);
            if (value instanceof String text) {
                asked = asked.with(key, text);
            } else if (value instanceof Collection<?> items && !items.isEmpty()) {
                asked = asked.with(key, items.stream().map(String::valueOf).toArray(String[]::new));
            }
        }
        return asked;
    }

    /**
     * The question about a change set.
     *
     * @param changeSet its name or ARN
     */
    static AccessRequest about(AccessRequest question, String changeSet) {
        var parts = changeSet.split("/", -1);
        return question.with(
                "cloudformation:ChangeSetName",
                ChangeSetLookup.isArn(changeSet) && parts.length > 1 ? parts[1] : changeSet);
    }
}

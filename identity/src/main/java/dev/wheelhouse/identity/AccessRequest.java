package dev.wheelhouse.identity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question to the policies: may this action be done to this resource?
 *
 * @param action for example {@code servicecatalog:DescribePortfolio}
 * @param resource an ARN, or {@code *} for an action that knows no resource
 * @param context the values of condition keys, beside those that every request has ({@code
 *     aws:PrincipalArn}, {@code aws:CurrentTime} and the like)
 * @param resourcePolicy the policy on the resource itself: a bucket policy, a role's trust policy
 */
public record AccessRequest(
        String action,
        String resource,
        Map<String, List<String>> context,
        Optional<ResourcePolicy> resourcePolicy) {
    /**
     * A resource's own policy.
     *
     * @param owner the account of the resource
     * @param document the policy as JSON text; blank when there is none, which still tells that the
     *     resource belongs to that account
     */
    public record ResourcePolicy(AccountId owner, String document) {}

    public AccessRequest {
        context = Map.copyOf(context);
    }

    /** {@code AccessRequest.to("s3:GetObject", "arn:aws:s3:::bucket/key")}. */
    public static AccessRequest to(String action, String resource) {
        return new AccessRequest(action, resource, Map.of(), Optional.empty());
    }

    /** This question with one condition key set. */
    public AccessRequest with(String key, String... values) {
        var copy = new LinkedHashMap<>(context);
        copy.put(key, List.of(values));
        return new AccessRequest(action, resource, copy, resourcePolicy);
    }

    /**
     * This question about a resource with these tags ({@code aws:ResourceTag/KEY}). Saying so also
     * when there are none tells policies that ask for a tag that the resource lacks it; a question
     * that doesn't say is denied by such policies.
     */
    public AccessRequest withResourceTags(Map<String, String> tags) {
        return withTags("aws:ResourceTag/", tags);
    }

    /**
     * This question about setting these tags ({@code aws:RequestTag/KEY}, {@code aws:TagKeys}). To
     * be said, as for {@link #withResourceTags}, also when there are none.
     */
    public AccessRequest withRequestTags(Map<String, String> tags) {
        return withTags("aws:RequestTag/", tags)
                .with("aws:TagKeys", tags.keySet().toArray(String[]::new));
    }

    /** This question with condition keys set that have one value each. */
    public AccessRequest withAll(Map<String, String> values) {
        var copy = new LinkedHashMap<>(context);
        values.forEach((key, value) -> copy.put(key, List.of(value)));
        return new AccessRequest(action, resource, copy, resourcePolicy);
    }

    /**
     * This question with all tags that there are in a family of keys: {@code ec2:ResourceTag/}.
     *
     * @param family ends with a slash
     */
    public AccessRequest withTags(String family, Map<String, String> tags) {
        var copy = new LinkedHashMap<>(context);
        copy.put(family, List.of());
        tags.forEach((key, value) -> copy.put(family + key, List.of(value)));
        return new AccessRequest(action, resource, copy, resourcePolicy);
    }

    /**
     * This question with condition keys that it does not say itself. Of a family ({@code
     * aws:RequestTag/}) of which it says what there is, nothing is added.
     */
    AccessRequest withMissing(Map<String, List<String>> keys) {
        var missing = new LinkedHashMap<>(keys);
        missing.keySet()
                .removeIf(key ->
                        context.containsKey(key)
                                || context.containsKey(key.substring(0, key.indexOf('/') + 1)));
        if (missing.isEmpty()) {
            return this;
        }
        missing.putAll(context);
        return new AccessRequest(action, resource, missing, resourcePolicy);
    }

    /** This question about a resource that has a policy of its own. */
    public AccessRequest under(ResourcePolicy policy) {
        return new AccessRequest(action, resource, context, Optional.of(policy));
    }
}

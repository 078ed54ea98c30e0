package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Group;
import dev.wheelhouse.identity.Role;
import dev.wheelhouse.identity.Tag;
import dev.wheelhouse.identity.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A user, group or role, as far as policies and tags are concerned.
 *
 * @param tags the tags in force; policies can ask for them
 */
record Principal(
        Kind kind,
        AccountId account,
        String id,
        String name,
        String arn,
        Optional<String> boundary,
        Map<String, String> tags) {
    /** What kind it is, with what depends on it. */
    enum Kind {
        USER("user", "User", 2_048),
        GROUP("group", "Group", 5_120),
        ROLE("role", "Role", 10_240);

        private final String word;
        private final String suffix;
        private final int inlineQuota;

        Kind(String word, String suffix, int inlineQuota) {
            this.word = word;
            this.suffix = suffix;
            this.inlineQuota = inlineQuota;
        }

        /** As in ARNs and messages: {@code role}. */
        String word() {
            return word;
        }

        /** As in the names of actions and quotas: {@code Role}. */
        String suffix() {
            return suffix;
        }

        /** How many characters the inline policies may have together. */
        int inlineQuota() {
            return inlineQuota;
        }
    }

    static Principal of(User user, List<Tag> tags) {
        return new Principal(
                Kind.USER,
                user.account(),
                user.id(),
                user.name(),
                user.arn(),
                user.boundary(),
                map(tags));
    }

    static Principal of(Group group) {
        return new Principal(
                Kind.GROUP,
                group.account(),
                group.id(),
                group.name(),
                group.arn(),
                Optional.empty(),
                Map.of());
    }

    static Principal of(Role role, List<Tag> tags) {
        return new Principal(
                Kind.ROLE,
                role.account(),
                role.id(),
                role.name(),
                role.arn(),
                role.boundary(),
                map(tags));
    }

    static Map<String, String> map(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    /** The question whether an action may be done to it. */
    AccessRequest asking(String action) {
        var request =
                AccessRequest.to("iam:" + action, arn)
                        .withResourceTags(tags)
                        .withTags("iam:ResourceTag/", tags);
        return boundary.isPresent()
                ? request.with("iam:PermissionsBoundary", boundary.get())
                : request;
    }
}

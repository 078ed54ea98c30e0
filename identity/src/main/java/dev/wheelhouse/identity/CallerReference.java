package dev.wheelhouse.identity;

import dev.wheelhouse.document.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names a caller durably, so that a job can act later as who asked. Holds no secret; the policies
 * are loaded afresh when the caller is restored.
 *
 * @param account the account of the user or role
 * @param principalArn the ARN of the user or role, or of the account's root
 * @param principalId the unique id of the user or role, so that one made anew under the same name
 *     does not inherit; the account id for the root
 * @param session what makes a role session; empty for users and root
 */
public record CallerReference(
        AccountId account, String principalArn, String principalId, Optional<Session> session) {
    /**
     * A role session.
     *
     * @param name the session's name
     * @param policies session policies as JSON texts; none means no limit
     * @param tags session tags
     * @param transitiveTagKeys the keys of those tags that go on to roles assumed from this session
     * @param sourceIdentity the source identity, if one was set
     */
    public record Session(
            String name,
            List<String> policies,
            Map<String, String> tags,
            List<String> transitiveTagKeys,
            Optional<String> sourceIdentity) {
        public Session {
            policies = List.copyOf(policies);
            tags = Map.copyOf(tags);
            transitiveTagKeys = List.copyOf(transitiveTagKeys);
        }

        /** A session of this name and nothing more. */
        public static Session named(String name) {
            return new Session(name, List.of(), Map.of(), List.of(), Optional.empty());
        }
    }

    /** As a document, for a job's payload. */
    public Value.Members toValue() {
        var value =
                Value.object("account", Value.text(account.value()))
                        .with("principalArn", Value.text(principalArn))
                        .with("principalId", Value.text(principalId));
        if (session.isEmpty()) {
            return value;
        }
        var tags = new LinkedHashMap<String, Value>();
        session.get().tags().forEach((key, tag) -> tags.put(key, Value.text(tag)));
        value =
                value.with("session", Value.text(session.get().name()))
                        .with("policies", Value.texts(session.get().policies()))
                        .with("tags", Value.object(tags))
                        .with("transitiveTagKeys", Value.texts(session.get().transitiveTagKeys()));
        return session.get().sourceIdentity().isEmpty()
                ? value
                : value.with("sourceIdentity", Value.text(session.get().sourceIdentity().get()));
    }

    /**
     * Reads what {@link #toValue} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static CallerReference from(Value value) {
        if (!(value instanceof Value.Members members)) {
            throw new IllegalArgumentException("Not a caller: " + value.kind());
        }
        return new CallerReference(
                new AccountId(text(members, "account")),
                text(members, "principalArn"),
                text(members, "principalId"),
                members.text("session")
                        .map(name ->
                                new Session(
                                        name,
                                        texts(members, "policies"),
                                        tags(members),
                                        texts(members, "transitiveTagKeys"),
                                        members.text("sourceIdentity"))));
    }

    private static String text(Value.Members members, String name) {
        return members.text(name)
                .orElseThrow(() -> new IllegalArgumentException("A caller without " + name));
    }

    private static List<String> texts(Value.Members members, String name) {
        var texts = new ArrayList<String>();
        if (members.get(name).orElse(Value.list(List.of())) instanceof Value.Items items) {
            items.values().forEach(item -> item.scalar().ifPresent(texts::add));
        }
        return texts;
    }

    private static Map<String, String> tags(Value.Members members) {
        var tags = new LinkedHashMap<String, String>();
        if (members.get("tags").orElse(Value.object()) instanceof Value.Members values) {
            values.values()
                    .forEach((key, tag) -> tag.scalar().ifPresent(text -> tags.put(key, text)));
        }
        return tags;
    }
}

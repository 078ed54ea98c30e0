package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;

/**
 * Everything that decides what a user or role may do, in one statement. Each method runs in the
 * transaction of the handle it is given.
 */
public final class SubjectStore {
    private static final String LOAD =
            """
            SELECT 'INLINE' AS kind, name AS name, document AS content
            FROM iam_inline_policy
            WHERE account = :account AND (owner_id = :id OR owner_id IN
                (SELECT group_id FROM iam_membership WHERE account = :account AND user_id = :id))
            UNION ALL
            SELECT 'MANAGED', a.policy_arn, v.document
            FROM iam_attachment a
            LEFT JOIN iam_policy p ON p.account = a.account AND p.arn = a.policy_arn
            LEFT JOIN iam_policy_version v ON v.account = p.account AND v.policy_arn = p.arn
                AND v.version = p.default_version
            WHERE a.account = :account AND (a.owner_id = :id OR a.owner_id IN
                (SELECT group_id FROM iam_membership WHERE account = :account AND user_id = :id))
            UNION ALL
            SELECT 'BOUNDARY', p.arn, v.document
            FROM iam_policy p
            JOIN iam_policy_version v ON v.account = p.account AND v.policy_arn = p.arn
                AND v.version = p.default_version
            WHERE p.account = :account AND p.arn = :boundary
            UNION ALL
            SELECT 'GROUP', g.path || g.name, NULL
            FROM iam_membership m
            JOIN iam_group g ON g.account = m.account AND g.id = m.group_id
            WHERE m.account = :account AND m.user_id = :id
            UNION ALL
            SELECT 'TAG', tag_key, tag_value
            FROM iam_tag
            WHERE account = :account AND owner_id = :id
            UNION ALL
            SELECT 'ORGANIZATION', o.id, o.management_account
            FROM account c
            JOIN organization o ON o.id = c.organization_id
            WHERE c.id = :account
            UNION ALL
            SELECT 'CONTROLLED', o.id, o.root_id
            FROM account c
            JOIN organization o ON o.id = c.organization_id
            JOIN organization_policy_type t ON t.organization_id = o.id
                AND t.type = 'SERVICE_CONTROL_POLICY'
            WHERE c.id = :account AND o.management_account <> :account
            """;

    /** What a row is about. */
    public enum Kind {
        /** An inline policy: name and document. */
        INLINE,
        /** An attached managed policy: ARN and document, which is missing for AWS's own. */
        MANAGED,
        /** The permissions boundary: ARN and document; no row when it is one of AWS's own. */
        BOUNDARY,
        /** A group that the user is in: path and name. */
        GROUP,
        /** A tag: key and value. */
        TAG,
        /** The account's organization: its id and the management account. */
        ORGANIZATION,
        /** Service control policies bind the account: its organization and the root. */
        CONTROLLED
    }

    /** One thing that is known about a user or role. */
    public record Fact(Kind kind, String name, Optional<String> content) {}

    /**
     * All that is known about a user or role.
     *
     * @param id the unique id of the user or role
     */
    public List<Fact> load(Handle db, AccountId account, String id, Optional<String> boundary) {
        return db.createQuery(LOAD)
                .bind("account", account.value())
                .bind("id", id)
                .bind("boundary", boundary.orElse(""))
                .map(row ->
                        new Fact(
                                Kind.valueOf(row.getString("kind")),
                                row.getString("name"),
                                Columns.optional(row, "content")))
                .list();
    }
}

package dev.wheelhouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for halves in a database: rows whose other half is missing, work that nobody does, changes
 * that the journal does not have, and the reverse. Holds at every moment, running jobs or not.
 */
final class Integrity {
    /** Each finds what must not be: the name of the rule and a statement that answers offenders. */
    private static final Map<String, String> RULES = rules();

    private Integrity() {}

    private static Map<String, String> rules() {
        var rules = new LinkedHashMap<String, String>();
        // The catalog.
        rules.put(
                "a version has its template",
                """
                SELECT a.id FROM catalog_provisioning_artifact a
                LEFT JOIN catalog_template t
                  ON t.account = a.account AND t.region = a.region AND t.artifact_id = a.id
                WHERE t.artifact_id IS NULL
                """);
        rules.put(
                "a product has a version",
                """
                SELECT p.id FROM catalog_product p
                WHERE NOT EXISTS (SELECT 1 FROM catalog_provisioning_artifact a
                                  WHERE a.account = p.account AND a.product_id = p.id)
                """);
        rules.put(
                "an association's portfolio",
                child("catalog_product_association", "portfolio_id", "catalog_portfolio", "id"));
        rules.put(
                "a principal's portfolio",
                child("catalog_principal_association", "portfolio_id", "catalog_portfolio", "id"));
        rules.put(
                "a token's portfolio or product or other thing was made",
                """
                SELECT created_id FROM catalog_idempotency i
                WHERE operation = 'CreatePortfolio'
                  AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.action = 'servicecatalog:CreatePortfolio'
                                  AND j.resource LIKE '%' || i.created_id)
                """);
        rules.put(
                "a provisioned product's last record",
                child("catalog_provisioned_product", "last_record_id", "catalog_record", "id"));
        rules.put(
                "a record that has not ended has a job, its work and its provisioned product",
                """
                SELECT r.id FROM catalog_record r
                WHERE r.status IN ('CREATED', 'IN_PROGRESS', 'IN_PROGRESS_IN_ERROR')
                  AND (r.sealed_work IS NULL
                    OR NOT EXISTS (SELECT 1 FROM job j WHERE j.task_name = 'catalog.launch'
                                   AND j.task_instance = r.account || '/' || r.region || '/' || r.id)
                    OR NOT EXISTS (SELECT 1 FROM catalog_provisioned_product p
                                   WHERE p.account = r.account AND p.id = r.provisioned_product_id))
                """);
        rules.put(
                "a record that has ended has no job, and its secrets are forgotten",
                """
                SELECT r.id FROM catalog_record r
                WHERE r.status IN ('SUCCEEDED', 'FAILED')
                  AND (r.sealed_work IS NOT NULL
                    OR EXISTS (SELECT 1 FROM job j WHERE j.task_name = 'catalog.launch'
                               AND j.task_instance = r.account || '/' || r.region || '/' || r.id))
                """);
        rules.put(
                "a provisioned product that changes has a record that has not ended, and no other",
                """
                SELECT p.id FROM catalog_provisioned_product p
                LEFT JOIN catalog_record r ON r.account = p.account AND r.id = p.change_record_id
                WHERE (p.state IN ('LAUNCHING', 'UPDATING', 'TERMINATING'))
                   <> (COALESCE(r.status, 'none') IN ('CREATED', 'IN_PROGRESS', 'IN_PROGRESS_IN_ERROR'))
                """);
        rules.put(
                "a provisioned product's stack exists",
                """
                SELECT p.id FROM catalog_provisioned_product p
                WHERE p.stack_arn IS NOT NULL
                  AND NOT EXISTS (SELECT 1 FROM stack s
                                  WHERE s.account = p.account AND s.name = 'SC-' || p.account || '-' || p.id
                                    AND s.gone_at_ms IS NULL)
                """);
        // Stacks and what they have made.
        rules.put("a resource's stack", child("stack_resource", "stack_id", "stack", "stack_id"));
        rules.put("an event's stack", child("stack_event", "stack_id", "stack", "stack_id"));
        rules.put(
                "a stack that works has a job",
                """
                SELECT s.name FROM stack s
                WHERE s.status LIKE '%IN_PROGRESS' AND s.status <> 'REVIEW_IN_PROGRESS'
                  AND NOT EXISTS (SELECT 1 FROM job j
                                  WHERE j.task_instance LIKE s.stack_id || '-%')
                  AND NOT EXISTS (SELECT 1 FROM catalog_provisioned_product p, job j
                                  WHERE s.name = 'SC-' || p.account || '-' || p.id
                                    AND j.task_instance LIKE '%/' || p.change_record_id)
                """);
        rules.put(
                "a stack at rest has no resource under way",
                """
                SELECT r.logical_id FROM stack_resource r
                JOIN stack s ON s.account = r.account AND s.stack_id = r.stack_id
                WHERE r.status LIKE '%IN_PROGRESS' AND s.status NOT LIKE '%IN_PROGRESS'
                """);
        rules.put(
                "a made group is in the inventory",
                """
                SELECT r.physical_id FROM stack_resource r
                WHERE r.type = 'AWS::EC2::SecurityGroup'
                  AND r.status IN ('CREATE_COMPLETE', 'UPDATE_COMPLETE')
                  AND NOT EXISTS (SELECT 1 FROM ec2_security_group g
                                  WHERE g.account = r.account AND g.id = r.physical_id)
                """);
        rules.put(
                "a group that a stack made is a resource of that stack",
                """
                SELECT t.resource_id FROM ec2_tag t
                WHERE t.name = 'aws:cloudformation:stack-id' AND t.resource_id LIKE 'sg-%'
                  AND NOT EXISTS (SELECT 1 FROM stack_resource r
                                  WHERE r.account = t.account AND r.physical_id = t.resource_id
                                    AND r.status IN ('CREATE_COMPLETE', 'UPDATE_COMPLETE', 'CREATE_IN_PROGRESS'))
                """);
        // EC2
        rules.put(
                "a rule's group",
                child("ec2_security_group_rule", "group_id", "ec2_security_group", "id"));
        rules.put(
                "a group has its rule of egress",
                """
                SELECT g.id FROM ec2_security_group g
                WHERE NOT EXISTS (SELECT 1 FROM ec2_security_group_rule r
                                  WHERE r.account = g.account AND r.group_id = g.id AND r.egress = 1)
                """);
        rules.put(
                "a group's tags are of a group",
                """
                SELECT t.resource_id FROM ec2_tag t
                WHERE t.resource_id LIKE 'sg-%' AND t.resource_id NOT LIKE 'sgr-%'
                  AND NOT EXISTS (SELECT 1 FROM ec2_security_group g
                                  WHERE g.account = t.account AND g.id = t.resource_id)
                """);
        rules.put(
                "an opened region has its default network",
                """
                SELECT r.region FROM ec2_region r
                WHERE NOT EXISTS (SELECT 1 FROM ec2_vpc v JOIN ec2_subnet s ON s.vpc_id = v.id
                                  WHERE v.account = r.account AND v.region = r.region)
                """);
        // IAM
        rules.put("a key's user", child("iam_access_key", "user_id", "iam_user", "id"));
        rules.put("a membership's user", child("iam_membership", "user_id", "iam_user", "id"));
        rules.put("a membership's group", child("iam_membership", "group_id", "iam_group", "id"));
        rules.put("a login's user", child("iam_login_profile", "user_id", "iam_user", "id"));
        for (var table : List.of("iam_attachment", "iam_inline_policy")) {
            rules.put(
                    "the owner of each " + table,
                    "SELECT x.owner_id FROM "
                            + table
                            + " x WHERE x.owner_id NOT IN (SELECT id FROM iam_user UNION SELECT id"
                            + " FROM iam_group UNION SELECT id FROM iam_role)");
        }
        rules.put(
                "a policy's default version",
                """
                SELECT p.arn FROM iam_policy p
                WHERE NOT EXISTS (SELECT 1 FROM iam_policy_version v
                                  WHERE v.account = p.account AND v.policy_arn = p.arn
                                    AND v.version = p.default_version)
                """);
        rules.put(
                "a version's policy",
                child("iam_policy_version", "policy_arn", "iam_policy", "arn"));
        // S3
        rules.put(
                "an object's bucket",
                "SELECT object_key FROM s3_object WHERE bucket NOT IN (SELECT name FROM s3_bucket)");
        rules.put(
                "an upload's bucket",
                "SELECT id FROM s3_upload WHERE bucket NOT IN (SELECT name FROM s3_bucket)");
        rules.put(
                "a part's upload",
                "SELECT upload FROM s3_part WHERE upload NOT IN (SELECT id FROM s3_upload)");
        return rules;
    }

    private static String child(String table, String column, String parents, String key) {
        return "SELECT c.%2$s FROM %1$s c WHERE c.%2$s NOT IN (SELECT p.%4$s FROM %3$s p)"
                .formatted(table, column, parents, key);
    }

    /** Checks everything, in one snapshot. */
    static void check(Database database, String when) {
        database.read(db -> {
            RULES.forEach((rule, offenders) ->
                    assertThat(db.createQuery(offenders).mapTo(String.class).list())
                            .as(rule + ", " + when)
                            .isEmpty());
            bodies(db, when);
            journal(db, when);
            return when;
        });
    }

    /** Each object and part has all bytes of its bodies, and no body is left that nobody owns. */
    private static void bodies(Handle db, String when) {
        var stored = new HashMap<String, Long>();
        db.createQuery(
                        "SELECT body, SUM(LENGTH(bytes)) AS size, MAX(number) + 1 - COUNT(*) AS gaps FROM s3_chunk GROUP BY body")
                .map(row ->
                        Map.entry(
                                row.getString("body"),
                                row.getInt("gaps") == 0 ? row.getLong("size") : -1L))
                .list()
                .forEach(body -> stored.put(body.getKey(), body.getValue()));
        var owned = new HashSet<String>();
        db.createQuery("SELECT segments FROM s3_object")
                .mapTo(String.class)
                .list()
                .forEach(segments -> {
                    for (var segment : ((Value.Items) Json.read(segments)).values()) {
                        var pair = ((Value.Items) segment).values();
                        owned.add(
                                whole(
                                        stored,
                                        text(pair.getFirst()),
                                        Long.parseLong(text(pair.getLast())),
                                        when));
                    }
                });
        db.createQuery("SELECT body, size FROM s3_part")
                .map(row -> Map.entry(row.getString("body"), row.getLong("size")))
                .list()
                .forEach(part -> owned.add(whole(stored, part.getKey(), part.getValue(), when)));
        var rest = new HashSet<>(stored.keySet());
        rest.removeAll(owned);
        rest.removeAll(db.createQuery("SELECT body FROM s3_garbage").mapTo(String.class).list());
        assertThat(rest).as("bodies that nobody owns, " + when).isEmpty();
    }

    private static String whole(Map<String, Long> stored, String body, long size, String when) {
        assertThat(stored.getOrDefault(body, 0L))
                .as("bytes of body " + body + ", " + when)
                .isEqualTo(size);
        return body;
    }

    private static String text(Value value) {
        return value.scalar().orElseThrow();
    }

    /**
     * What is there was made by a change in the journal, and what that made and none removed is
     * there.
     */
    private static void journal(Handle db, String when) {
        var made = new HashMap<String, Set<String>>();
        db.createQuery("SELECT action, resource FROM journal ORDER BY at_ms, id")
                .map(row -> List.of(row.getString("action"), row.getString("resource")))
                .list()
                .forEach(entry -> {
                    var action = entry.getFirst();
                    var verb = action.substring(action.indexOf(':') + 1);
                    var arn = entry.getLast();
                    var name =
                            arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
                    made.computeIfAbsent(verb, _ -> new HashSet<>()).add(name);
                });
        same(
                db,
                made,
                "SELECT id FROM catalog_portfolio",
                "CreatePortfolio",
                "DeletePortfolio",
                when);
        same(db, made, "SELECT name FROM ssm_parameter", "PutParameter", "DeleteParameter", when);
        same(
                db,
                made,
                "SELECT name FROM iam_user WHERE name <> 'admin'",
                "CreateUser",
                "DeleteUser",
                when);
        same(db, made, "SELECT name FROM iam_policy", "CreatePolicy", "DeletePolicy", when);
        same(db, made, "SELECT object_key FROM s3_object", "PutObject", "DeleteObject", when);
        same(
                db,
                made,
                "SELECT id FROM ec2_security_group WHERE name <> 'default'",
                "CreateSecurityGroup",
                "DeleteSecurityGroup",
                when);
        same(
                db,
                made,
                "SELECT id FROM catalog_provisioned_product",
                "ProvisionProduct",
                "TerminateProvisionedProduct",
                when);
    }

    private static void same(
            Handle db,
            Map<String, Set<String>> made,
            String present,
            String making,
            String unmaking,
            String when) {
        var expected = new HashSet<>(made.getOrDefault(making, Set.of()));
        expected.removeAll(made.getOrDefault(unmaking, Set.of()));
        assertThat(new HashSet<>(db.createQuery(present).mapTo(String.class).list()))
                .as(making + " in the journal and what is there, " + when)
                .isEqualTo(expected);
    }
}

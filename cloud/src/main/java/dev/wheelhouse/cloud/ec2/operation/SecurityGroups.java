package dev.wheelhouse.cloud.ec2.operation;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.CANNOT_DELETE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.DEPENDENCY_VIOLATION;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.GROUP_DUPLICATE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.GROUP_MALFORMED;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.GROUP_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.PERMISSION_DUPLICATE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.PERMISSION_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.PREFIX_LIST_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.RULE_LIMIT;

import dev.wheelhouse.cloud.ec2.ResourceIds;
import dev.wheelhouse.cloud.ec2.SecurityGroup;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Direction;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Peer;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Traffic;
import dev.wheelhouse.cloud.ec2.sql.InstanceStore;
import dev.wheelhouse.cloud.ec2.sql.SecurityGroupStore;
import dev.wheelhouse.cloud.ec2.sql.TagStore;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.store.Journal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be done to security groups and their rules. */
public final class SecurityGroups {
    private final SecurityGroupStore groups = new SecurityGroupStore();
    private final InstanceStore instances = new InstanceStore();
    private final TagStore tags = new TagStore();
    private final Questions questions = new Questions();
    private final Network network;
    private final Journal journal;
    private final InstantSource clock;
    private final ResourceIds newIds;

    public SecurityGroups(Network network, Journal journal, InstantSource clock, ResourceIds ids) {
        this.network = network;
        this.journal = journal;
        this.clock = clock;
        this.newIds = ids;
    }

    /** What a rule is to admit, with its description. */
    public record NewRule(Traffic traffic, Optional<String> description) {}

    /**
     * A group to be made.
     *
     * @param vpcId empty for the default VPC
     * @param egress empty for the rule that every group starts with: out to everywhere
     * @param tags checked already where a user sets them
     */
    public record NewGroup(
            Optional<String> vpcId,
            String name,
            String description,
            List<NewRule> ingress,
            List<NewRule> egress,
            Map<String, String> tags) {}

    /** Makes a group with its rules. */
    public SecurityGroup create(Acting by, NewGroup wanted) {
        network.open(by);
        questions.requireCreation(by, "CreateSecurityGroup", "security-group", wanted.tags());
        var vpc = network.vpc(by, wanted.vpcId());
        by.require(
                questions.aboutVpc(
                        by, "CreateSecurityGroup", vpc.id(), Optional.of(vpc.tenancy())));
        SecurityGroup.checkName(wanted.name());
        SecurityGroup.checkDescription(wanted.description());
        TagRules.checkCount(wanted.tags());
        var now = clock.instant();
        var group =
                new SecurityGroup(
                        newIds.next("sg"), vpc.id(), wanted.name(), wanted.description(), now);
        if (!groups.insert(by.db(), by.account(), by.region(), group)) {
            throw GROUP_DUPLICATE.because(
                    "The security group '"
                            + group.name()
                            + "' already exists for VPC '"
                            + vpc.id()
                            + "'");
        }
        var rules = new ArrayList<SecurityGroupRule>();
        var request =
                Questions.tagged(AccessRequest.to("", groupArn(by, group)), wanted.tags())
                        .with("ec2:SecurityGroupID", group.id())
                        .with("ec2:Vpc", by.arn("ec2", "vpc/" + group.vpcId()));
        if (!wanted.ingress().isEmpty()) {
            by.require(named(request, "ec2:AuthorizeSecurityGroupIngress"));
            rules.addAll(rules(by, group, Direction.INGRESS, wanted.ingress(), List.of()));
        }
        if (wanted.egress().isEmpty()) {
            rules.add(
                    rule(
                            group,
                            Direction.EGRESS,
                            new NewRule(Traffic.everything(), Optional.empty())));
        } else {
            by.require(named(request, "ec2:RevokeSecurityGroupEgress"));
            by.require(named(request, "ec2:AuthorizeSecurityGroupEgress"));
            rules.addAll(rules(by, group, Direction.EGRESS, wanted.egress(), List.of()));
        }
        groups.insertRules(by.db(), by.account(), by.region(), rules, now);
        tags.put(by.db(), by.account(), by.region(), group.id(), wanted.tags());
        journal.append(
                by.db(),
                by.entry(
                        "ec2:CreateSecurityGroup",
                        groupArn(by, group),
                        Optional.empty(),
                        Optional.of(
                                Value.object("GroupName", Value.text(group.name()))
                                        .with("VpcId", Value.text(group.vpcId()))
                                        .with("Rules", describe(rules)))));
        return group;
    }

    /** Adds rules. */
    public List<SecurityGroupRule> authorize(
            Acting by,
            String groupId,
            Direction direction,
            List<NewRule> wanted,
            Map<String, String> ruleTags) {
        var action =
                direction == Direction.INGRESS
                        ? "AuthorizeSecurityGroupIngress"
                        : "AuthorizeSecurityGroupEgress";
        var group = require(by, "ec2:" + action, groupId);
        TagRules.requireTagging(
                by, by.arn("ec2", "security-group-rule/*"), action, ruleTags, Map.of());
        var present = groups.rulesOf(by.db(), by.account(), by.region(), groupId);
        var added = rules(by, group, direction, wanted, present);
        groups.insertRules(by.db(), by.account(), by.region(), added, clock.instant());
        for (var rule : added) {
            tags.put(by.db(), by.account(), by.region(), rule.id(), ruleTags);
        }
        journal.append(
                by.db(),
                by.entry(
                        "ec2:" + action,
                        groupArn(by, group),
                        Optional.empty(),
                        Optional.of(describe(added))));
        return added;
    }

    /**
     * Takes rules away by what they admit.
     *
     * @throws dev.wheelhouse.cloud.ec2.Ec2Refusal if the group lacks one
     */
    public List<SecurityGroupRule> revoke(
            Acting by, String groupId, Direction direction, List<Traffic> unwanted) {
        var group = require(by, revokeAction(direction), groupId);
        var present = groups.rulesOf(by.db(), by.account(), by.region(), groupId);
        var found =
                unwanted.stream()
                        .map(traffic ->
                                present.stream()
                                        .filter(rule -> rule.direction() == direction)
                                        .filter(rule -> rule.traffic().equals(traffic))
                                        .findFirst()
                                        .orElseThrow(SecurityGroups::noSuchRule))
                        .toList();
        return remove(by, group, direction, found);
    }

    /** Takes a rule away by what it admits, if the group has it; asks for the right anyway. */
    public void revokeIfPresent(Acting by, String groupId, Direction direction, Traffic unwanted) {
        var group = require(by, revokeAction(direction), groupId);
        var found =
                groups.rulesOf(by.db(), by.account(), by.region(), groupId).stream()
                        .filter(rule -> rule.direction() == direction)
                        .filter(rule -> rule.traffic().equals(unwanted))
                        .toList();
        if (!found.isEmpty()) {
            remove(by, group, direction, found);
        }
    }

    /** Takes rules away by their ids. */
    public List<SecurityGroupRule> revokeByIds(
            Acting by, String groupId, Direction direction, List<String> ids) {
        var group = require(by, revokeAction(direction), groupId);
        var present = groups.rulesOf(by.db(), by.account(), by.region(), groupId);
        var found =
                ids.stream()
                        .map(id ->
                                present.stream()
                                        .filter(rule -> rule.direction() == direction)
                                        .filter(rule -> rule.id().equals(id))
                                        .findFirst()
                                        .orElseThrow(() -> noSuchRule(id)))
                        .toList();
        return remove(by, group, direction, found);
    }

    /** Changes what rules of a group admit; they keep their ids and directions. */
    public void modifyRules(Acting by, String groupId, Map<String, NewRule> wanted) {
        var action = "ec2:ModifySecurityGroupRules";
        var group = require(by, action, groupId);
        var present = groups.rulesOf(by.db(), by.account(), by.region(), groupId);
        var before = new ArrayList<SecurityGroupRule>();
        for (var id : wanted.keySet()) {
            before.add(
                    present.stream()
                            .filter(rule -> rule.id().equals(id))
                            .findFirst()
                            .orElseThrow(() -> noSuchRule(id)));
        }
        var kept = new ArrayList<>(present);
        kept.removeAll(before);
        var after = new ArrayList<SecurityGroupRule>();
        for (var rule : before) {
            var changed =
                    rules(
                            by,
                            group,
                            rule.direction(),
                            List.of(java.util.Objects.requireNonNull(wanted.get(rule.id()))),
                            kept);
            var same =
                    new SecurityGroupRule(
                            rule.id(),
                            groupId,
                            rule.direction(),
                            changed.getFirst().traffic(),
                            changed.getFirst().description());
            kept.add(same);
            after.add(same);
        }
        before.forEach(rule -> groups.deleteRule(by.db(), by.account(), by.region(), rule.id()));
        groups.insertRules(by.db(), by.account(), by.region(), after, clock.instant());
        journal.append(
                by.db(),
                by.entry(
                        action,
                        groupArn(by, group),
                        Optional.of(describe(before)),
                        Optional.of(describe(after))));
    }

    /** Changes what rules say about themselves; they are named by what they admit. */
    public void describeRules(
            Acting by, String groupId, Direction direction, List<NewRule> descriptions) {
        require(by, describeAction(direction), groupId);
        var present = groups.rulesOf(by.db(), by.account(), by.region(), groupId);
        for (var described : descriptions) {
            var rule =
                    present.stream()
                            .filter(each -> each.direction() == direction)
                            .filter(each -> each.traffic().equals(described.traffic()))
                            .findFirst()
                            .orElseThrow(SecurityGroups::noSuchRule);
            describeRule(by, groupId, direction, rule.id(), described.description());
        }
    }

    /** Changes what a rule says about itself. */
    public void describeRule(
            Acting by,
            String groupId,
            Direction direction,
            String ruleId,
            Optional<String> description) {
        var action = describeAction(direction);
        var group = require(by, action, groupId);
        var rule =
                groups.rule(by.db(), by.account(), by.region(), ruleId)
                        .filter(found ->
                                found.groupId().equals(groupId) && found.direction() == direction)
                        .orElseThrow(() -> noSuchRule(ruleId));
        groups.describeRule(by.db(), by.account(), by.region(), rule.id(), description);
        journal.append(
                by.db(),
                by.entry(
                        action,
                        groupArn(by, group),
                        rule.description().map(Value::text),
                        description.map(Value::text)));
    }

    /** Deletes a group that nothing uses. */
    public void delete(Acting by, String groupId) {
        var group = require(by, "ec2:DeleteSecurityGroup", groupId);
        if (group.name().equals("default")) {
            throw CANNOT_DELETE.because(
                    "the specified group: \""
                            + groupId
                            + "\" name: \"default\" cannot be deleted by a user");
        }
        if (instances.isGroupInUse(by.db(), by.account(), by.region(), groupId)
                || !groups.referrers(by.db(), by.account(), by.region(), groupId).isEmpty()) {
            throw DEPENDENCY_VIOLATION.because("resource " + groupId + " has a dependent object");
        }
        groups.delete(by.db(), by.account(), by.region(), groupId);
        tags.removeAll(by.db(), by.account(), by.region(), groupId);
        journal.append(
                by.db(),
                by.entry(
                        "ec2:DeleteSecurityGroup",
                        groupArn(by, group),
                        Optional.of(Value.object("GroupName", Value.text(group.name()))),
                        Optional.empty()));
    }

    /** A group, without asking for any right. */
    public Optional<SecurityGroup> find(Acting by, String groupId) {
        return groups.find(by.db(), by.account(), by.region(), groupId);
    }

    /**
     * The id of a group of the default VPC.
     *
     * @throws dev.wheelhouse.cloud.ec2.Ec2Refusal if there is none of that name
     */
    public String idByName(Acting by, String name) {
        network.open(by);
        var vpc = network.vpc(by, Optional.empty());
        return groups.findByName(by.db(), by.account(), by.region(), vpc.id(), name)
                .orElseThrow(() ->
                        GROUP_NOT_FOUND.because(
                                "The security group '"
                                        + name
                                        + "' does not exist in default VPC '"
                                        + vpc.id()
                                        + "'"))
                .id();
    }

    /** A group's rules, without asking for any right. */
    public List<SecurityGroupRule> rulesOf(Acting by, String groupId) {
        return groups.rulesOf(by.db(), by.account(), by.region(), groupId);
    }

    /** A rule, without asking for any right. */
    public Optional<SecurityGroupRule> rule(Acting by, String ruleId) {
        return groups.rule(by.db(), by.account(), by.region(), ruleId);
    }

    /** Asks for the right to do something to a group, then says whether there is one. */
    SecurityGroup require(Acting by, String action, String groupId) {
        network.open(by);
        var found = find(by, groupId);
        by.require(questions.aboutGroup(by, action.substring("ec2:".length()), groupId, found));
        return found.orElseThrow(() -> noSuchGroup(groupId));
    }

    static RuntimeException noSuchGroup(String groupId) {
        if (!ResourceIds.isWellFormed("sg", groupId)) {
            return GROUP_MALFORMED.because(
                    "Invalid id: \"" + groupId + "\" (expecting \"sg-...\")");
        }
        return GROUP_NOT_FOUND.because("The security group '" + groupId + "' does not exist");
    }

    private List<SecurityGroupRule> rules(
            Acting by,
            SecurityGroup group,
            Direction direction,
            List<NewRule> wanted,
            List<SecurityGroupRule> present) {
        var taken = new HashSet<Traffic>();
        present.stream()
                .filter(rule -> rule.direction() == direction)
                .forEach(rule -> taken.add(rule.traffic()));
        var added = new ArrayList<SecurityGroupRule>();
        for (var rule : wanted) {
            if (rule.traffic().peer() instanceof Peer.Group peer
                    && peer.account().equals(by.account())
                    && !peer.id().equals(group.id())
                    && find(by, peer.id()).isEmpty()) {
                throw noSuchGroup(peer.id());
            }
            // Prefix lists are not built, so there is none to name.
            if (rule.traffic().peer() instanceof Peer.PrefixList peer) {
                throw PREFIX_LIST_NOT_FOUND.because(
                        "The prefix list ID '" + peer.id() + "' does not exist");
            }
            if (!taken.add(rule.traffic())) {
                throw PERMISSION_DUPLICATE.because(
                        "the specified rule " + rule.traffic().describe() + " already exists");
            }
            added.add(rule(group, direction, rule));
        }
        if (taken.size() > SecurityGroup.MAX_RULES) {
            throw RULE_LIMIT.because(
                    "The maximum number of rules per security group has been reached: "
                            + SecurityGroup.MAX_RULES);
        }
        return added;
    }

    private SecurityGroupRule rule(SecurityGroup group, Direction direction, NewRule wanted) {
        return new SecurityGroupRule(
                newIds.next("sgr"), group.id(), direction, wanted.traffic(), wanted.description());
    }

    private List<SecurityGroupRule> remove(
            Acting by, SecurityGroup group, Direction direction, List<SecurityGroupRule> rules) {
        for (var rule : rules) {
            groups.deleteRule(by.db(), by.account(), by.region(), rule.id());
            tags.removeAll(by.db(), by.account(), by.region(), rule.id());
        }
        journal.append(
                by.db(),
                by.entry(
                        revokeAction(direction),
                        groupArn(by, group),
                        Optional.of(describe(rules)),
                        Optional.empty()));
        return rules;
    }

    private static String describeAction(Direction direction) {
        return direction == Direction.INGRESS
                ? "ec2:UpdateSecurityGroupRuleDescriptionsIngress"
                : "ec2:UpdateSecurityGroupRuleDescriptionsEgress";
    }

    private static String revokeAction(Direction direction) {
        return direction == Direction.INGRESS
                ? "ec2:RevokeSecurityGroupIngress"
                : "ec2:RevokeSecurityGroupEgress";
    }

    private static AccessRequest named(AccessRequest request, String action) {
        return new AccessRequest(
                action, request.resource(), request.context(), request.resourcePolicy());
    }

    private static RuntimeException noSuchRule() {
        return PERMISSION_NOT_FOUND.because(
                "The specified rule does not exist in this security group.");
    }

    private static RuntimeException noSuchRule(String id) {
        return PERMISSION_NOT_FOUND.because(
                "The security group rule ID '" + id + "' does not exist");
    }

    private static String groupArn(Acting by, SecurityGroup group) {
        return by.arn("ec2", "security-group/" + group.id());
    }

    private static Value describe(List<SecurityGroupRule> rules) {
        return Value.texts(
                rules.stream()
                        .map(rule -> rule.direction() + " " + rule.traffic().describe())
                        .toList());
    }
}

package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.rollout.Change;
import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Thing;
import dev.wheelhouse.rollout.deploy.Token;
import dev.wheelhouse.rollout.deploy.Undoing;
import dev.wheelhouse.rollout.deploy.Use;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * A role with one inline policy. A role of that name that somebody else made is used as it is, when
 * the service can assume it.
 */
public final class RoleWithPolicy implements Thing<RoleWithPolicy.State> {
    private final AwsAccess access;
    private final Ownership ownership;
    private final String roleName;
    private final String description;
    private final String service;
    private final Value trust;
    private final String policyName;
    private final Value policy;

    /**
     * What was found.
     *
     * @param ours whether a rollout made it
     * @param policy the inline policy, if it is there
     */
    public record State(
            String arn,
            boolean ours,
            Value trust,
            Optional<Value> policy,
            Map<String, String> tags) {}

    /**
     * @param service the service that may assume it, for example {@code
     *     servicecatalog.amazonaws.com}
     * @param policyName how the inline policy is named
     * @param policy what the role may do
     */
    public RoleWithPolicy(
            AwsAccess access,
            Ownership ownership,
            String roleName,
            String description,
            String service,
            String policyName,
            Value policy) {
        this.access = access;
        this.ownership = ownership;
        this.roleName = roleName;
        this.description = description;
        this.service = service;
        this.policyName = policyName;
        this.policy = policy;
        this.trust =
                Json.read(
                        """
                        {"Version": "2012-10-17",
                         "Statement": [{"Effect": "Allow",
                                        "Principal": {"Service": "%s"},
                                        "Action": "sts:AssumeRole"}]}
                        """
                                .formatted(service));
    }

    @Override
    public String kind() {
        return "role";
    }

    @Override
    public String name() {
        return roleName;
    }

    @Override
    public String id(State state) {
        return state.arn();
    }

    @Override
    public Optional<State> find() {
        Role role;
        try {
            role = access.iam().getRole(request -> request.roleName(roleName)).role();
        } catch (NoSuchEntityException _) {
            return Optional.empty();
        }
        var tags = tags();
        var found =
                new State(
                        role.arn(),
                        ownership.marks(tags),
                        document(role.assumeRolePolicyDocument()),
                        policy(),
                        tags);
        return Optional.of(found);
    }

    @Override
    public List<Change> compare(State found) {
        if (!found.ours()) {
            if (!trusts(found.trust())) {
                throw new RolloutException(
                        "Using role " + roleName,
                        Optional.of(access.whereAmI()),
                        "it was made by somebody else, and its trust policy does not let "
                                + service
                                + " assume it",
                        "another name, or add " + service + " to its trust policy");
            }
            return List.of();
        }
        var changes = new ArrayList<Change>();
        if (!Documents.policy(found.trust()).equals(Documents.policy(trust))) {
            changes.add(new Change("trust policy", Json.write(found.trust()), Json.write(trust)));
        }
        if (!found.policy().map(Documents::policy).equals(Optional.of(Documents.policy(policy)))) {
            changes.add(
                    new Change(
                            "policy " + policyName,
                            found.policy().map(Json::write).orElse(""),
                            Json.write(policy)));
        }
        return changes;
    }

    @Override
    public State create(Token token) {
        String arn;
        try {
            arn =
                    access.iam()
                            .createRole(request ->
                                    request.roleName(roleName)
                                            .description(description)
                                            .assumeRolePolicyDocument(Json.write(trust))
                                            .tags(
                                                    Tag.builder()
                                                            .key(Ownership.KEY)
                                                            .value(ownership.value())
                                                            .build()))
                            .role()
                            .arn();
        } catch (EntityAlreadyExistsException exists) {
            // IAM knows no tokens: an earlier try of this very call, or somebody else just now
            var found = find().orElseThrow(() -> exists);
            if (!found.ours()) {
                return found;
            }
            arn = found.arn();
        }
        putPolicy();
        return new State(arn, true, trust, Optional.of(policy), Map.of());
    }

    @Override
    public State change(State found, List<Change> changes, Token token) {
        if (changes.stream().anyMatch(change -> change.attribute().equals("trust policy"))) {
            access.iam()
                    .updateAssumeRolePolicy(request ->
                            request.roleName(roleName).policyDocument(Json.write(trust)));
        }
        putPolicy();
        return new State(found.arn(), true, trust, Optional.of(policy), found.tags());
    }

    @Override
    public String detail(State found) {
        return found.policy().isPresent() ? "policy " + policyName : "";
    }

    @Override
    public Undoing undoing(State found) {
        if (!found.ours()) {
            return new Undoing.Stays("somebody else made it");
        }
        var uses = new ArrayList<>(attachments());
        uses.addAll(ConstraintUses.ofRole(access, roleName, found.arn()));
        uses.addAll(LaunchUses.with(access, found.arn()));
        return new Undoing.Goes(uses);
    }

    /** What somebody else has added to the role, or uses it with. */
    private List<Use> attachments() {
        var uses = new ArrayList<Use>();
        access
                .iam()
                .listRolePoliciesPaginator(request -> request.roleName(roleName))
                .policyNames()
                .stream()
                .filter(name -> !name.equals(policyName))
                .forEach(name ->
                        uses.add(
                                attachment(
                                        "policy " + name + " is in role " + roleName,
                                        "delete-role-policy --policy-name " + name)));
        access.iam()
                .listAttachedRolePoliciesPaginator(request -> request.roleName(roleName))
                .attachedPolicies()
                .forEach(policy ->
                        uses.add(
                                attachment(
                                        "policy "
                                                + policy.policyArn()
                                                + " is attached to role "
                                                + roleName,
                                        "detach-role-policy --policy-arn " + policy.policyArn())));
        access.iam()
                .listInstanceProfilesForRolePaginator(request -> request.roleName(roleName))
                .instanceProfiles()
                .forEach(profile ->
                        uses.add(
                                attachment(
                                        "instance profile "
                                                + profile.instanceProfileName()
                                                + " uses role "
                                                + roleName,
                                        "remove-role-from-instance-profile"
                                                + " --instance-profile-name "
                                                + profile.instanceProfileName())));
        return uses;
    }

    private Use attachment(String words, String command) {
        return new Use(words, words, "aws iam " + command + " --role-name " + roleName);
    }

    @Override
    public void remove(State found) {
        try {
            access.iam()
                    .deleteRolePolicy(request -> request.roleName(roleName).policyName(policyName));
        } catch (NoSuchEntityException _) {
            // a removal that was cut off between the two calls
        }
        access.iam().deleteRole(request -> request.roleName(roleName));
    }

    private void putPolicy() {
        access.iam()
                .putRolePolicy(request ->
                        request.roleName(roleName)
                                .policyName(policyName)
                                .policyDocument(Json.write(policy)));
    }

    private Optional<Value> policy() {
        try {
            return Optional.of(
                    document(
                            access.iam()
                                    .getRolePolicy(request ->
                                            request.roleName(roleName).policyName(policyName))
                                    .policyDocument()));
        } catch (NoSuchEntityException _) {
            return Optional.empty();
        }
    }

    private Map<String, String> tags() {
        var tags = new TreeMap<String, String>();
        access.iam()
                .listRoleTagsPaginator(request -> request.roleName(roleName))
                .tags()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    /** IAM answers with documents that are encoded for a URL. */
    private static Value document(String encoded) {
        return Json.read(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
    }

    private boolean trusts(Value document) {
        return Json.write(document).contains("\"" + service + "\"");
    }
}

package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.AwsManagedPolicies;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.ManagedPolicy;
import dev.wheelhouse.identity.sql.AttachmentStore;
import dev.wheelhouse.identity.sql.BoundaryStore;
import dev.wheelhouse.identity.sql.ManagedPolicyStore;
import dev.wheelhouse.identity.sql.TagStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.TagPolicyResponse;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyResponse;

/** The actions of the IAM API on managed policies, but for versions and attachments. */
final class ManagedPolicies {
    /** The characters that a managed policy may have, white space left aside. */
    static final int MOST_CHARACTERS = 6_144;

    private final Desk desk;
    private final AwsManagedPolicies managed;
    private final PolicyCatalog catalog;
    private final ManagedPolicyStore policies = new ManagedPolicyStore();
    private final AttachmentStore attachments = new AttachmentStore();
    private final BoundaryStore boundaries = new BoundaryStore();
    private final TagStore tags = new TagStore();

    ManagedPolicies(Desk desk, AwsManagedPolicies managed, PolicyCatalog catalog) {
        this.desk = desk;
        this.managed = managed;
        this.catalog = catalog;
    }

    CreatePolicyResponse create(Call call, CreatePolicyRequest request) {
        var path = Optional.ofNullable(request.path()).orElse("/");
        var given = Tags.given(request.tags());
        return desk.database()
                .write(db -> {
                    var now = desk.clock().instant();
                    var policy =
                            new ManagedPolicy(
                                    Arn.iam(call.account(), "policy" + path + request.policyName())
                                            .toString(),
                                    desk.identifiers().policyId(),
                                    request.policyName(),
                                    path,
                                    Optional.ofNullable(request.description()).orElse(""),
                                    1,
                                    now,
                                    now);
                    Tags.requireTagging(
                            call,
                            AccessRequest.to("iam:CreatePolicy", policy.arn()),
                            "iam:TagPolicy",
                            given);
                    var document = request.policyDocument();
                    Documents.checkManaged(document);
                    Quotas.requireRoom("PolicySize", MOST_CHARACTERS, Documents.size(document));
                    if (!policies.insert(db, call.account(), policy, document)) {
                        throw IamError.ENTITY_ALREADY_EXISTS.because(
                                "A policy called "
                                        + policy.name()
                                        + " already exists. Duplicate names are not"
                                        + " allowed.");
                    }
                    tags.put(db, call.account(), policy.arn(), given);
                    desk.created(
                            db,
                            call,
                            "iam:CreatePolicy",
                            policy.arn(),
                            Value.object("policyDocument", Value.text(document)));
                    return CreatePolicyResponse.builder()
                            .policy(described(db, call, policy))
                            .build();
                });
    }

    GetPolicyResponse get(Call call, GetPolicyRequest request) {
        return desk.database()
                .read(db -> {
                    var policy = required(db, call, "GetPolicy", request.policyArn());
                    return GetPolicyResponse.builder()
                            .policy(
                                    described(db, call, policy).toBuilder()
                                            .description(
                                                    policy.description().isEmpty()
                                                            ? null
                                                            : policy.description())
                                            .build())
                            .build();
                });
    }

    ListPoliciesResponse list(Call call, ListPoliciesRequest request) {
        call.require(
                AccessRequest.to(
                        "iam:ListPolicies", Arn.iam(call.account(), "policy/").toString()));
        var scope = Optional.ofNullable(request.scope()).orElse(PolicyScopeType.ALL);
        var prefix = Optional.ofNullable(request.pathPrefix()).orElse("/");
        var attachedOnly = Boolean.TRUE.equals(request.onlyAttached());
        var boundariesOnly = request.policyUsageFilter() == PolicyUsageType.PERMISSIONS_BOUNDARY;
        return desk.database()
                .read(db -> {
                    var all = new ArrayList<ManagedPolicy>();
                    if (scope != PolicyScopeType.LOCAL) {
                        managed.all().stream()
                                .map(AwsManagedPolicies.AwsManagedPolicy::policy)
                                .filter(policy -> policy.path().startsWith(prefix))
                                .forEach(all::add);
                    }
                    if (scope != PolicyScopeType.AWS) {
                        all.addAll(
                                policies.list(db, call.account(), prefix, "", Integer.MAX_VALUE));
                    }
                    var listed =
                            all.stream()
                                    .filter(policy ->
                                            boundariesOnly
                                                    ? bounding(db, call, policy) > 0
                                                    : !attachedOnly
                                                            || attachedTo(db, call, policy) > 0)
                                    .sorted(Comparator.comparing(ManagedPolicy::arn))
                                    .toList();
                    var page =
                            Paged.read(
                                    "ListPolicies",
                                    request.marker(),
                                    request.maxItems(),
                                    Paged.of(listed, ManagedPolicy::arn),
                                    ManagedPolicy::arn);
                    return ListPoliciesResponse.builder()
                            .policies(
                                    page.items().stream()
                                            .map(policy -> listed(db, call, policy))
                                            .toList())
                            .isTruncated(page.truncated())
                            .marker(page.marker())
                            .build();
                });
    }

    DeletePolicyResponse delete(Call call, DeletePolicyRequest request) {
        return desk.database()
                .write(db -> {
                    var policy = required(db, call, "DeletePolicy", request.policyArn());
                    requireOwn(policy.arn());
                    if (attachedTo(db, call, policy) + bounding(db, call, policy) > 0) {
                        throw IamError.DELETE_CONFLICT.because(
                                "Cannot delete a policy attached to entities.");
                    }
                    if (policies.versions(db, call.account(), policy.arn()).size() > 1) {
                        throw IamError.DELETE_CONFLICT.because(
                                "This policy has more than one version. Before you delete"
                                        + " a policy, you must delete the policy's"
                                        + " versions. The default version is deleted with"
                                        + " the policy.");
                    }
                    tags.clear(db, call.account(), policy.arn());
                    policies.delete(db, call.account(), policy.arn());
                    desk.deleted(
                            db, call, "iam:DeletePolicy", policy.arn(), Value.text(policy.id()));
                    return DeletePolicyResponse.builder().build();
                });
    }

    TagPolicyResponse tag(Call call, TagPolicyRequest request) {
        var given = Tags.given(request.tags());
        return desk.database()
                .write(db -> {
                    call.require(
                            asking(db, call, "TagPolicy", request.policyArn())
                                    .withRequestTags(Principal.map(given)));
                    var policy = existing(db, call, request.policyArn());
                    requireOwn(policy.arn());
                    Tags.put(db, desk, call, "iam:TagPolicy", policy.arn(), policy.arn(), given);
                    return TagPolicyResponse.builder().build();
                });
    }

    UntagPolicyResponse untag(Call call, UntagPolicyRequest request) {
        var keys = request.tagKeys();
        return desk.database()
                .write(db -> {
                    call.require(
                            asking(db, call, "UntagPolicy", request.policyArn())
                                    .with("aws:TagKeys", keys.toArray(String[]::new)));
                    var policy = existing(db, call, request.policyArn());
                    requireOwn(policy.arn());
                    Tags.remove(
                            db, desk, call, "iam:UntagPolicy", policy.arn(), policy.arn(), keys);
                    return UntagPolicyResponse.builder().build();
                });
    }

    ListPolicyTagsResponse listTags(Call call, ListPolicyTagsRequest request) {
        return desk.database()
                .read(db -> {
                    var policy = required(db, call, "ListPolicyTags", request.policyArn());
                    var page =
                            Paged.read(
                                    "ListPolicyTags",
                                    request.marker(),
                                    request.maxItems(),
                                    Paged.of(
                                            tags.list(db, call.account(), policy.arn()),
                                            dev.wheelhouse.identity.Tag::key),
                                    dev.wheelhouse.identity.Tag::key);
                    return ListPolicyTagsResponse.builder()
                            .tags(Tags.sdk(page.items()))
                            .isTruncated(page.truncated())
                            .marker(page.marker())
                            .build();
                });
    }

    /** The policy for an action, or {@code NoSuchEntity}, once the caller may do it to it. */
    ManagedPolicy required(Handle db, Call call, String action, String arn) {
        call.require(asking(db, call, action, arn));
        return existing(db, call, arn);
    }

    private AccessRequest asking(Handle db, Call call, String action, String arn) {
        return AccessRequest.to("iam:" + action, arn)
                .withResourceTags(Principal.map(tags.list(db, call.account(), arn)));
    }

    private ManagedPolicy existing(Handle db, Call call, String arn) {
        return catalog.find(db, call.account(), arn)
                .orElseThrow(
                        () -> IamError.NO_SUCH_ENTITY.because("Policy " + arn + " was not found."));
    }

    /** AWS's own policies are not the customer's to change. */
    static void requireOwn(String arn) {
        if (arn.startsWith("arn:aws:iam::aws:")) {
            throw IamError.ACCESS_DENIED.because("Cannot update or delete AWS managed policies");
        }
    }

    private int attachedTo(Handle db, Call call, ManagedPolicy policy) {
        return attachments.owners(db, call.account(), policy.arn()).size();
    }

    private int bounding(Handle db, Call call, ManagedPolicy policy) {
        return boundaries.owners(db, call.account(), policy.arn()).size();
    }

    private Policy described(Handle db, Call call, ManagedPolicy policy) {
        var tagged = tags.list(db, call.account(), policy.arn());
        var listed = listed(db, call, policy);
        return tagged.isEmpty() ? listed : listed.toBuilder().tags(Tags.sdk(tagged)).build();
    }

    private Policy listed(Handle db, Call call, ManagedPolicy policy) {
        return Policy.builder()
                .policyName(policy.name())
                .policyId(policy.id())
                .arn(policy.arn())
                .path(policy.path())
                .defaultVersionId("v" + policy.defaultVersion())
                .attachmentCount(attachedTo(db, call, policy))
                .permissionsBoundaryUsageCount(bounding(db, call, policy))
                .isAttachable(true)
                .createDate(policy.created())
                .updateDate(policy.updated())
                .build();
    }
}

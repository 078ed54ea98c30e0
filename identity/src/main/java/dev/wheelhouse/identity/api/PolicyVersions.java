package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.ManagedPolicy;
import dev.wheelhouse.identity.sql.ManagedPolicyStore;
import dev.wheelhouse.store.sql.Handle;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionResponse;

/** The actions of the IAM API on the versions of managed policies. */
final class PolicyVersions {
    private static final int MOST_VERSIONS = 5;

    private final Desk desk;
    private final PolicyCatalog catalog;
    private final ManagedPolicies managed;
    private final ManagedPolicyStore policies = new ManagedPolicyStore();

    PolicyVersions(Desk desk, PolicyCatalog catalog, ManagedPolicies managed) {
        this.desk = desk;
        this.catalog = catalog;
        this.managed = managed;
    }

    CreatePolicyVersionResponse create(Call call, CreatePolicyVersionRequest request) {
        return desk.database()
                .write(db -> {
                    var policy =
                            managed.required(db, call, "CreatePolicyVersion", request.policyArn());
                    ManagedPolicies.requireOwn(policy.arn());
                    var document = request.policyDocument();
                    Documents.checkManaged(document);
                    Quotas.requireRoom(
                            "PolicySize",
                            ManagedPolicies.MOST_CHARACTERS,
                            Documents.size(document));
                    if (policies.versions(db, call.account(), policy.arn()).size()
                            >= MOST_VERSIONS) {
                        throw IamError.LIMIT_EXCEEDED.because(
                                "A managed policy can have up to 5 versions. Before you"
                                        + " create a new version, you must delete an"
                                        + " existing version.");
                    }
                    var now = desk.clock().instant();
                    var version =
                            policies.addVersion(db, call.account(), policy.arn(), document, now);
                    var inForce = Boolean.TRUE.equals(request.setAsDefault());
                    if (inForce) {
                        policies.setDefault(
                                db, call.account(), policy.arn(), version.number(), now);
                    }
                    desk.created(
                            db,
                            call,
                            "iam:CreatePolicyVersion",
                            policy.arn(),
                            Value.object("versionId", Value.text(version.id()))
                                    .with("policyDocument", Value.text(document))
                                    .with("isDefaultVersion", Value.bool(inForce)));
                    return CreatePolicyVersionResponse.builder()
                            .policyVersion(
                                    PolicyVersion.builder()
                                            .versionId(version.id())
                                            .isDefaultVersion(inForce)
                                            .createDate(version.created())
                                            .build())
                            .build();
                });
    }

    GetPolicyVersionResponse get(Call call, GetPolicyVersionRequest request) {
        return desk.database()
                .read(db -> {
                    var policy =
                            managed.required(db, call, "GetPolicyVersion", request.policyArn());
                    var version = version(db, call, policy, request.versionId());
                    return GetPolicyVersionResponse.builder()
                            .policyVersion(
                                    described(policy, version).toBuilder()
                                            .document(Documents.encoded(version.document()))
                                            .build())
                            .build();
                });
    }

    ListPolicyVersionsResponse list(Call call, ListPolicyVersionsRequest request) {
        return desk.database()
                .read(db -> {
                    var policy =
                            managed.required(db, call, "ListPolicyVersions", request.policyArn());
                    return ListPolicyVersionsResponse.builder()
                            .versions(
                                    catalog.versions(db, call.account(), policy.arn()).stream()
                                            .map(version -> described(policy, version))
                                            .toList())
                            .isTruncated(false)
                            .build();
                });
    }

    SetDefaultPolicyVersionResponse setDefault(Call call, SetDefaultPolicyVersionRequest request) {
        return desk.database()
                .write(db -> {
                    var policy =
                            managed.required(
                                    db, call, "SetDefaultPolicyVersion", request.policyArn());
                    ManagedPolicies.requireOwn(policy.arn());
                    var version = version(db, call, policy, request.versionId());
                    policies.setDefault(
                            db,
                            call.account(),
                            policy.arn(),
                            version.number(),
                            desk.clock().instant());
                    desk.changed(
                            db,
                            call,
                            "iam:SetDefaultPolicyVersion",
                            policy.arn(),
                            Value.text("v" + policy.defaultVersion()),
                            Value.text(version.id()));
                    return SetDefaultPolicyVersionResponse.builder().build();
                });
    }

    DeletePolicyVersionResponse delete(Call call, DeletePolicyVersionRequest request) {
        return desk.database()
                .write(db -> {
                    var policy =
                            managed.required(db, call, "DeletePolicyVersion", request.policyArn());
                    ManagedPolicies.requireOwn(policy.arn());
                    var version = version(db, call, policy, request.versionId());
                    if (version.number() == policy.defaultVersion()) {
                        throw IamError.DELETE_CONFLICT.because(
                                "Cannot delete the default version of a policy.");
                    }
                    policies.deleteVersion(db, call.account(), policy.arn(), version.number());
                    desk.deleted(
                            db,
                            call,
                            "iam:DeletePolicyVersion",
                            policy.arn(),
                            Value.text(version.id()));
                    return DeletePolicyVersionResponse.builder().build();
                });
    }

    private dev.wheelhouse.identity.PolicyVersion version(
            Handle db, Call call, ManagedPolicy policy, String id) {
        return catalog.versions(db, call.account(), policy.arn()).stream()
                .filter(version -> version.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        IamError.NO_SUCH_ENTITY.because(
                                "Policy "
                                        + policy.arn()
                                        + " version "
                                        + id
                                        + " does not exist or is not attachable."));
    }

    private static PolicyVersion described(
            ManagedPolicy policy, dev.wheelhouse.identity.PolicyVersion version) {
        return PolicyVersion.builder()
                .versionId(version.id())
                .isDefaultVersion(version.number() == policy.defaultVersion())
                .createDate(version.created())
                .build();
    }
}

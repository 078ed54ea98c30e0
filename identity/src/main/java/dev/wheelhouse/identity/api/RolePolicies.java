package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.Call;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/** The actions of the IAM API on the policies of roles, inline and attached. */
final class RolePolicies {
    private final PrincipalPolicies policies;

    RolePolicies(Desk desk, PolicyCatalog catalog) {
        this.policies = new PrincipalPolicies(Principal.Kind.ROLE, desk, catalog);
    }

    PutRolePolicyResponse put(Call call, PutRolePolicyRequest request) {
        policies.put(call, request.roleName(), request.policyName(), request.policyDocument());
        return PutRolePolicyResponse.builder().build();
    }

    GetRolePolicyResponse get(Call call, GetRolePolicyRequest request) {
        var policy = policies.get(call, request.roleName(), request.policyName());
        return GetRolePolicyResponse.builder()
                .roleName(policy.principalName())
                .policyName(policy.policyName())
                .policyDocument(policy.encoded())
                .build();
    }

    ListRolePoliciesResponse list(Call call, ListRolePoliciesRequest request) {
        var page = policies.list(call, request.roleName(), request.marker(), request.maxItems());
        return ListRolePoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    DeleteRolePolicyResponse delete(Call call, DeleteRolePolicyRequest request) {
        policies.delete(call, request.roleName(), request.policyName());
        return DeleteRolePolicyResponse.builder().build();
    }

    AttachRolePolicyResponse attach(Call call, AttachRolePolicyRequest request) {
        policies.attach(call, request.roleName(), request.policyArn());
        return AttachRolePolicyResponse.builder().build();
    }

    DetachRolePolicyResponse detach(Call call, DetachRolePolicyRequest request) {
        policies.detach(call, request.roleName(), request.policyArn());
        return DetachRolePolicyResponse.builder().build();
    }

    ListAttachedRolePoliciesResponse listAttached(
            Call call, ListAttachedRolePoliciesRequest request) {
        var page =
                policies.listAttached(
                        call,
                        request.roleName(),
                        request.pathPrefix(),
                        request.marker(),
                        request.maxItems());
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}

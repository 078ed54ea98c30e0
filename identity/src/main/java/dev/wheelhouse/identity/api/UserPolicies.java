package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.Call;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyResponse;

/** The actions of the IAM API on the policies of users, inline and attached. */
final class UserPolicies {
    private final PrincipalPolicies policies;

    UserPolicies(Desk desk, PolicyCatalog catalog) {
        this.policies = new PrincipalPolicies(Principal.Kind.USER, desk, catalog);
    }

    PutUserPolicyResponse put(Call call, PutUserPolicyRequest request) {
        policies.put(call, request.userName(), request.policyName(), request.policyDocument());
        return PutUserPolicyResponse.builder().build();
    }

    GetUserPolicyResponse get(Call call, GetUserPolicyRequest request) {
        var policy = policies.get(call, request.userName(), request.policyName());
        return GetUserPolicyResponse.builder()
                .userName(policy.principalName())
                .policyName(policy.policyName())
                .policyDocument(policy.encoded())
                .build();
    }

    ListUserPoliciesResponse list(Call call, ListUserPoliciesRequest request) {
        var page = policies.list(call, request.userName(), request.marker(), request.maxItems());
        return ListUserPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    DeleteUserPolicyResponse delete(Call call, DeleteUserPolicyRequest request) {
        policies.delete(call, request.userName(), request.policyName());
        return DeleteUserPolicyResponse.builder().build();
    }

    AttachUserPolicyResponse attach(Call call, AttachUserPolicyRequest request) {
        policies.attach(call, request.userName(), request.policyArn());
        return AttachUserPolicyResponse.builder().build();
    }

    DetachUserPolicyResponse detach(Call call, DetachUserPolicyRequest request) {
        policies.detach(call, request.userName(), request.policyArn());
        return DetachUserPolicyResponse.builder().build();
    }

    ListAttachedUserPoliciesResponse listAttached(
            Call call, ListAttachedUserPoliciesRequest request) {
        var page =
                policies.listAttached(
                        call,
                        request.userName(),
                        request.pathPrefix(),
                        request.marker(),
                        request.maxItems());
        return ListAttachedUserPoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}

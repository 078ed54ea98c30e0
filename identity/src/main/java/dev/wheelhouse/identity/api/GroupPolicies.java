package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.Call;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyResponse;

/** The actions of the IAM API on the policies of groups, inline and attached. */
final class GroupPolicies {
    private final PrincipalPolicies policies;

    GroupPolicies(Desk desk, PolicyCatalog catalog) {
        this.policies = new PrincipalPolicies(Principal.Kind.GROUP, desk, catalog);
    }

    PutGroupPolicyResponse put(Call call, PutGroupPolicyRequest request) {
        policies.put(call, request.groupName(), request.policyName(), request.policyDocument());
        return PutGroupPolicyResponse.builder().build();
    }

    GetGroupPolicyResponse get(Call call, GetGroupPolicyRequest request) {
        var policy = policies.get(call, request.groupName(), request.policyName());
        return GetGroupPolicyResponse.builder()
                .groupName(policy.principalName())
                .policyName(policy.policyName())
                .policyDocument(policy.encoded())
                .build();
    }

    ListGroupPoliciesResponse list(Call call, ListGroupPoliciesRequest request) {
        var page = policies.list(call, request.groupName(), request.marker(), request.maxItems());
        return ListGroupPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    DeleteGroupPolicyResponse delete(Call call, DeleteGroupPolicyRequest request) {
        policies.delete(call, request.groupName(), request.policyName());
        return DeleteGroupPolicyResponse.builder().build();
    }

    AttachGroupPolicyResponse attach(Call call, AttachGroupPolicyRequest request) {
        policies.attach(call, request.groupName(), request.policyArn());
        return AttachGroupPolicyResponse.builder().build();
    }

    DetachGroupPolicyResponse detach(Call call, DetachGroupPolicyRequest request) {
        policies.detach(call, request.groupName(), request.policyArn());
        return DetachGroupPolicyResponse.builder().build();
    }

    ListAttachedGroupPoliciesResponse listAttached(
            Call call, ListAttachedGroupPoliciesRequest request) {
        var page =
                policies.listAttached(
                        call,
                        request.groupName(),
                        request.pathPrefix(),
                        request.marker(),
                        request.maxItems());
        return ListAttachedGroupPoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}

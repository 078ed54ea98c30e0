package dev.wheelhouse.cloud.iam.provider;

import static dev.wheelhouse.cloud.iam.provider.Schemas.changeable;
import static dev.wheelhouse.cloud.iam.provider.Schemas.fixed;
import static dev.wheelhouse.cloud.iam.provider.Schemas.required;

import dev.wheelhouse.cloud.resource.GeneratedNames;
import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.api.IamActions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/**
 * {@code AWS::IAM::ManagedPolicy}; {@code Ref} is its ARN. A changed document is a new version in
 * force; where there are five, the oldest of the others makes room. Attachments that others made
 * keep it alive.
 */
final class ManagedPolicyProvider implements ResourceProvider {
    private static final int MOST_VERSIONS = 5;

    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::IAM::ManagedPolicy",
                    Map.of(
                            "Description", fixed(Shape.STRING),
                            "Groups", changeable(Shape.LIST),
                            "ManagedPolicyName", fixed(Shape.STRING),
                            "Path", fixed(Shape.STRING),
                            "PolicyDocument", required(Shape.JSON),
                            "Roles", changeable(Shape.LIST),
                            "Users", changeable(Shape.LIST)),
                    List.of(
                            "AttachmentCount",
                            "CreateDate",
                            "DefaultVersionId",
                            "IsAttachable",
                            "PermissionsBoundaryUsageCount",
                            "PolicyArn",
                            "PolicyId",
                            "UpdateDate"),
                    false,
                    true);

    private final IamActions actions;
    private final GeneratedNames names;

    ManagedPolicyProvider(IamActions actions, GeneratedNames names) {
        this.actions = actions;
        this.names = names;
    }

    @Override
    public ResourceSchema schema() {
        return SCHEMA;
    }

    @Override
    public Progress create(ResourceStep step, Value.Members values) {
        var properties = new Properties(values);
        var iam = new Iam(actions, step);
        var name =
                properties
                        .text("ManagedPolicyName")
                        .orElseGet(() -> names.name(step, Schemas.MAX_NAME));
        var path = properties.text("Path").orElse("/");
        var request =
                CreatePolicyRequest.builder()
                        .policyName(name)
                        .path(path)
                        .policyDocument(properties.requiredDocument("PolicyDocument"));
        properties.text("Description").ifPresent(request::description);
        var made =
                iam.make(
                                SCHEMA,
                                Arn.iam(step.account(), "policy" + path + name).toString(),
                                "CreatePolicy",
                                request,
                                CreatePolicyResponse.class)
                        .policy();
        var holders = Holder.named(properties);
        holders.forEach(holder -> holder.attach(iam, made.arn()));
        return done(made.toBuilder().attachmentCount(holders.size()).build());
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members old, Value.Members values) {
        var before = new Properties(old);
        var after = new Properties(values);
        var iam = new Iam(actions, step);
        var document = after.requiredDocument("PolicyDocument");
        if (!before.document("PolicyDocument").equals(Optional.of(document))) {
            makeRoom(iam, physicalId);
            iam.act(
                    "CreatePolicyVersion",
                    CreatePolicyVersionRequest.builder()
                            .policyArn(physicalId)
                            .policyDocument(document)
                            .setAsDefault(true));
        }
        var had = Holder.named(before);
        var wanted = Holder.named(after);
        had.stream()
                .filter(holder -> !wanted.contains(holder))
                .forEach(holder -> holder.detach(iam, physicalId));
        wanted.stream()
                .filter(holder -> !had.contains(holder))
                .forEach(holder -> holder.attach(iam, physicalId));
        return done(
                iam.ask(
                                "GetPolicy",
                                GetPolicyRequest.builder().policyArn(physicalId),
                                GetPolicyResponse.class)
                        .policy());
    }

    private static void makeRoom(Iam iam, String arn) {
        var versions = versions(iam, arn);
        if (versions.size() >= MOST_VERSIONS) {
            versions.stream()
                    .filter(version -> !version.isDefaultVersion())
                    .min(
                            Comparator.comparing(PolicyVersion::createDate)
                                    .thenComparingInt(ManagedPolicyProvider::number))
                    .ifPresent(oldest -> delete(iam, arn, oldest));
        }
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        var iam = new Iam(actions, step);
        var there =
                iam.find(
                        "GetPolicy",
                        GetPolicyRequest.builder().policyArn(physicalId),
                        GetPolicyResponse.class);
        if (there.isPresent()) {
            Holder.named(new Properties(properties))
                    .forEach(holder -> holder.detach(iam, physicalId));
            versions(iam, physicalId).stream()
                    .filter(version -> !version.isDefaultVersion())
                    .forEach(version -> delete(iam, physicalId, version));
            iam.act("DeletePolicy", DeletePolicyRequest.builder().policyArn(physicalId));
        }
        return new Progress.Done(physicalId, Map.of());
    }

    private static List<PolicyVersion> versions(Iam iam, String arn) {
        return iam.ask(
                        "ListPolicyVersions",
                        ListPolicyVersionsRequest.builder().policyArn(arn),
                        ListPolicyVersionsResponse.class)
                .versions();
    }

    private static int number(PolicyVersion version) {
        return Integer.parseInt(version.versionId().substring(1));
    }

    private static void delete(Iam iam, String arn, PolicyVersion version) {
        iam.act(
                "DeletePolicyVersion",
                DeletePolicyVersionRequest.builder().policyArn(arn).versionId(version.versionId()));
    }

    private static Progress done(Policy policy) {
        var attributes = new LinkedHashMap<String, Value>();
        attributes.put("PolicyArn", Value.text(policy.arn()));
        attributes.put("PolicyId", Value.text(policy.policyId()));
        attributes.put("DefaultVersionId", Value.text(policy.defaultVersionId()));
        attributes.put("AttachmentCount", Value.text(String.valueOf(policy.attachmentCount())));
        attributes.put(
                "PermissionsBoundaryUsageCount",
                Value.text(String.valueOf(policy.permissionsBoundaryUsageCount())));
        attributes.put("IsAttachable", Value.text(String.valueOf(policy.isAttachable())));
        attributes.put("CreateDate", Value.text(policy.createDate().toString()));
        attributes.put("UpdateDate", Value.text(policy.updateDate().toString()));
        return new Progress.Done(policy.arn(), attributes);
    }
}

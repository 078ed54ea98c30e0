package dev.wheelhouse.cloud.iam.provider;

import dev.wheelhouse.cloud.resource.Properties;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.IamResponse;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;

/** What holds policies, inline and attached: IAM has the same actions for each of them. */
enum Holder {
    ROLE("Role"),
    USER("User"),
    GROUP("Group");

    private static final String INLINE = "Policies";
    private static final String MANAGED = "ManagedPolicyArns";

    private final String word;

    Holder(String word) {
        this.word = word;
    }

    /** As in the names of types and properties: {@code Role}. */
    String word() {
        return word;
    }

    /** Gives it the policies of its properties. */
    void give(Iam iam, String name, Properties properties) {
        change(iam, name, Map.of(), Set.of(), properties);
    }

    /** Makes the policies of its properties from what they were what they are to be. */
    void change(Iam iam, String name, Properties before, Properties after) {
        change(iam, name, inline(before), managed(before), after);
    }

    private void change(
            Iam iam,
            String name,
            Map<String, String> inlineBefore,
            Set<String> managedBefore,
            Properties after) {
        var inline = inline(after);
        inlineBefore.keySet().stream()
                .filter(policy -> !inline.containsKey(policy))
                .forEach(policy -> delete(iam, name, policy));
        inline.forEach((policy, document) -> {
            if (!document.equals(inlineBefore.get(policy))) {
                put(iam, name, policy, document);
                read(iam, name, policy);
            }
        });
        var managed = managed(after);
        managedBefore.stream()
                .filter(arn -> !managed.contains(arn))
                .forEach(arn -> detach(iam, name, arn));
        managed.stream()
                .filter(arn -> !managedBefore.contains(arn))
                .forEach(arn -> attach(iam, name, arn));
    }

    /** Takes the policies of its properties away; those that others gave it stay. */
    void strip(Iam iam, String name, Properties properties) {
        inline(properties).keySet().forEach(policy -> delete(iam, name, policy));
        managed(properties).forEach(arn -> detach(iam, name, arn));
    }

    private static SequencedMap<String, String> inline(Properties properties) {
        var documents = new LinkedHashMap<String, String>();
        for (var policy : properties.objects(INLINE)) {
            policy.only(Set.of("PolicyName", "PolicyDocument"));
            documents.put(
                    policy.requiredText("PolicyName"), policy.requiredDocument("PolicyDocument"));
        }
        return documents;
    }

    private static Set<String> managed(Properties properties) {
        return new LinkedHashSet<>(properties.texts(MANAGED));
    }

    void put(Iam iam, String name, String policy, String document) {
        var action = "Put" + word + "Policy";
        switch (this) {
            case ROLE ->
                    iam.act(
                            action,
                            PutRolePolicyRequest.builder()
                                    .roleName(name)
                                    .policyName(policy)
                                    .policyDocument(document));
            case USER ->
                    iam.act(
                            action,
                            PutUserPolicyRequest.builder()
                                    .userName(name)
                                    .policyName(policy)
                                    .policyDocument(document));
            case GROUP ->
                    iam.act(
                            action,
                            PutGroupPolicyRequest.builder()
                                    .groupName(name)
                                    .policyName(policy)
                                    .policyDocument(document));
        }
    }

    /** Whether an inline policy is there: handlers look before and after they change one. */
    boolean read(Iam iam, String name, String policy) {
        var action = "Get" + word + "Policy";
        var type = IamResponse.class;
        return switch (this) {
            case ROLE ->
                    iam.find(
                                    action,
                                    GetRolePolicyRequest.builder()
                                            .roleName(name)
                                            .policyName(policy),
                                    type)
                            .isPresent();
            case USER ->
                    iam.find(
                                    action,
                                    GetUserPolicyRequest.builder()
                                            .userName(name)
                                            .policyName(policy),
                                    type)
                            .isPresent();
            case GROUP ->
                    iam.find(
                                    action,
                                    GetGroupPolicyRequest.builder()
                                            .groupName(name)
                                            .policyName(policy),
                                    type)
                            .isPresent();
        };
    }

    void delete(Iam iam, String name, String policy) {
        var action = "Delete" + word + "Policy";
        switch (this) {
            case ROLE ->
                    iam.remove(
                            action,
                            DeleteRolePolicyRequest.builder().roleName(name).policyName(policy));
            case USER ->
                    iam.remove(
                            action,
                            DeleteUserPolicyRequest.builder().userName(name).policyName(policy));
            case GROUP ->
                    iam.remove(
                            action,
                            DeleteGroupPolicyRequest.builder().groupName(name).policyName(policy));
        }
    }

    void attach(Iam iam, String name, String arn) {
        var action = "Attach" + word + "Policy";
        switch (this) {
            case ROLE ->
                    iam.act(
                            action,
                            AttachRolePolicyRequest.builder().roleName(name).policyArn(arn));
            case USER ->
                    iam.act(
                            action,
                            AttachUserPolicyRequest.builder().userName(name).policyArn(arn));
            case GROUP ->
                    iam.act(
                            action,
                            AttachGroupPolicyRequest.builder().groupName(name).policyArn(arn));
        }
    }

    void detach(Iam iam, String name, String arn) {
        var action = "Detach" + word + "Policy";
        switch (this) {
            case ROLE ->
                    iam.remove(
                            action,
                            DetachRolePolicyRequest.builder().roleName(name).policyArn(arn));
            case USER ->
                    iam.remove(
                            action,
                            DetachUserPolicyRequest.builder().userName(name).policyArn(arn));
            case GROUP ->
                    iam.remove(
                            action,
                            DetachGroupPolicyRequest.builder().groupName(name).policyArn(arn));
        }
    }

    /** One holder. */
    record Named(Holder kind, String name) {
        void put(Iam iam, String policy, String document) {
            kind.put(iam, name, policy, document);
        }

        void delete(Iam iam, String policy) {
            kind.delete(iam, name, policy);
        }

        void attach(Iam iam, String arn) {
            kind.attach(iam, name, arn);
        }

        void detach(Iam iam, String arn) {
            kind.detach(iam, name, arn);
        }
    }

    /** The holders that a policy's properties {@code Roles}, {@code Users}, {@code Groups} name. */
    static Set<Named> named(Properties properties) {
        var named = new LinkedHashSet<Named>();
        for (var kind : values()) {
            properties.texts(kind.word() + "s").forEach(name -> named.add(new Named(kind, name)));
        }
        return named;
    }
}

package dev.wheelhouse.identity.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.wire.ServiceException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.organizations.model.AttachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.CreatePolicyRequest;
import software.amazon.awssdk.services.organizations.model.CreatePolicyResponse;
import software.amazon.awssdk.services.organizations.model.DeletePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DetachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.EnablePolicyTypeRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListParentsRequest;
import software.amazon.awssdk.services.organizations.model.ListParentsResponse;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.organizations.model.MoveAccountRequest;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.Tag;
import software.amazon.awssdk.services.organizations.model.TagResourceRequest;

/** Units of an organization, and service control policies that bind what is in them. */
class OrganizationTreeTest {
    private static final String NO_NEW_USERS =
            """
            {"Version": "2012-10-17", "Statement":
              {"Effect": "Deny", "Action": "iam:CreateUser", "Resource": "*"}}
            """;

    @OnEachDatabase
    void aPolicyOnAUnitBindsTheAccountsThatAreMovedThere(TestDatabase given) {
        var world = new World(given);
        var root = world.founded.organization().rootId();
        var member = world.member("spoke");
        var spoke = world.into(member);
        enable(world, root);
        var outer = unit(world, root, "outer");
        var inner = unit(world, outer, "inner");
        var policy = policy(world, "no-new-users");
        tell(world, AttachPolicyRequest.builder().policyId(policy).targetId(outer).build());
        user(world, spoke, "before");

        move(world, member.value(), root, inner);

        assertThatThrownBy(() -> user(world, spoke, "after"))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("with an explicit deny in a service control policy");
        world.ask(spoke, ListUsersRequest.builder().build(), Object.class);
        user(world, world.admin(), "hubs-own");
        assertThat(
                        world.ask(
                                        world.admin(),
                                        ListParentsRequest.builder()
                                                .childId(member.value())
                                                .build(),
                                        ListParentsResponse.class)
                                .parents())
                .singleElement()
                .satisfies(parent -> assertThat(parent.id()).isEqualTo(inner));
        assertThat(
                        world.ask(
                                        world.admin(),
                                        ListAccountsForParentRequest.builder()
                                                .parentId(inner)
                                                .build(),
                                        ListAccountsForParentResponse.class)
                                .accounts())
                .hasSize(1);

        move(world, member.value(), inner, root);
        user(world, spoke, "after");
    }

    @OnEachDatabase
    void withoutAnAllowAtEachLevelNothingIsAllowed(TestDatabase given) {
        var world = new World(given);
        var root = world.founded.organization().rootId();
        enable(world, root);
        var member = world.member("spoke");
        var spoke = world.into(member);
        user(world, spoke, "before");
        var policy = policy(world, "no-new-users");
        tell(
                world,
                AttachPolicyRequest.builder().policyId(policy).targetId(member.value()).build());

        detach(world, "p-FullAWSAccess", member.value());

        assertThatThrownBy(() -> world.ask(spoke, ListUsersRequest.builder().build(), Object.class))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("no service control policy allows");
        refused(() -> detach(world, policy, member.value()), "ConstraintViolationException");
        refused(
                () -> tell(world, DeletePolicyRequest.builder().policyId(policy).build()),
                "PolicyInUseException");
    }

    @OnEachDatabase
    void whatIsNotThereIsRefusedByName(TestDatabase given) {
        var world = new World(given);
        var root = world.founded.organization().rootId();
        var member = world.member("spoke").value();
        var policy = policy(world, "one");
        var unit = unit(world, root, "workloads");

        refused(() -> unit(world, root, "workloads"), "DuplicateOrganizationalUnitException");
        refused(() -> unit(world, "ou-none-00000000", "x"), "ParentNotFoundException");
        refused(() -> policy(world, "one"), "DuplicatePolicyException");
        refused(
                () ->
                        tell(
                                world,
                                AttachPolicyRequest.builder()
                                        .policyId(policy)
                                        .targetId(unit)
                                        .build()),
                "PolicyTypeNotEnabledException");
        refused(() -> move(world, member, unit, root), "SourceParentNotFoundException");
        refused(
                () -> move(world, member, root, "ou-none-00000000"),
                "DestinationParentNotFoundException");
        enable(world, root);
        refused(() -> enable(world, root), "PolicyTypeAlreadyEnabledException");
        refused(() -> detach(world, policy, unit), "PolicyNotAttachedException");
    }

    @OnEachDatabase
    void whatHasTagsIsThereAndTheirKeysAreTheCallers(TestDatabase given) {
        var world = new World(given);
        var root = world.founded.organization().rootId();
        var own = Tag.builder().key("team").value("web").build();
        var reserved = Tag.builder().key("aws:team").value("web").build();

        for (var none : List.of("ou-none-00000000", "999999999999", "p-00000000")) {
            refused(
                    () ->
                            tell(
                                    world,
                                    ListTagsForResourceRequest.builder().resourceId(none).build()),
                    "TargetNotFoundException");
            refused(
                    () ->
                            tell(
                                    world,
                                    TagResourceRequest.builder()
                                            .resourceId(none)
                                            .tags(own)
                                            .build()),
                    "TargetNotFoundException");
        }
        refused(
                () ->
                        tell(
                                world,
                                TagResourceRequest.builder()
                                        .resourceId(root)
                                        .tags(reserved)
                                        .build()),
                "InvalidInputException");
        refused(
                () ->
                        tell(
                                world,
                                CreateOrganizationalUnitRequest.builder()
                                        .parentId(root)
                                        .name("workloads")
                                        .tags(reserved)
                                        .build()),
                "InvalidInputException");
        refused(
                () -> tell(world, ListAccountsRequest.builder().nextToken("no token").build()),
                "InvalidInputException");
        tell(world, TagResourceRequest.builder().resourceId(root).tags(own).build());
        assertThat(
                        world.ask(
                                        world.admin(),
                                        ListTagsForResourceRequest.builder()
                                                .resourceId(root)
                                                .build(),
                                        ListTagsForResourceResponse.class)
                                .tags())
                .containsExactly(own);
    }

    private static void enable(World world, String root) {
        tell(
                world,
                EnablePolicyTypeRequest.builder()
                        .rootId(root)
                        .policyType(PolicyType.SERVICE_CONTROL_POLICY)
                        .build());
    }

    private static String unit(World world, String parent, String name) {
        return world.ask(
                        world.admin(),
                        CreateOrganizationalUnitRequest.builder()
                                .parentId(parent)
                                .name(name)
                                .build(),
                        CreateOrganizationalUnitResponse.class)
                .organizationalUnit()
                .id();
    }

    private static String policy(World world, String name) {
        return world.ask(
                        world.admin(),
                        CreatePolicyRequest.builder()
                                .name(name)
                                .description("")
                                .type(PolicyType.SERVICE_CONTROL_POLICY)
                                .content(NO_NEW_USERS)
                                .build(),
                        CreatePolicyResponse.class)
                .policy()
                .policySummary()
                .id();
    }

    private static void move(World world, String account, String from, String to) {
        tell(
                world,
                MoveAccountRequest.builder()
                        .accountId(account)
                        .sourceParentId(from)
                        .destinationParentId(to)
                        .build());
    }

    private static void detach(World world, String policy, String target) {
        tell(world, DetachPolicyRequest.builder().policyId(policy).targetId(target).build());
    }

    private static void user(World world, String key, String name) {
        world.ask(key, CreateUserRequest.builder().userName(name).build(), Object.class);
    }

    private static void tell(World world, SdkPojo request) {
        world.ask(world.admin(), request, Object.class);
    }

    private static void refused(ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        error -> assertThat(error.kind().code()).isEqualTo(code));
    }
}

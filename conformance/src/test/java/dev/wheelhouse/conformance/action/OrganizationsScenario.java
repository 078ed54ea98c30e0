package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AlreadyInOrganizationException;
import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.InvalidInputException;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.Tag;

/** The management account looks at its organization and adds an account. */
final class OrganizationsScenario implements Scenario {
    private static final Tag TEAM = Tag.builder().key("team").value("web").build();
    private static final String NO_EC2 =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"ec2:*","Resource":"*"}]}\
            """;

    @Override
    public String service() {
        return "organizations";
    }

    @Override
    public Set<String> refused() {
        return Set.of("CreateOrganization");
    }

    @Override
    public void play(RunningCloud cloud) {
        var hub = cloud.admin().account();
        var organizations = cloud.admin().organizations();
        assertThat(organizations.describeOrganization().organization().masterAccountId())
                .isEqualTo(hub);
        assertThatThrownBy(() -> organizations.createOrganization(r -> {}))
                .isInstanceOf(AlreadyInOrganizationException.class);
        assertThat(organizations.listAWSServiceAccessForOrganization().enabledServicePrincipals())
                .isEmpty();
        assertThat(organizations.listDelegatedAdministrators(r -> {}).delegatedAdministrators())
                .isEmpty();
        assertThatThrownBy(() -> organizations.listAccounts(r -> r.maxResults(21)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> organizations.listParents(r -> r.childId("account")))
                .isInstanceOf(InvalidInputException.class);
        var root = organizations.listRoots().roots().getFirst().id();
        var member = cloud.memberAccount("member").account();
        assertThat(organizations.listCreateAccountStatus(r -> {}).createAccountStatuses())
                .filteredOn(each -> member.equals(each.accountId()))
                .extracting(each -> each.stateAsString())
                .containsExactly("SUCCEEDED");
        assertThat(organizations.describeAccount(r -> r.accountId(member)).account().name())
                .isEqualTo("member");
        assertThat(organizations.listAccounts().accounts()).anyMatch(a -> a.id().equals(member));
        assertThat(organizations.listAccountsForParent(r -> r.parentId(root)).accounts())
                .anyMatch(a -> a.id().equals(hub));
        assertThat(organizations.listParents(r -> r.childId(member)).parents())
                .singleElement()
                .satisfies(parent -> assertThat(parent.id()).isEqualTo(root));
        assertThat(organizations.listTagsForResource(r -> r.resourceId(member)).tags()).isEmpty();
        organizations.tagResource(r -> r.resourceId(member).tags(TEAM));
        assertThat(organizations.listTagsForResource(r -> r.resourceId(member)).tags()).hasSize(1);
        organizations.untagResource(r -> r.resourceId(member).tagKeys("team"));
        var unit = units(organizations, root, member);
        policies(organizations, root, unit);
        organizations.moveAccount(
                r -> r.accountId(member).sourceParentId(unit).destinationParentId(root));
    }

    private static String units(OrganizationsClient organizations, String root, String member) {
        var unit =
                organizations
                        .createOrganizationalUnit(r -> r.parentId(root).name("workloads"))
                        .organizationalUnit()
                        .id();
        assertThat(
                        organizations
                                .describeOrganizationalUnit(r -> r.organizationalUnitId(unit))
                                .organizationalUnit()
                                .name())
                .isEqualTo("workloads");
        assertThat(
                        organizations
                                .listOrganizationalUnitsForParent(r -> r.parentId(root))
                                .organizationalUnits())
                .hasSize(1);
        organizations.moveAccount(
                r -> r.accountId(member).sourceParentId(root).destinationParentId(unit));
        assertThat(
                        organizations
                                .listChildren(r -> r.parentId(unit).childType(ChildType.ACCOUNT))
                                .children())
                .singleElement()
                .satisfies(child -> assertThat(child.id()).isEqualTo(member));
        return unit;
    }

    private static void policies(OrganizationsClient organizations, String root, String unit) {
        var type = PolicyType.SERVICE_CONTROL_POLICY;
        organizations.enablePolicyType(r -> r.rootId(root).policyType(type));
        var policy =
                organizations
                        .createPolicy(
                                r -> r.name("no-ec2").description("").type(type).content(NO_EC2))
                        .policy()
                        .policySummary()
                        .id();
        organizations.updatePolicy(r -> r.policyId(policy).description("without EC2"));
        assertThat(
                        organizations
                                .describePolicy(r -> r.policyId(policy))
                                .policy()
                                .policySummary()
                                .description())
                .isEqualTo("without EC2");
        assertThat(organizations.listPolicies(r -> r.filter(type)).policies()).hasSize(2);
        organizations.attachPolicy(r -> r.policyId(policy).targetId(unit));
        assertThat(
                        organizations
                                .listPoliciesForTarget(r -> r.targetId(unit).filter(type))
                                .policies())
                .hasSize(2);
        assertThat(organizations.listTargetsForPolicy(r -> r.policyId(policy)).targets())
                .singleElement()
                .satisfies(target -> assertThat(target.name()).isEqualTo("workloads"));
        organizations.detachPolicy(r -> r.policyId(policy).targetId(unit));
        organizations.deletePolicy(r -> r.policyId(policy));
    }
}

package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import software.amazon.awssdk.services.organizations.model.AlreadyInOrganizationException;

/** The management account looks at its organization and adds an account. */
final class OrganizationsScenario implements Scenario {
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
        var root = organizations.listRoots().roots().getFirst().id();
        var member = cloud.memberAccount("member").account();
        assertThat(organizations.describeAccount(r -> r.accountId(member)).account().name())
                .isEqualTo("member");
        assertThat(organizations.listAccounts().accounts()).anyMatch(a -> a.id().equals(member));
        assertThat(organizations.listAccountsForParent(r -> r.parentId(root)).accounts())
                .anyMatch(a -> a.id().equals(hub));
        assertThat(organizations.listParents(r -> r.childId(member)).parents())
                .singleElement()
                .satisfies(parent -> assertThat(parent.id()).isEqualTo(root));
        assertThat(organizations.listTagsForResource(r -> r.resourceId(member)).tags()).isEmpty();
    }
}

package dev.wheelhouse.cloud.iam.provider;

import dev.wheelhouse.cloud.resource.GeneratedNames;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.identity.api.IamActions;
import java.util.List;

/** The providers of {@code AWS::IAM::*}. */
public final class IamProviders {
    private IamProviders() {}

    /** Makes them. */
    public static List<ResourceProvider> all(IamActions iam, GeneratedNames names) {
        return List.of(
                new RoleProvider(iam, names),
                new UserProvider(iam, names),
                new GroupProvider(iam, names),
                new InstanceProfileProvider(iam, names),
                new ManagedPolicyProvider(iam, names),
                new PolicyProvider(iam, names),
                new PrincipalPolicyProvider(iam, Holder.ROLE),
                new PrincipalPolicyProvider(iam, Holder.USER),
                new PrincipalPolicyProvider(iam, Holder.GROUP),
                new UserToGroupAdditionProvider(iam, names),
                new AccessKeyProvider(iam));
    }
}

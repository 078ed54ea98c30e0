package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.AwsManagedPolicies;
import dev.wheelhouse.identity.ManagedPolicy;
import dev.wheelhouse.identity.PolicyVersion;
import dev.wheelhouse.identity.sql.ManagedPolicyStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;

/** The managed policies that an account can use: its own and AWS's. */
final class PolicyCatalog {
    private final AwsManagedPolicies managed;
    private final ManagedPolicyStore policies = new ManagedPolicyStore();

    PolicyCatalog(AwsManagedPolicies managed) {
        this.managed = managed;
    }

    /** AWS's own. */
    List<ManagedPolicy> ofAws() {
        return managed.all().stream().map(AwsManagedPolicies.AwsManagedPolicy::policy).toList();
    }

    Optional<ManagedPolicy> find(Handle db, AccountId account, String arn) {
        return managed.find(arn)
                .map(AwsManagedPolicies.AwsManagedPolicy::policy)
                .or(() -> policies.find(db, account, arn));
    }

    /** Newest first. */
    List<PolicyVersion> versions(Handle db, AccountId account, String arn) {
        return managed.find(arn)
                .map(found -> List.of(found.version()))
                .orElseGet(() -> policies.versions(db, account, arn));
    }

    /** The version in force. */
    Optional<PolicyVersion> inForce(Handle db, AccountId account, ManagedPolicy policy) {
        return versions(db, account, policy.arn()).stream()
                .filter(version -> version.number() == policy.defaultVersion())
                .findFirst();
    }
}

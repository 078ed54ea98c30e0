package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.access.Callers;
import dev.wheelhouse.identity.policy.PolicyDocument;
import dev.wheelhouse.identity.sql.AccountStore;
import dev.wheelhouse.store.sql.Handle;

/** What IAM demands of a role's trust policy beyond its form. */
final class TrustPolicies {
    private static final int MOST_CHARACTERS = 2_048;

    private final Callers callers;
    private final AccountStore accounts = new AccountStore();

    TrustPolicies(Callers callers) {
        this.callers = callers;
    }

    /** Checks form, size, and that whoever it names exists. */
    void check(Handle db, String document) {
        var policy = Documents.checked(document, PolicyDocument.Kind.TRUST);
        Quotas.requireRoom("ACLSizePerRole", MOST_CHARACTERS, Documents.size(document));
        for (var principal : policy.awsPrincipals()) {
            if (!exists(db, principal)) {
                throw IamError.MALFORMED_POLICY_DOCUMENT.because(
                        "Invalid principal in policy: \"AWS\":\"" + principal + "\"");
            }
        }
    }

    private boolean exists(Handle db, String principal) {
        if (principal.equals("*")) {
            return true;
        }
        if (!principal.startsWith("arn:")) {
            return accounts.find(db, new AccountId(principal)).isPresent();
        }
        var arn = Arn.parse(principal);
        if (arn.service().equals("sts") && arn.resource().startsWith("assumed-role/")) {
            return callers.roleNamed(db, arn).isPresent();
        }
        return callers.principalExists(db, principal);
    }
}

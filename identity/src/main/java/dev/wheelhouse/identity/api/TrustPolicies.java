package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.Role;
import dev.wheelhouse.identity.access.PrincipalIds;
import dev.wheelhouse.identity.access.UnknownPrincipalException;
import dev.wheelhouse.identity.policy.PolicyDocument;
import dev.wheelhouse.store.sql.Handle;
import java.util.regex.Pattern;

/** What IAM demands of a role's trust policy beyond its form, and how it keeps and shows one. */
final class TrustPolicies {
    private static final int MOST_CHARACTERS = 2_048;

    /** IAM knows the services one by one; here it is enough to be called as one. */
    private static final Pattern SERVICE =
            Pattern.compile(
                    "([a-z0-9-]+\\.)+(amazonaws\\.com(\\.cn)?|amazon\\.com|aws\\.internal)");

    private final PrincipalIds principals = new PrincipalIds();

    /** Checks form, size, and that whoever it names exists; returns what is kept. */
    String kept(Handle db, String document) {
        var policy = Documents.checked(document, PolicyDocument.Kind.TRUST);
        Quotas.requireRoom("ACLSizePerRole", MOST_CHARACTERS, Documents.size(document));
        for (var service : policy.servicePrincipals()) {
            if (!SERVICE.matcher(service).matches()) {
                throw IamError.MALFORMED_POLICY_DOCUMENT.because(
                        "Invalid principal in policy: \"SERVICE\":\"" + service + "\"");
            }
        }
        try {
            return principals.kept(db, document);
        } catch (UnknownPrincipalException unknown) {
            throw IamError.MALFORMED_POLICY_DOCUMENT.because(String.valueOf(unknown.getMessage()));
        }
    }

    /** A role's trust policy as it is shown. */
    String shown(Handle db, Role role) {
        return principals.shown(db, role.trustPolicy());
    }
}

package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.sql.Handle;
import java.util.Optional;

/** Permissions boundaries of users and roles. */
final class Boundaries {
    private final Desk desk;
    private final PolicyCatalog catalog;
    private final Principals principals = new Principals();

    Boundaries(Desk desk, PolicyCatalog catalog) {
        this.desk = desk;
        this.catalog = catalog;
    }

    /** That a managed policy of this ARN is there to be a boundary. */
    void check(Handle db, Call call, String policyArn) {
        if (catalog.find(db, call.account(), policyArn).isEmpty()) {
            throw IamError.NO_SUCH_ENTITY.because("Scope ARN: " + policyArn + " does not exist.");
        }
    }

    /** Asks, checks and notes; the caller stores it. */
    Principal put(Handle db, Call call, Principal.Kind kind, String name, String policyArn) {
        var action = "Put" + kind.suffix() + "PermissionsBoundary";
        var principal = principals.find(db, call, action, kind, name);
        call.require(principal.asking(action).with("iam:PermissionsBoundary", policyArn));
        ServiceLinkedRoles.requireModifiable(principal.arn());
        check(db, call, policyArn);
        desk.changed(
                db,
                call,
                "iam:" + action,
                principal.arn(),
                Value.text(principal.boundary().orElse("")),
                Value.text(policyArn));
        return principal;
    }

    /** That there is a boundary to be removed. */
    void requireOne(Optional<String> boundary, String name) {
        if (boundary.isEmpty()) {
            throw IamError.NO_SUCH_ENTITY.because(
                    "The entity with name " + name + " has no permissions boundary.");
        }
    }
}

package dev.wheelhouse.identity.founding;

import dev.wheelhouse.identity.Account;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Identifiers;
import dev.wheelhouse.identity.Organization;
import dev.wheelhouse.identity.User;
import dev.wheelhouse.identity.sql.AccountStore;
import dev.wheelhouse.identity.sql.AttachmentStore;
import dev.wheelhouse.identity.sql.OrganizationStore;
import dev.wheelhouse.identity.sql.UserStore;
import dev.wheelhouse.store.sql.Handle;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes what no API can make, since every request needs a signature: the first account, its
 * organization and an administrator with an access key. Thread-safe.
 */
public final class OrganizationFounder {
    private final InstantSource clock;
    private final Identifiers identifiers;
    private final MemberAccounts members;
    private final AccessKeyIssuer issuer;
    private final AccountStore accounts = new AccountStore();
    private final OrganizationStore organizations = new OrganizationStore();
    private final UserStore users = new UserStore();
    private final AttachmentStore attachments = new AttachmentStore();

    public OrganizationFounder(
            InstantSource clock,
            Identifiers identifiers,
            MemberAccounts members,
            AccessKeyIssuer issuer) {
        this.clock = clock;
        this.identifiers = identifiers;
        this.members = members;
        this.issuer = issuer;
    }

    /** What was founded; the key's secret is told this once. */
    public record Founded(Organization organization, User administrator, IssuedKey key) {}

    /** The management account that was founded before, if any. */
    public Optional<AccountId> managementAccount(Handle db) {
        return organizations.first(db).map(Organization::managementAccount);
    }

    /**
     * Makes the management account, its organization with all features, and an IAM user in it that
     * has AdministratorAccess.
     *
     * @param accountName for example {@code hub}
     * @param email the account's address
     * @param userName the administrator's name
     * @throws IllegalStateException if an account has that address already
     */
    public Founded found(Handle db, String accountName, String email, String userName) {
        var account =
                members.insert(db, Optional.empty(), accountName, email)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "There is an account with the address " + email));
        var organization = organize(db, account.id(), email, true);
        var user =
                new User(
                        account.id(),
                        identifiers.userId(),
                        userName,
                        "/",
                        clock.instant(),
                        Optional.empty());
        users.insert(db, user);
        attachments.attach(
                db,
                account.id(),
                user.id(),
                MemberAccounts.ADMINISTRATOR_ACCESS,
                "AdministratorAccess");
        return new Founded(organization, user, issuer.issue(db, user));
    }

    /** Makes an organization that an account, which is in none, manages. */
    public Organization organize(
            Handle db, AccountId management, String email, boolean allFeatures) {
        var account = accounts.find(db, management).orElseThrow();
        var organization =
                new Organization(
                        identifiers.organizationId(),
                        identifiers.rootId(),
                        management,
                        email,
                        allFeatures,
                        clock.instant());
        organizations.insert(db, organization);
        accounts.join(
                db,
                new Account(
                        account.id(),
                        Optional.of(organization.id()),
                        account.name(),
                        account.email(),
                        true,
                        clock.instant()));
        return organization;
    }
}

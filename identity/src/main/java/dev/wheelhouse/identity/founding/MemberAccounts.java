package dev.wheelhouse.identity.founding;

import dev.wheelhouse.identity.Account;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Identifiers;
import dev.wheelhouse.identity.Organization;
import dev.wheelhouse.identity.Role;
import dev.wheelhouse.identity.sql.AccountStore;
import dev.wheelhouse.identity.sql.AttachmentStore;
import dev.wheelhouse.identity.sql.ControlPolicyStore;
import dev.wheelhouse.identity.sql.RoleStore;
import dev.wheelhouse.store.sql.Handle;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Makes accounts. Thread-safe. */
public final class MemberAccounts {
    /** The role that CreateAccount makes unless the request names another. */
    public static final String ACCESS_ROLE = "OrganizationAccountAccessRole";

    static final String ADMINISTRATOR_ACCESS = "arn:aws:iam::aws:policy/AdministratorAccess";

    private final InstantSource clock;
    private final Identifiers identifiers;
    private final AccountStore accounts = new AccountStore();
    private final ControlPolicyStore controls = new ControlPolicyStore();
    private final RoleStore roles = new RoleStore();
    private final AttachmentStore attachments = new AttachmentStore();

    public MemberAccounts(InstantSource clock, Identifiers identifiers) {
        this.clock = clock;
        this.identifiers = identifiers;
    }

    /**
     * Makes an account in an organization, with a role that has AdministratorAccess and trusts the
     * management account.
     *
     * @return empty when an account has that address already
     */
    public Optional<Account> create(
            Handle db, Organization organization, String name, String email, String roleName) {
        var account = insert(db, Optional.of(organization.id()), name, email);
        account.ifPresent(made -> {
            accessRole(db, made.id(), organization.managementAccount(), roleName);
            controls.welcome(db, organization.id(), made.id().value());
        });
        return account;
    }

    /** Makes an account; empty when one has that address already. */
    Optional<Account> insert(Handle db, Optional<String> organization, String name, String email) {
        if (accounts.findByEmail(db, email).isPresent()) {
            return Optional.empty();
        }
        while (true) {
            var account =
                    new Account(
                            identifiers.account(),
                            organization,
                            name,
                            email,
                            false,
                            clock.instant());
            if (accounts.insert(db, account)) {
                return Optional.of(account);
            }
        }
    }

    private void accessRole(
            Handle db, AccountId account, AccountId managementAccount, String roleName) {
        var role =
                new Role(
                        account,
                        identifiers.roleId(),
                        roleName,
                        "/",
                        clock.instant(),
                        "",
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
                        "Principal":{"AWS":"arn:aws:iam::%s:root"},"Action":"sts:AssumeRole"}]}\
                        """
                                .formatted(managementAccount),
                        Duration.ofHours(1),
                        Optional.empty());
        roles.insert(db, role);
        attachments.attach(db, account, role.id(), ADMINISTRATOR_ACCESS, "AdministratorAccess");
    }
}

package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.AwsManagedPolicies;
import dev.wheelhouse.identity.Identifiers;
import dev.wheelhouse.identity.access.AccessKeySecrets;
import dev.wheelhouse.identity.access.Callers;
import dev.wheelhouse.identity.access.CredentialUses;
import dev.wheelhouse.identity.access.SessionIssuer;
import dev.wheelhouse.identity.founding.AccessKeyIssuer;
import dev.wheelhouse.identity.founding.MemberAccounts;
import dev.wheelhouse.identity.founding.OrganizationFounder;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.Sealer;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** All that this module offers, put together. Thread-safe. */
public final class IdentityServices {
    private final Callers callers;
    private final AccessKeySecrets secrets;
    private final CredentialUses uses;
    private final OrganizationFounder founder;
    private final IamService iam;
    private final IamActions iamActions;
    private final StsService sts;
    private final OrganizationsService organizations;

    /**
     * @param random a cryptographic source of randomness that several threads may use
     */
    public IdentityServices(
            Database database,
            Journal journal,
            Sealer sealer,
            InstantSource clock,
            RandomGenerator random) {
        var identifiers = new Identifiers(random);
        var managed = AwsManagedPolicies.load();
        var desk = new Desk(Desk.Work.of(database), journal, clock, identifiers);
        var keyIssuer = new AccessKeyIssuer(sealer, clock, identifiers);
        var sessionIssuer = new SessionIssuer(sealer, clock, identifiers);
        var members = new MemberAccounts(clock, identifiers);
        this.callers = new Callers(clock, managed);
        this.secrets = new AccessKeySecrets(sealer);
        this.uses = new CredentialUses(database);
        this.founder = new OrganizationFounder(clock, identifiers, members, keyIssuer);
        this.iam = new IamService(desk, managed, keyIssuer);
        this.iamActions = new IamActions(desk, managed, keyIssuer);
        this.sts = new StsService(desk, managed, callers, sessionIssuer);
        this.organizations = new OrganizationsService(desk, founder, members);
    }

    /** Who calls. */
    public Callers callers() {
        return callers;
    }

    /** What signatures are verified with. */
    public AccessKeySecrets secrets() {
        return secrets;
    }

    /** Where the last use of access keys is noted. */
    public CredentialUses uses() {
        return uses;
    }

    /** Makes the first account. */
    public OrganizationFounder founder() {
        return founder;
    }

    public IamService iam() {
        return iam;
    }

    /** IAM for those who are in a transaction already. */
    public IamActions iamActions() {
        return iamActions;
    }

    public StsService sts() {
        return sts;
    }

    public OrganizationsService organizations() {
        return organizations;
    }
}

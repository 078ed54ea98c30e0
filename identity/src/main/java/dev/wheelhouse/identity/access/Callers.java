package dev.wheelhouse.identity.access;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.AwsManagedPolicies;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.CallerReference;
import dev.wheelhouse.identity.Decision;
import dev.wheelhouse.identity.RequestFacts;
import dev.wheelhouse.identity.Role;
import dev.wheelhouse.identity.ServicePrincipal;
import dev.wheelhouse.identity.policy.Evaluator;
import dev.wheelhouse.identity.policy.PolicyDocument;
import dev.wheelhouse.identity.policy.RequestContext;
import dev.wheelhouse.identity.policy.ResourceGrant;
import dev.wheelhouse.identity.policy.Subject;
import dev.wheelhouse.identity.sql.GroupStore;
import dev.wheelhouse.identity.sql.RoleStore;
import dev.wheelhouse.identity.sql.UserStore;
import dev.wheelhouse.store.sql.Handle;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes callers, with the policies that bind them read from the database at that moment.
 * Thread-safe; each method reads in the transaction of the handle it is given.
 */
public final class Callers {
    private final InstantSource clock;
    private final PolicyCache policies = new PolicyCache();
    private final SubjectLoader loader;
    private final UserStore users = new UserStore();
    private final GroupStore groups = new GroupStore();
    private final RoleStore roles = new RoleStore();

    public Callers(InstantSource clock, AwsManagedPolicies managed) {
        this.clock = clock;
        this.loader = new SubjectLoader(managed, policies);
    }

    /** Whoever a key belongs to, read at one moment. */
    @FunctionalInterface
    interface Holder {
        /**
         * The caller of a request.
         *
         * @return empty when the key has expired by the request's time
         */
        Optional<Caller> calling(RequestFacts facts);
    }

    /** Who a key belongs to; empty when whoever that was has been deleted since. */
    Optional<Holder> ofKey(Handle db, KnownKey known) {
        return switch (known) {
            case KnownKey.OfUser(var user) ->
                    users.findById(db, user.account(), user.key().userId())
                            .map(found -> loader.user(db, found))
                            .map(holder -> facts -> Optional.of(holder.calling(facts)));
            case KnownKey.OfSession(var session) ->
                    loader.load(db, session.caller(), Optional.of(session.issued()))
                            .map(holder ->
                                    facts ->
                                            session.expires().isAfter(facts.time())
                                                    ? Optional.of(holder.calling(facts))
                                                    : Optional.empty());
        };
    }

    /**
     * Assumes a role for a service that acts on somebody's behalf: a launch role, a stack's role.
     *
     * @param roleArn the role's ARN
     * @param sessionName 2 to 64 letters, digits and {@code _+=,.@-}
     * @throws RoleNotAssumableException if there is no such role or its trust policy does not allow
     *     the service
     */
    public Caller assume(Handle db, String roleArn, String sessionName, ServicePrincipal service) {
        var role =
                findRole(db, roleArn)
                        .orElseThrow(
                                () -> new RoleNotAssumableException(roleArn, "does not exist"));
        if (!trusts(role, service)) {
            throw new RoleNotAssumableException(
                    roleArn, "does not trust " + service + " in its trust policy");
        }
        var now = clock.instant();
        return loader.role(db, role, CallerReference.Session.named(sessionName), Optional.of(now))
                .calling(RequestFacts.ofService(now));
    }

    /**
     * Who a reference names, with the policies of now; for a job that acts as who asked.
     *
     * @throws PrincipalGoneException if the user or role was deleted since
     */
    public Caller restore(Handle db, CallerReference reference) {
        var now = clock.instant();
        return loader.load(db, reference, Optional.of(now))
                .map(known -> known.calling(RequestFacts.ofService(now)))
                .orElseThrow(() -> new PrincipalGoneException(reference));
    }

    /** Whether this ARN is that of an existing role. */
    public boolean roleExists(Handle db, String roleArn) {
        return findRole(db, roleArn).isPresent();
    }

    /** The role of this ARN; the path counts. */
    public Optional<Role> findRole(Handle db, String roleArn) {
        return roles.findByArn(db, roleArn);
    }

    /** Whether this ARN is that of an existing user, group, role or account root. */
    public boolean principalExists(Handle db, String arn) {
        return Arn.find(arn)
                .filter(found -> found.service().equals("iam") && found.accountId().isPresent())
                .map(found ->
                        switch (found.resourceType()) {
                            case "user" ->
                                    users.find(db, account(found), found.resourceName())
                                            .filter(user -> user.arn().equals(arn))
                                            .isPresent();
                            case "group" ->
                                    groups.find(db, account(found), found.resourceName())
                                            .filter(group -> group.arn().equals(arn))
                                            .isPresent();
                            case "role" -> roleExists(db, arn);
                            case "root" -> loader.accountExists(db, account(found));
                            default -> false;
                        })
                .orElse(false);
    }

    /** Whether a role's trust policy lets a service assume it. */
    public boolean trusts(Role role, ServicePrincipal service) {
        var subject =
                new Subject(
                        Subject.Kind.SERVICE,
                        role.account(),
                        service.value(),
                        service.value(),
                        service.value(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        List.of());
        var context =
                new RequestContext(
                        Map.of(
                                "aws:CurrentTime", List.of(clock.instant().toString()),
                                "aws:EpochTime",
                                        List.of(Long.toString(clock.instant().getEpochSecond())),
                                "aws:SourceAccount", List.of(role.account().value()),
                                "aws:PrincipalIsAWSService", List.of("true"),
                                "aws:PrincipalServiceName", List.of(service.value()),
                                "aws:SecureTransport", List.of("true"),
                                "aws:ResourceAccount", List.of(role.account().value())));
        var grant =
                new ResourceGrant(
                        role.account(),
                        policies.read(role.trustPolicy(), PolicyDocument.Kind.TRUST),
                        ResourceGrant.Kind.TRUST);
        return Evaluator.decide(
                        subject,
                        new Evaluator.Question(
                                "sts:AssumeRole", role.arn(), context, Optional.of(grant)))
                instanceof Decision.Allowed;
    }

    private static AccountId account(Arn arn) {
        return arn.accountId().orElseThrow();
    }
}

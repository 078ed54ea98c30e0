package dev.wheelhouse.identity.access;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.AwsManagedPolicies;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.CallerReference;
import dev.wheelhouse.identity.RequestFacts;
import dev.wheelhouse.identity.Role;
import dev.wheelhouse.identity.User;
import dev.wheelhouse.identity.policy.NamedPolicy;
import dev.wheelhouse.identity.policy.PolicyDocument;
import dev.wheelhouse.identity.policy.Subject;
import dev.wheelhouse.identity.sql.AccountStore;
import dev.wheelhouse.identity.sql.ControlPolicyStore;
import dev.wheelhouse.identity.sql.RoleStore;
import dev.wheelhouse.identity.sql.SubjectStore;
import dev.wheelhouse.identity.sql.UserStore;
import dev.wheelhouse.store.sql.Handle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what binds a user or role and makes a caller of it. */
final class SubjectLoader {
    private final AwsManagedPolicies managed;
    private final PolicyCache policies;

    /** Service control policies don't bind the roles that services made for themselves. */
    private static final String SERVICE_LINKED = "/aws-service-role/";

    private final ControlPolicyStore controlPolicies = new ControlPolicyStore();
    private final SubjectStore subjects = new SubjectStore();
    private final UserStore users = new UserStore();
    private final RoleStore roles = new RoleStore();
    private final AccountStore accounts = new AccountStore();

    SubjectLoader(AwsManagedPolicies managed, PolicyCache policies) {
        this.managed = managed;
        this.policies = policies;
    }

    boolean accountExists(Handle db, AccountId account) {
        return accounts.find(db, account).isPresent();
    }

    /** Whoever was read; what is known of a request makes the caller of it. */
    @FunctionalInterface
    interface Known {
        Caller calling(RequestFacts facts);
    }

    /** Whom a reference names; empty when deleted, or made anew under the same name. */
    Optional<Known> load(Handle db, CallerReference reference, Optional<Instant> issued) {
        var type = Arn.parse(reference.principalArn()).resourceType();
        if (type.equals("root")) {
            return accounts.find(db, reference.account())
                    .map(account -> root(db, reference, issued));
        }
        if (type.equals("user")) {
            return users.findById(db, reference.account(), reference.principalId())
                    .map(user -> user(db, user, reference.session(), issued));
        }
        return reference
                .session()
                .flatMap(session ->
                        roles.findById(db, reference.account(), reference.principalId())
                                .map(role -> role(db, role, session, issued)));
    }

    Known user(Handle db, User user) {
        return user(db, user, Optional.empty(), Optional.empty());
    }

    private Known user(
            Handle db,
            User user,
            Optional<CallerReference.Session> session,
            Optional<Instant> issued) {
        var loaded = new Loaded(db, user.account(), user.id(), user.boundary());
        return facts -> user(loaded, user, session, facts, issued);
    }

    private Caller user(
            Loaded loaded,
            User user,
            Optional<CallerReference.Session> session,
            RequestFacts facts,
            Optional<Instant> issued) {
        var keys = new RequestKeys(facts);
        keys.principal(user.account(), user.arn(), user.id(), "User");
        keys.put("aws:username", user.name());
        loaded.organization.ifPresent(id -> keys.put("aws:PrincipalOrgID", id));
        loaded.tags.forEach((key, value) -> keys.put("aws:PrincipalTag/" + key, value));
        if (session.isPresent()) {
            keys.temporary(issued);
        }
        return new PolicyCaller(
                new Subject(
                        Subject.Kind.USER,
                        user.account(),
                        user.arn(),
                        user.arn(),
                        user.id(),
                        loaded.policies,
                        loaded.boundary,
                        session.map(this::sessionPolicies).orElse(List.of()),
                        loaded.controls),
                user.id(),
                loaded.groups,
                keys.context(),
                new CallerReference(user.account(), user.arn(), user.id(), session),
                policies);
    }

    Known role(Handle db, Role role, CallerReference.Session session, Optional<Instant> issued) {
        var loaded = new Loaded(db, role.account(), role.id(), role.boundary());
        return facts -> role(loaded, role, session, facts, issued);
    }

    private Caller role(
            Loaded loaded,
            Role role,
            CallerReference.Session session,
            RequestFacts facts,
            Optional<Instant> issued) {
        var userId = role.id() + ":" + session.name();
        var keys = new RequestKeys(facts);
        keys.principal(role.account(), role.arn(), userId, "AssumedRole");
        keys.temporary(issued);
        loaded.organization.ifPresent(id -> keys.put("aws:PrincipalOrgID", id));
        var tags = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        tags.putAll(loaded.tags);
        tags.putAll(session.tags());
        tags.forEach((key, value) -> keys.put("aws:PrincipalTag/" + key, value));
        session.sourceIdentity().ifPresent(value -> keys.put("aws:SourceIdentity", value));
        return new PolicyCaller(
                new Subject(
                        Subject.Kind.ROLE_SESSION,
                        role.account(),
                        role.sessionArn(session.name()),
                        role.arn(),
                        role.id(),
                        loaded.policies,
                        loaded.boundary,
                        sessionPolicies(session),
                        role.path().startsWith(SERVICE_LINKED) ? List.of() : loaded.controls),
                userId,
                List.of(),
                keys.context(),
                new CallerReference(role.account(), role.arn(), role.id(), Optional.of(session)),
                policies);
    }

    private Known root(Handle db, CallerReference reference, Optional<Instant> issued) {
        var account = reference.account();
        var loaded = new Loaded(db, account, account.value(), Optional.empty());
        return facts -> root(loaded, reference, facts, issued);
    }

    private Caller root(
            Loaded loaded,
            CallerReference reference,
            RequestFacts facts,
            Optional<Instant> issued) {
        var account = reference.account();
        var keys = new RequestKeys(facts);
        keys.principal(account, reference.principalArn(), account.value(), "Account");
        loaded.organization.ifPresent(id -> keys.put("aws:PrincipalOrgID", id));
        if (reference.session().isPresent()) {
            keys.temporary(issued);
        }
        return new PolicyCaller(
                new Subject(
                        Subject.Kind.ROOT,
                        account,
                        reference.principalArn(),
                        reference.principalArn(),
                        account.value(),
                        List.of(),
                        Optional.empty(),
                        reference.session().map(this::sessionPolicies).orElse(List.of()),
                        loaded.controls),
                account.value(),
                List.of(),
                keys.context(),
                reference,
                policies);
    }

    private List<NamedPolicy> sessionPolicies(CallerReference.Session session) {
        var named = new ArrayList<NamedPolicy>();
        for (var text : session.policies()) {
            named.add(
                    new NamedPolicy(
                            "of session " + session.name(),
                            policies.read(text, PolicyDocument.Kind.IDENTITY)));
        }
        return named;
    }

    /** What the database says about one user or role. */
    private final class Loaded {
        private final List<NamedPolicy> policies = new ArrayList<>();
        private final List<String> groups = new ArrayList<>();
        private final Map<String, String> tags = new TreeMap<>();
        private List<List<NamedPolicy>> controls = List.of();
        private Optional<NamedPolicy> boundary = Optional.empty();
        private Optional<String> organization = Optional.empty();

        Loaded(Handle db, AccountId account, String id, Optional<String> boundaryArn) {
            for (var fact : subjects.load(db, account, id, boundaryArn)) {
                var content = fact.content();
                switch (fact.kind()) {
                    case INLINE -> policies.add(named(fact.name(), content));
                    case MANAGED -> policies.add(managed(fact.name(), content));
                    case BOUNDARY -> boundary = Optional.of(managed(fact.name(), content));
                    case GROUP -> groups.add(Arn.iam(account, "group" + fact.name()).toString());
                    case TAG -> tags.put(fact.name(), content.orElse(""));
                    case ORGANIZATION -> organization = Optional.of(fact.name());
                    case CONTROLLED ->
                            controls = levels(db, fact.name(), content.orElseThrow(), account);
                }
            }
            if (boundary.isEmpty()) {
                boundary = boundaryArn.map(arn -> managed(arn, Optional.empty()));
            }
        }

        private List<List<NamedPolicy>> levels(
                Handle db, String organizationId, String root, AccountId account) {
            return controlPolicies.levels(db, organizationId, root, account).stream()
                    .map(level ->
                            level.stream()
                                    .map(policy ->
                                            named(policy.name(), Optional.of(policy.content())))
                                    .toList())
                    .toList();
        }

        private NamedPolicy managed(String arn, Optional<String> document) {
            return named(
                    Arn.parse(arn).resourceName(),
                    document.or(() -> managed.find(arn).map(found -> found.version().document())));
        }

        private NamedPolicy named(String name, Optional<String> document) {
            return new NamedPolicy(
                    name,
                    document.map(text ->
                                    SubjectLoader.this.policies.read(
                                            text, PolicyDocument.Kind.IDENTITY))
                            .orElseGet(PolicyDocument::denyingAll));
        }
    }
}

package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.CallerReference;
import dev.wheelhouse.identity.Role;
import dev.wheelhouse.identity.access.Callers;
import dev.wheelhouse.identity.access.RoleQuestions;
import dev.wheelhouse.identity.access.SessionIssuer;
import dev.wheelhouse.identity.policy.MalformedPolicyException;
import dev.wheelhouse.identity.policy.PolicyDocument;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.wire.ServiceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/** AssumeRole of the STS API. */
final class AssumedRoles {
    private static final int DEFAULT_SECONDS = 3_600;
    private static final Duration CHAINED = Duration.ofHours(1);
    private static final int PACKED_CHARACTERS = 2_048;

    /** Managed policies of a session (API reference of AssumeRole, {@code PolicyArns}). */
    private static final int MOST_MANAGED = 10;

    private final Desk desk;
    private final Callers callers;
    private final SessionIssuer issuer;
    private final PolicyCatalog catalog;

    AssumedRoles(Desk desk, Callers callers, SessionIssuer issuer, PolicyCatalog catalog) {
        this.desk = desk;
        this.callers = callers;
        this.issuer = issuer;
        this.catalog = catalog;
    }

    AssumeRoleResponse assume(Call call, AssumeRoleRequest request) {
        Sessions.parsed(request.roleArn());
        if (call.caller().principalArn().endsWith(":root")) {
            throw StsError.ACCESS_DENIED.because("Roles may not be assumed by root accounts.");
        }
        Sessions.refuseMfa(request.serialNumber(), request.tokenCode());
        if (!request.providedContexts().isEmpty()) {
            throw StsError.VALIDATION.because("ProvidedContexts are not built.");
        }
        return desk.database()
                .write(db -> {
                    var found = callers.findRole(db, request.roleArn());
                    if (found.isEmpty()) {
                        throw noRole(call, request.roleArn());
                    }
                    var role = found.get();
                    var inherited = inherited(call);
                    requireTrust(db, call, role, request, inherited);
                    var lifetime = lifetime(call, role, request);
                    var session = session(db, call, request, inherited);
                    var issued =
                            issuer.issue(
                                    db,
                                    new CallerReference(
                                            role.account(),
                                            role.arn(),
                                            role.id(),
                                            Optional.of(session)),
                                    lifetime);
                    desk.created(
                            db,
                            call,
                            "sts:AssumeRole",
                            role.arn(),
                            Value.object("roleSessionName", Value.text(session.name()))
                                    .with("accessKeyId", Value.text(issued.accessKeyId())));
                    return answer(role, session, issued);
                });
    }

    /** As if the role were there and did not trust the caller: which roles exist is not told. */
    private static RuntimeException noRole(Call call, String roleArn) {
        var arn = Sessions.parsed(roleArn);
        var owner = arn.accountId().orElse(call.account());
        call.require(
                AccessRequest.to("sts:AssumeRole", roleArn)
                        .under(new AccessRequest.ResourcePolicy(owner, "")));
        return new IllegalStateException("A trust policy that says nothing allowed something");
    }

    private void requireTrust(
            Handle db,
            Call call,
            Role role,
            AssumeRoleRequest request,
            Map<String, String> inherited) {
        var trust = new AccessRequest.ResourcePolicy(role.account(), role.trustPolicy());
        var tagged = new LinkedHashMap<>(inherited);
        tagged.putAll(given(request.tags()));
        var question =
                RoleQuestions.about(db, "sts:AssumeRole", role)
                        .under(trust)
                        .with("sts:RoleSessionName", request.roleSessionName())
                        .withRequestTags(tagged);
        if (request.externalId() != null) {
            question = question.with("sts:ExternalId", request.externalId());
        }
        if (request.sourceIdentity() != null) {
            question = question.with("sts:SourceIdentity", request.sourceIdentity());
        }
        if (!request.transitiveTagKeys().isEmpty()) {
            question =
                    question.with(
                            "sts:TransitiveTagKeys",
                            request.transitiveTagKeys().toArray(String[]::new));
        }
        call.require(question);
        if (!tagged.isEmpty()) {
            call.require(as("sts:TagSession", question));
        }
        if (request.sourceIdentity() != null) {
            call.require(as("sts:SetSourceIdentity", question));
        }
    }

    private static AccessRequest as(String action, AccessRequest question) {
        return new AccessRequest(
                action, question.resource(), question.context(), question.resourcePolicy());
    }

    private static Duration lifetime(Call call, Role role, AssumeRoleRequest request) {
        var wanted =
                Duration.ofSeconds(
                        Optional.ofNullable(request.durationSeconds()).orElse(DEFAULT_SECONDS));
        var chained =
                call.caller().reference().session().isPresent()
                        && !call.caller().principalArn().equals(call.caller().arn());
        if (chained && wanted.compareTo(CHAINED) > 0) {
            throw StsError.VALIDATION.because(
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles"
                            + " assumed by role chaining.");
        }
        if (wanted.compareTo(role.maxSession()) > 0) {
            throw StsError.VALIDATION.because(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this"
                            + " role.");
        }
        return wanted;
    }

    private CallerReference.Session session(
            Handle db, Call call, AssumeRoleRequest request, Map<String, String> inherited) {
        var own = given(request.tags());
        for (var key : own.keySet()) {
            if (inherited.keySet().stream().anyMatch(key::equalsIgnoreCase)) {
                throw StsError.VALIDATION.because(
                        "One of the specified transitive tag keys can't be set because it"
                                + " conflicts with a transitive tag key from the calling"
                                + " session.");
            }
        }
        var all = new LinkedHashMap<>(inherited);
        all.putAll(own);
        var transitive = new LinkedHashSet<>(inherited.keySet());
        transitive.addAll(request.transitiveTagKeys());
        if (!all.keySet().containsAll(transitive)) {
            throw StsError.VALIDATION.because(
                    "The specified transitive tag key must be included in the requested tags.");
        }
        return new CallerReference.Session(
                request.roleSessionName(),
                policies(db, call, request),
                all,
                List.copyOf(transitive),
                sourceIdentity(call, request));
    }

    private static Optional<String> sourceIdentity(Call call, AssumeRoleRequest request) {
        var known =
                call.caller().reference().session().flatMap(session -> session.sourceIdentity());
        var wanted = Optional.ofNullable(request.sourceIdentity());
        if (known.isPresent() && wanted.isPresent() && !known.equals(wanted)) {
            throw StsError.ACCESS_DENIED.because(
                    "The source identity of a session can't be changed: it is " + known.get());
        }
        return known.or(() -> wanted);
    }

    private List<String> policies(Handle db, Call call, AssumeRoleRequest request) {
        var texts = new ArrayList<String>();
        if (request.policy() != null) {
            texts.add(checked(request.policy()));
        }
        if (request.policyArns().size() > MOST_MANAGED) {
            throw StsError.VALIDATION.because(
                    "1 validation error detected: Value at 'policyArns' failed to satisfy"
                            + " constraint: Member must have length less than or equal to "
                            + MOST_MANAGED);
        }
        for (PolicyDescriptorType descriptor : request.policyArns()) {
            var policy =
                    Optional.ofNullable(descriptor.arn())
                            .flatMap(arn ->
                                    catalog.find(db, call.account(), arn)
                                            .flatMap(found ->
                                                    catalog.inForce(db, call.account(), found)))
                            .orElseThrow(() ->
                                    StsError.MALFORMED_POLICY_DOCUMENT.because(
                                            "The managed policy "
                                                    + descriptor.arn()
                                                    + " does not exist or is not"
                                                    + " attachable."));
            texts.add(policy.document());
        }
        return texts;
    }

    private static String checked(String policy) {
        try {
            PolicyDocument.parse(policy);
        } catch (MalformedPolicyException cause) {
            throw malformed(cause);
        }
        if (policy.length() > PACKED_CHARACTERS) {
            throw StsError.PACKED_POLICY_TOO_LARGE.because(
                    "Packed policy consumes "
                            + policy.length() * 100 / PACKED_CHARACTERS
                            + "% of allotted space, please use smaller policy.");
        }
        return policy;
    }

    private static ServiceException malformed(MalformedPolicyException cause) {
        return StsError.MALFORMED_POLICY_DOCUMENT.because(cause.complaint());
    }

    /** The tags that go on from the session of who calls. */
    private static Map<String, String> inherited(Call call) {
        var inherited = new LinkedHashMap<String, String>();
        call.caller()
                .reference()
                .session()
                .ifPresent(session ->
                        session.transitiveTagKeys()
                                .forEach(key ->
                                        inherited.put(key, session.tags().getOrDefault(key, ""))));
        return inherited;
    }

    private static Map<String, String> given(List<Tag> tags) {
        var given = new LinkedHashMap<String, String>();
        var keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (var tag : tags) {
            if (!keys.add(tag.key())) {
                throw StsError.INVALID_PARAMETER_VALUE.because(
                        "Duplicate tag keys found. Please note that Tag keys are case"
                                + " insensitive.");
            }
            if (tag.key().toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw StsError.INVALID_PARAMETER_VALUE.because(
                        "Tag keys starting with 'aws:' are reserved for internal use.");
            }
            given.put(tag.key(), tag.value());
        }
        return given;
    }

    private static AssumeRoleResponse answer(
            Role role, CallerReference.Session session, SessionIssuer.IssuedSession issued) {
        var answer =
                AssumeRoleResponse.builder()
                        .credentials(Sessions.credentials(issued))
                        .assumedRoleUser(user ->
                                user.assumedRoleId(role.id() + ":" + session.name())
                                        .arn(role.sessionArn(session.name())));
        session.sourceIdentity().ifPresent(answer::sourceIdentity);
        var packed =
                session.policies().stream().mapToInt(String::length).sum()
                        + session.tags().entrySet().stream()
                                .mapToInt(tag -> tag.getKey().length() + tag.getValue().length())
                                .sum();
        if (packed > 0) {
            answer.packedPolicySize(Math.clamp(packed * 100L / PACKED_CHARACTERS, 1, 100));
        }
        return answer.build();
    }
}

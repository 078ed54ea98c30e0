package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.policy.PolicyDocument;
import dev.wheelhouse.identity.sql.AttachmentStore;
import dev.wheelhouse.identity.sql.AttachmentStore.Attached;
import dev.wheelhouse.identity.sql.InlinePolicyStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/**
 * The policies of one kind of principal, inline and attached: what the actions for users, groups
 * and roles have in common.
 */
final class PrincipalPolicies {
    private static final int MOST_ATTACHED = 10;

    private final Principal.Kind kind;
    private final Desk desk;
    private final PolicyCatalog catalog;
    private final Principals principals = new Principals();
    private final InlinePolicyStore inline = new InlinePolicyStore();
    private final AttachmentStore attachments = new AttachmentStore();

    PrincipalPolicies(Principal.Kind kind, Desk desk, PolicyCatalog catalog) {
        this.kind = kind;
        this.desk = desk;
        this.catalog = catalog;
    }

    void put(Call call, String principalName, String policyName, String document) {
        desk.database()
                .write(db -> {
                    var action = "Put" + kind.suffix() + "Policy";
                    var principal = required(db, call, action, principalName);
                    ServiceLinkedRoles.requireModifiable(principal.arn());
                    Documents.checked(document, PolicyDocument.Kind.IDENTITY);
                    requireSize(db, principal, policyName, document);
                    var before = inline.find(db, call.account(), principal.id(), policyName);
                    inline.put(db, call.account(), principal.id(), policyName, document);
                    var after = state(policyName, document);
                    if (before.isPresent()) {
                        desk.changed(
                                db,
                                call,
                                "iam:" + action,
                                principal.arn(),
                                state(policyName, before.get()),
                                after);
                    } else {
                        desk.created(db, call, "iam:" + action, principal.arn(), after);
                    }
                    return Optional.empty();
                });
    }

    private void requireSize(Handle db, Principal principal, String policyName, String document) {
        var size =
                inline.sizeOfOthers(db, principal.account(), principal.id(), policyName)
                        + Documents.size(document);
        if (size > kind.inlineQuota()) {
            throw IamError.LIMIT_EXCEEDED.because(
                    "Maximum policy size of %d bytes exceeded for %s %s"
                            .formatted(kind.inlineQuota(), kind.word(), principal.name()));
        }
    }

    /** An inline policy. */
    record Inline(String principalName, String policyName, String document) {
        String encoded() {
            return Documents.encoded(document);
        }
    }

    Inline get(Call call, String principalName, String policyName) {
        return desk.database()
                .read(db -> {
                    var principal =
                            required(db, call, "Get" + kind.suffix() + "Policy", principalName);
                    var document =
                            inline.find(db, call.account(), principal.id(), policyName)
                                    .orElseThrow(() -> noInline(policyName));
                    return new Inline(principal.name(), policyName, document);
                });
    }

    Paged<String> list(
            Call call, String principalName, @Nullable String marker, @Nullable Integer maxItems) {
        return desk.database()
                .read(db -> {
                    var principal =
                            required(db, call, "List" + kind.suffix() + "Policies", principalName);
                    return Paged.read(
                            "List" + kind.suffix() + "Policies",
                            marker,
                            maxItems,
                            (after, limit) ->
                                    inline.names(db, call.account(), principal.id(), after, limit),
                            Function.identity());
                });
    }

    void delete(Call call, String principalName, String policyName) {
        desk.database()
                .write(db -> {
                    var action = "Delete" + kind.suffix() + "Policy";
                    var principal = required(db, call, action, principalName);
                    ServiceLinkedRoles.requireModifiable(principal.arn());
                    var before =
                            inline.find(db, call.account(), principal.id(), policyName)
                                    .orElseThrow(() -> noInline(policyName));
                    inline.delete(db, call.account(), principal.id(), policyName);
                    desk.deleted(
                            db, call, "iam:" + action, principal.arn(), state(policyName, before));
                    return Optional.empty();
                });
    }

    void attach(Call call, String principalName, String policyArn) {
        desk.database()
                .write(db -> {
                    var action = "Attach" + kind.suffix() + "Policy";
                    var principal = principals.find(db, call, action, kind, principalName);
                    call.require(principal.asking(action).with("iam:PolicyARN", policyArn));
                    ServiceLinkedRoles.requireModifiable(principal.arn());
                    var policy =
                            catalog.find(db, call.account(), policyArn)
                                    .orElseThrow(() -> noPolicy(policyArn));
                    if (attachments.attach(
                            db, call.account(), principal.id(), policyArn, policy.name())) {
                        Quotas.requireRoom(
                                "PoliciesPer" + kind.suffix(),
                                MOST_ATTACHED,
                                attachments
                                        .of(
                                                db,
                                                call.account(),
                                                principal.id(),
                                                "",
                                                MOST_ATTACHED + 1)
                                        .size());
                        desk.created(
                                db, call, "iam:" + action, principal.arn(), Value.text(policyArn));
                    }
                    return Optional.empty();
                });
    }

    void detach(Call call, String principalName, String policyArn) {
        desk.database()
                .write(db -> {
                    var action = "Detach" + kind.suffix() + "Policy";
                    var principal = principals.find(db, call, action, kind, principalName);
                    call.require(principal.asking(action).with("iam:PolicyARN", policyArn));
                    ServiceLinkedRoles.requireModifiable(principal.arn());
                    if (!attachments.detach(db, call.account(), principal.id(), policyArn)) {
                        throw IamError.NO_SUCH_ENTITY.because(
                                "Policy " + policyArn + " was not found.");
                    }
                    desk.deleted(db, call, "iam:" + action, principal.arn(), Value.text(policyArn));
                    return Optional.empty();
                });
    }

    Paged<AttachedPolicy> listAttached(
            Call call,
            String principalName,
            @Nullable String pathPrefix,
            @Nullable String marker,
            @Nullable Integer maxItems) {
        var prefix = Optional.ofNullable(pathPrefix).orElse("/");
        return desk.database()
                .read(db -> {
                    var principal =
                            required(
                                    db,
                                    call,
                                    "ListAttached" + kind.suffix() + "Policies",
                                    principalName);
                    var attached =
                            attachments.of(db, call.account(), principal.id(), "", 1_000).stream()
                                    .filter(one -> path(one).startsWith(prefix))
                                    .toList();
                    var page =
                            Paged.read(
                                    "ListAttached" + kind.suffix() + "Policies",
                                    marker,
                                    maxItems,
                                    Paged.of(attached, Attached::arn),
                                    Attached::arn);
                    return new Paged<>(
                            page.items().stream().map(PrincipalPolicies::sdk).toList(),
                            page.truncated(),
                            page.marker());
                });
    }

    private Principal required(Handle db, Call call, String action, String name) {
        var principal = principals.find(db, call, action, kind, name);
        call.require(principal.asking(action));
        return principal;
    }

    private static RuntimeException noInline(String policyName) {
        return IamError.NO_SUCH_ENTITY.because(
                "The policy with name " + policyName + " cannot be found.");
    }

    private static RuntimeException noPolicy(String policyArn) {
        return IamError.NO_SUCH_ENTITY.because(
                "Policy " + policyArn + " does not exist or is not attachable.");
    }

    private static String path(Attached attached) {
        var arn = attached.arn();
        return arn.substring(arn.indexOf(":policy/") + 7, arn.lastIndexOf('/') + 1);
    }

    private static AttachedPolicy sdk(Attached attached) {
        return AttachedPolicy.builder()
                .policyName(attached.name())
                .policyArn(attached.arn())
                .build();
    }

    private static Value state(String name, String document) {
        return Value.object("policyName", Value.text(name))
                .with("policyDocument", Value.text(document));
    }
}

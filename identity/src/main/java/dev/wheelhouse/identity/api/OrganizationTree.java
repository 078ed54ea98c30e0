package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Organization;
import dev.wheelhouse.identity.Tag;
import dev.wheelhouse.identity.sql.AccountStore;
import dev.wheelhouse.identity.sql.ControlPolicyStore;
import dev.wheelhouse.identity.sql.OrganizationTreeStore;
import dev.wheelhouse.identity.sql.TagStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.model.Child;
import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.ListChildrenRequest;
import software.amazon.awssdk.services.organizations.model.ListChildrenResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.MoveAccountRequest;
import software.amazon.awssdk.services.organizations.model.MoveAccountResponse;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.TagResourceRequest;
import software.amazon.awssdk.services.organizations.model.TagResourceResponse;
import software.amazon.awssdk.services.organizations.model.UntagResourceRequest;
import software.amazon.awssdk.services.organizations.model.UntagResourceResponse;

/** The actions of the Organizations API on units, on where accounts are, and on tags. */
final class OrganizationTree {
    private static final int DEFAULT_RESULTS = 20;
    private static final int DEEPEST = 5;

    private final Desk desk;
    private final Organizations organizations;
    private final OrganizationTreeStore tree = new OrganizationTreeStore();
    private final ControlPolicyStore controls = new ControlPolicyStore();
    private final AccountStore accounts = new AccountStore();
    private final TagStore tags = new TagStore();

    OrganizationTree(Desk desk, Organizations organizations) {
        this.desk = desk;
        this.organizations = organizations;
    }

    CreateOrganizationalUnitResponse create(Call call, CreateOrganizationalUnitRequest request) {
        var given = request.tags().stream().map(tag -> new Tag(tag.key(), tag.value())).toList();
        return desk.database()
                .write(db -> {
                    var organization = organizations.required(db, call);
                    call.require(
                            organizations
                                    .about(
                                            db,
                                            organization,
                                            "CreateOrganizationalUnit",
                                            request.parentId())
                                    .withRequestTags(Principal.map(given)));
                    organizations.managed(db, call);
                    OrganizationRules.requireOwn(given);
                    requireParent(db, organization, request.parentId());
                    requireShallow(db, organization, request.parentId());
                    var unit =
                            new dev.wheelhouse.identity.OrganizationalUnit(
                                    desk.identifiers().unitId(organization.rootId()),
                                    request.parentId(),
                                    request.name());
                    if (!tree.insert(db, organization.id(), unit)) {
                        throw OrganizationsError.DUPLICATE_UNIT.because(
                                "An OU with the same name already exists.");
                    }
                    controls.welcome(db, organization.id(), unit.id());
                    tags.put(db, organization.managementAccount(), unit.id(), given);
                    desk.created(
                            db,
                            call,
                            "organizations:CreateOrganizationalUnit",
                            organization.arnOf(unit.id()),
                            Value.text(unit.name()));
                    return CreateOrganizationalUnitResponse.builder()
                            .organizationalUnit(described(organization, unit))
                            .build();
                });
    }

    DescribeOrganizationalUnitResponse describe(
            Call call, DescribeOrganizationalUnitRequest request) {
        return desk.database()
                .read(db -> {
                    var organization = organizations.required(db, call);
                    call.require(
                            organizations.about(
                                    db,
                                    organization,
                                    "DescribeOrganizationalUnit",
                                    request.organizationalUnitId()));
                    organizations.managed(db, call);
                    var unit =
                            tree.find(db, organization.id(), request.organizationalUnitId())
                                    .orElseThrow(() ->
                                            OrganizationsError.UNIT_NOT_FOUND.because(
                                                    "You specified an organizational unit that"
                                                            + " doesn't exist."));
                    return DescribeOrganizationalUnitResponse.builder()
                            .organizationalUnit(described(organization, unit))
                            .build();
                });
    }

    ListOrganizationalUnitsForParentResponse list(
            Call call, ListOrganizationalUnitsForParentRequest request) {
        return desk.database()
                .read(db -> {
                    var organization =
                            parent(
                                    db,
                                    call,
                                    "ListOrganizationalUnitsForParent",
                                    request.parentId());
                    var page =
                            OrganizationRules.page(
                                    request.nextToken(),
                                    results(Optional.ofNullable(request.maxResults())),
                                    (after, limit) ->
                                            tree.units(
                                                    db,
                                                    organization.id(),
                                                    request.parentId(),
                                                    after,
                                                    limit),
                                    dev.wheelhouse.identity.OrganizationalUnit::id);
                    return ListOrganizationalUnitsForParentResponse.builder()
                            .organizationalUnits(
                                    page.items().stream()
                                            .map(unit -> described(organization, unit))
                                            .toList())
                            .nextToken(page.marker())
                            .build();
                });
    }

    ListChildrenResponse listChildren(Call call, ListChildrenRequest request) {
        return desk.database()
                .read(db -> {
                    var organization = parent(db, call, "ListChildren", request.parentId());
                    Paged.Source<String> source =
                            request.childType() == ChildType.ACCOUNT
                                    ? (after, limit) ->
                                            tree
                                                    .accounts(
                                                            db,
                                                            organization,
                                                            request.parentId(),
                                                            after,
                                                            limit)
                                                    .stream()
                                                    .map(AccountId::value)
                                                    .toList()
                                    : (after, limit) ->
                                            tree
                                                    .units(
                                                            db,
                                                            organization.id(),
                                                            request.parentId(),
                                                            after,
                                                            limit)
                                                    .stream()
                                                    .map(
                                                            dev.wheelhouse.identity
                                                                            .OrganizationalUnit
                                                                    ::id)
                                                    .toList();
                    var page =
                            OrganizationRules.page(
                                    request.nextToken(),
                                    results(Optional.ofNullable(request.maxResults())),
                                    source,
                                    id -> id);
                    return ListChildrenResponse.builder()
                            .children(
                                    page.items().stream()
                                            .map(id ->
                                                    Child.builder()
                                                            .id(id)
                                                            .type(request.childType())
                                                            .build())
                                            .toList())
                            .nextToken(page.marker())
                            .build();
                });
    }

    /** The caller must be allowed to move the account, from where it is, to where it goes. */
    MoveAccountResponse move(Call call, MoveAccountRequest request) {
        return desk.database()
                .write(db -> {
                    var organization = organizations.required(db, call);
                    for (var id :
                            List.of(
                                    request.accountId(),
                                    request.sourceParentId(),
                                    request.destinationParentId())) {
                        call.require(organizations.about(db, organization, "MoveAccount", id));
                    }
                    organizations.managed(db, call);
                    var account = new AccountId(request.accountId());
                    if (!isMember(db, organization, account)) {
                        throw OrganizationsError.ACCOUNT_NOT_FOUND.because(
                                "You specified an account that doesn't exist.");
                    }
                    var from = parentOf(db, organization, account);
                    if (!from.equals(request.sourceParentId())) {
                        throw OrganizationsError.SOURCE_PARENT_NOT_FOUND.because(
                                "You specified a source parent that doesn't exist.");
                    }
                    if (!isParent(db, organization, request.destinationParentId())) {
                        throw OrganizationsError.DESTINATION_PARENT_NOT_FOUND.because(
                                "You specified a destination parent that doesn't exist.");
                    }
                    if (from.equals(request.destinationParentId())) {
                        throw OrganizationsError.DUPLICATE_ACCOUNT.because(
                                "The account is already present in the specified destination.");
                    }
                    tree.move(db, organization.id(), account, request.destinationParentId());
                    desk.changed(
                            db,
                            call,
                            "organizations:MoveAccount",
                            organization.accountArn(account),
                            Value.text(from),
                            Value.text(request.destinationParentId()));
                    return MoveAccountResponse.builder().build();
                });
    }

    TagResourceResponse tag(Call call, TagResourceRequest request) {
        var given = request.tags().stream().map(tag -> new Tag(tag.key(), tag.value())).toList();
        return desk.database()
                .write(db -> {
                    var organization = organizations.required(db, call);
                    var before = tagged(db, organization, request.resourceId());
                    call.require(
                            organizations
                                    .about(db, organization, "TagResource", request.resourceId())
                                    .withRequestTags(Principal.map(given)));
                    organizations.managed(db, call);
                    requireTarget(db, organization, request.resourceId());
                    OrganizationRules.requireOwn(given);
                    tags.put(db, organization.managementAccount(), request.resourceId(), given);
                    retagged(
                            db,
                            call,
                            "organizations:TagResource",
                            organization,
                            request.resourceId(),
                            before);
                    return TagResourceResponse.builder().build();
                });
    }

    UntagResourceResponse untag(Call call, UntagResourceRequest request) {
        return desk.database()
                .write(db -> {
                    var organization = organizations.required(db, call);
                    var before = tagged(db, organization, request.resourceId());
                    call.require(
                            organizations
                                    .about(db, organization, "UntagResource", request.resourceId())
                                    .with("aws:TagKeys", request.tagKeys().toArray(String[]::new)));
                    organizations.managed(db, call);
                    requireTarget(db, organization, request.resourceId());
                    OrganizationRules.requireOwnKeys(request.tagKeys());
                    tags.remove(
                            db,
                            organization.managementAccount(),
                            request.resourceId(),
                            request.tagKeys());
                    retagged(
                            db,
                            call,
                            "organizations:UntagResource",
                            organization,
                            request.resourceId(),
                            before);
                    return UntagResourceResponse.builder().build();
                });
    }

    private List<Tag> tagged(Handle db, Organization organization, String id) {
        return tags.list(db, organization.managementAccount(), id);
    }

    private void retagged(
            Handle db,
            Call call,
            String action,
            Organization organization,
            String id,
            List<Tag> before) {
        var after = tagged(db, organization, id);
        if (after.size() > 50) {
            throw OrganizationsError.CONSTRAINT_VIOLATION.because(
                    "You have exceeded the number of tags allowed on this resource.");
        }
        desk.changed(db, call, action, organization.arnOf(id), state(before), state(after));
    }

    private static Value state(List<Tag> tags) {
        Map<String, Value> values = new LinkedHashMap<>();
        tags.forEach(tag -> values.put(tag.key(), Value.text(tag.value())));
        return Value.object(values);
    }

    /** Asks about a parent and returns the organization that has it. */
    private Organization parent(Handle db, Call call, String action, String id) {
        var organization = organizations.required(db, call);
        call.require(organizations.about(db, organization, action, id));
        organizations.managed(db, call);
        requireParent(db, organization, id);
        return organization;
    }

    void requireParent(Handle db, Organization organization, String id) {
        if (!isParent(db, organization, id)) {
            throw OrganizationsError.PARENT_NOT_FOUND.because(
                    "You specified parent that doesn't exist.");
        }
    }

    private boolean isParent(Handle db, Organization organization, String id) {
        return id.equals(organization.rootId()) || tree.find(db, organization.id(), id).isPresent();
    }

    boolean isMember(Handle db, Organization organization, AccountId account) {
        return accounts.find(db, account)
                .filter(found -> found.organization().equals(Optional.of(organization.id())))
                .isPresent();
    }

    /** The root or unit that an account is directly in. */
    String parentOf(Handle db, Organization organization, AccountId account) {
        return tree.place(db, organization.id(), account).orElse(organization.rootId());
    }

    /** That an id is that of a root, unit, account or policy of the organization. */
    void requireTarget(Handle db, Organization organization, String id) {
        var there =
                id.startsWith("p-")
                        ? controls.find(db, organization.id(), id).isPresent()
                        : isTarget(db, organization, id);
        if (!there) {
            throw OrganizationsError.TARGET_NOT_FOUND.because(
                    "You specified a target that doesn't exist.");
        }
    }

    /** Whether an id is that of a root, unit or account of the organization. */
    boolean isTarget(Handle db, Organization organization, String id) {
        return isParent(db, organization, id)
                || (id.matches("[0-9]{12}") && isMember(db, organization, new AccountId(id)));
    }

    /** Units are at most five deep. AWS Organizations User Guide, "Quotas". */
    private void requireShallow(Handle db, Organization organization, String parent) {
        var depth = 1;
        var above = tree.find(db, organization.id(), parent);
        while (above.isPresent()) {
            depth++;
            above = tree.find(db, organization.id(), above.get().parentId());
        }
        if (depth > DEEPEST) {
            throw OrganizationsError.CONSTRAINT_VIOLATION.because(
                    "You have exceeded the maximum depth of organizational units.");
        }
    }

    private static int results(Optional<Integer> wanted) {
        return wanted.orElse(DEFAULT_RESULTS);
    }

    private static OrganizationalUnit described(
            Organization organization, dev.wheelhouse.identity.OrganizationalUnit unit) {
        return OrganizationalUnit.builder()
                .id(unit.id())
                .arn(organization.arnOf(unit.id()))
                .name(unit.name())
                .build();
    }
}

package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Account;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Organization;
import dev.wheelhouse.identity.OrganizationalUnit;
import dev.wheelhouse.identity.Tag;
import dev.wheelhouse.identity.founding.MemberAccounts;
import dev.wheelhouse.identity.sql.AccountCreationStore;
import dev.wheelhouse.identity.sql.AccountStore;
import dev.wheelhouse.identity.sql.OrganizationTreeStore;
import dev.wheelhouse.identity.sql.TagStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.AccountJoinedMethod;
import software.amazon.awssdk.services.organizations.model.AccountState;
import software.amazon.awssdk.services.organizations.model.AccountStatus;
import software.amazon.awssdk.services.organizations.model.CreateAccountRequest;
import software.amazon.awssdk.services.organizations.model.CreateAccountResponse;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.DescribeAccountRequest;
import software.amazon.awssdk.services.organizations.model.DescribeAccountResponse;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusRequest;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.ListCreateAccountStatusRequest;
import software.amazon.awssdk.services.organizations.model.ListCreateAccountStatusResponse;
import software.amazon.awssdk.services.organizations.model.ListParentsRequest;
import software.amazon.awssdk.services.organizations.model.ListParentsResponse;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentType;

/**
 * The account actions of the Organizations API. An account is made at once: its creation is never
 * seen in progress.
 */
final class Accounts {
    private static final int DEFAULT_RESULTS = 20;

    private final Desk desk;
    private final Organizations organizations;
    private final MemberAccounts members;
    private final OrganizationTree places;
    private final OrganizationTreeStore tree = new OrganizationTreeStore();
    private final AccountStore accounts = new AccountStore();
    private final AccountCreationStore creations = new AccountCreationStore();
    private final TagStore tags = new TagStore();

    Accounts(
            Desk desk,
            Organizations organizations,
            OrganizationTree places,
            MemberAccounts members) {
        this.desk = desk;
        this.organizations = organizations;
        this.places = places;
        this.members = members;
    }

    CreateAccountResponse create(Call call, CreateAccountRequest request) {
        var given = request.tags().stream().map(tag -> new Tag(tag.key(), tag.value())).toList();
        call.require(
                AccessRequest.to("organizations:CreateAccount", "*")
                        .withRequestTags(Principal.map(given)));
        return desk.database()
                .write(db -> {
                    var organization = organizations.managed(db, call);
                    OrganizationRules.requireOwn(given);
                    var started = desk.clock().instant();
                    var account =
                            members.create(
                                    db,
                                    organization,
                                    request.accountName(),
                                    request.email(),
                                    Optional.ofNullable(request.roleName())
                                            .orElse(MemberAccounts.ACCESS_ROLE));
                    var creation =
                            new AccountCreationStore.Creation(
                                    desk.identifiers().accountCreationId(),
                                    request.accountName(),
                                    account.map(Account::id),
                                    account.isPresent()
                                            ? Optional.empty()
                                            : Optional.of("EMAIL_ALREADY_EXISTS"),
                                    started,
                                    desk.clock().instant());
                    creations.insert(db, organization.id(), creation);
                    account.ifPresent(made -> {
                        tags.put(db, organization.managementAccount(), made.id().value(), given);
                        desk.created(
                                db,
                                call,
                                "organizations:CreateAccount",
                                organization.accountArn(made.id()),
                                Value.text(made.name()));
                    });
                    return CreateAccountResponse.builder()
                            .createAccountStatus(status(creation))
                            .build();
                });
    }

    DescribeCreateAccountStatusResponse describeCreation(
            Call call, DescribeCreateAccountStatusRequest request) {
        call.require(AccessRequest.to("organizations:DescribeCreateAccountStatus", "*"));
        return desk.database()
                .read(db -> {
                    var organization = organizations.managed(db, call);
                    var creation =
                            creations
                                    .find(db, organization.id(), request.createAccountRequestId())
                                    .orElseThrow(() ->
                                            OrganizationsError.CREATE_ACCOUNT_STATUS_NOT_FOUND
                                                    .because(
                                                            "You specified a"
                                                                    + " request that"
                                                                    + " doesn't exist."));
                    return DescribeCreateAccountStatusResponse.builder()
                            .createAccountStatus(status(creation))
                            .build();
                });
    }

    ListCreateAccountStatusResponse listCreations(
            Call call, ListCreateAccountStatusRequest request) {
        call.require(AccessRequest.to("organizations:ListCreateAccountStatus", "*"));
        return desk.database()
                .read(db -> {
                    var organization = organizations.managed(db, call);
                    var page =
                            OrganizationRules.page(
                                    request.nextToken(),
                                    Optional.ofNullable(request.maxResults())
                                            .orElse(DEFAULT_RESULTS),
                                    (after, limit) ->
                                            creations.list(db, organization.id(), after, limit),
                                    AccountCreationStore.Creation::id);
                    return ListCreateAccountStatusResponse.builder()
                            .createAccountStatuses(
                                    page.items().stream()
                                            .filter(creation ->
                                                    request.states().isEmpty()
                                                            || request.statesAsStrings()
                                                                    .contains(creation.state()))
                                            .map(Accounts::status)
                                            .toList())
                            .nextToken(page.marker())
                            .build();
                });
    }

    DescribeAccountResponse describe(Call call, DescribeAccountRequest request) {
        return desk.database()
                .read(db -> {
                    var organization = organizations.required(db, call);
                    call.require(
                            organizations.about(
                                    db, organization, "DescribeAccount", request.accountId()));
                    organizations.managed(db, call);
                    var account = member(accounts.find(db, id(request.accountId())), organization);
                    return DescribeAccountResponse.builder()
                            .account(described(organization, account))
                            .build();
                });
    }

    ListAccountsResponse list(Call call, ListAccountsRequest request) {
        call.require(AccessRequest.to("organizations:ListAccounts", "*"));
        return desk.database()
                .read(db -> {
                    var organization = organizations.managed(db, call);
                    var page =
                            page(
                                    request.nextToken(),
                                    request.maxResults(),
                                    (after, limit) ->
                                            accounts.list(db, organization.id(), after, limit));
                    return ListAccountsResponse.builder()
                            .accounts(described(organization, page.items()))
                            .nextToken(page.marker())
                            .build();
                });
    }

    ListAccountsForParentResponse listForParent(Call call, ListAccountsForParentRequest request) {
        return desk.database()
                .read(db -> {
                    var organization = organizations.required(db, call);
                    call.require(
                            organizations.about(
                                    db, organization, "ListAccountsForParent", request.parentId()));
                    organizations.managed(db, call);
                    places.requireParent(db, organization, request.parentId());
                    var page =
                            page(
                                    request.nextToken(),
                                    request.maxResults(),
                                    (after, limit) ->
                                            tree
                                                    .accounts(
                                                            db,
                                                            organization,
                                                            request.parentId(),
                                                            after,
                                                            limit)
                                                    .stream()
                                                    .flatMap(id -> accounts.find(db, id).stream())
                                                    .toList());
                    return ListAccountsForParentResponse.builder()
                            .accounts(described(organization, page.items()))
                            .nextToken(page.marker())
                            .build();
                });
    }

    ListParentsResponse listParents(Call call, ListParentsRequest request) {
        return desk.database()
                .read(db -> {
                    var organization = organizations.required(db, call);
                    call.require(
                            organizations.about(
                                    db, organization, "ListParents", request.childId()));
                    organizations.managed(db, call);
                    var parent =
                            parentOf(db, organization, request.childId())
                                    .orElseThrow(() ->
                                            OrganizationsError.CHILD_NOT_FOUND.because(
                                                    "You specified a child that doesn't exist."));
                    return ListParentsResponse.builder()
                            .parents(
                                    Parent.builder()
                                            .id(parent)
                                            .type(
                                                    parent.startsWith("r-")
                                                            ? ParentType.ROOT
                                                            : ParentType.ORGANIZATIONAL_UNIT)
                                            .build())
                            .build();
                });
    }

    private Optional<String> parentOf(Handle db, Organization organization, String child) {
        if (child.startsWith("ou-")) {
            return tree.find(db, organization.id(), child).map(OrganizationalUnit::parentId);
        }
        var account = id(child);
        return places.isMember(db, organization, account)
                ? Optional.of(places.parentOf(db, organization, account))
                : Optional.empty();
    }

    ListTagsForResourceResponse listTags(Call call, ListTagsForResourceRequest request) {
        return desk.database()
                .read(db -> {
                    var organization = organizations.required(db, call);
                    call.require(
                            organizations.about(
                                    db, organization, "ListTagsForResource", request.resourceId()));
                    organizations.managed(db, call);
                    places.requireTarget(db, organization, request.resourceId());
                    return ListTagsForResourceResponse.builder()
                            .tags(
                                    tags
                                            .list(
                                                    db,
                                                    organization.managementAccount(),
                                                    request.resourceId())
                                            .stream()
                                            .map(Accounts::sdk)
                                            .toList())
                            .build();
                });
    }

    private static software.amazon.awssdk.services.organizations.model.Tag sdk(Tag tag) {
        return software.amazon.awssdk.services.organizations.model.Tag.builder()
                .key(tag.key())
                .value(tag.value())
                .build();
    }

    private static Account member(Optional<Account> found, Organization organization) {
        return found.filter(account -> belongs(account, organization))
                .orElseThrow(() ->
                        OrganizationsError.ACCOUNT_NOT_FOUND.because(
                                "You specified an account that doesn't exist."));
    }

    private static boolean belongs(Account account, Organization organization) {
        return account.organization().equals(Optional.of(organization.id()));
    }

    private static AccountId id(String text) {
        try {
            return new AccountId(text);
        } catch (IllegalArgumentException notId) {
            throw OrganizationsError.INVALID_INPUT.because(
                    "You provided a value that does not match the required pattern.");
        }
    }

    private static Paged<Account> page(
            @Nullable String token, @Nullable Integer maxResults, Paged.Source<Account> source) {
        return OrganizationRules.page(
                token,
                Optional.ofNullable(maxResults).orElse(DEFAULT_RESULTS),
                source,
                account -> account.id().value());
    }

    private static List<software.amazon.awssdk.services.organizations.model.Account> described(
            Organization organization, List<Account> all) {
        Function<Account, software.amazon.awssdk.services.organizations.model.Account> describe =
                account -> described(organization, account);
        return all.stream().map(describe).toList();
    }

    private static software.amazon.awssdk.services.organizations.model.Account described(
            Organization organization, Account account) {
        return software.amazon.awssdk.services.organizations.model.Account.builder()
                .id(account.id().value())
                .arn(organization.accountArn(account.id()))
                .email(account.email())
                .name(account.name())
                .status(AccountStatus.ACTIVE)
                .state(AccountState.ACTIVE)
                .joinedMethod(
                        account.invited()
                                ? AccountJoinedMethod.INVITED
                                : AccountJoinedMethod.CREATED)
                .joinedTimestamp(account.joined())
                .build();
    }

    private static CreateAccountStatus status(AccountCreationStore.Creation creation) {
        var status =
                CreateAccountStatus.builder()
                        .id(creation.id())
                        .accountName(creation.accountName())
                        .state(creation.state())
                        .requestedTimestamp(creation.requested())
                        .completedTimestamp(creation.completed());
        creation.account().ifPresent(account -> status.accountId(account.value()));
        creation.failureReason().ifPresent(status::failureReason);
        return status.build();
    }
}

package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessKey;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.User;
import dev.wheelhouse.identity.founding.AccessKeyIssuer;
import dev.wheelhouse.identity.sql.AccessKeyStore;
import dev.wheelhouse.identity.sql.AccessKeyUseStore;
import dev.wheelhouse.identity.sql.UserStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyResponse;

/** The access key actions of the IAM API. Without a user's name, they are about who calls. */
final class AccessKeys {
    private static final int MOST_KEYS = 2;

    private final Desk desk;
    private final Users users;
    private final AccessKeyIssuer issuer;
    private final AccessKeyStore keys = new AccessKeyStore();
    private final AccessKeyUseStore uses = new AccessKeyUseStore();
    private final UserStore owners = new UserStore();

    AccessKeys(Desk desk, Users users, AccessKeyIssuer issuer) {
        this.desk = desk;
        this.users = users;
        this.issuer = issuer;
    }

    CreateAccessKeyResponse create(Call call, CreateAccessKeyRequest request) {
        return desk.database()
                .write(db -> {
                    var user = users.named(db, call, "CreateAccessKey", request.userName());
                    Quotas.requireRoom(
                            "AccessKeysPerUser",
                            MOST_KEYS,
                            keys.of(db, call.account(), user.id()).size() + 1);
                    var issued = issuer.issue(db, user);
                    desk.created(db, call, "iam:CreateAccessKey", user.arn(), state(issued.key()));
                    return CreateAccessKeyResponse.builder()
                            .accessKey(key ->
                                    key.userName(user.name())
                                            .accessKeyId(issued.key().id())
                                            .status(StatusType.ACTIVE)
                                            .secretAccessKey(issued.secret())
                                            .createDate(issued.key().created()))
                            .build();
                });
    }

    ListAccessKeysResponse list(Call call, ListAccessKeysRequest request) {
        return desk.database()
                .read(db -> {
                    var user = users.named(db, call, "ListAccessKeys", request.userName());
                    var page =
                            Paged.read(
                                    "ListAccessKeys",
                                    request.marker(),
                                    request.maxItems(),
                                    Paged.of(keys.of(db, call.account(), user.id()), AccessKey::id),
                                    AccessKey::id);
                    return ListAccessKeysResponse.builder()
                            .accessKeyMetadata(
                                    page.items().stream().map(key -> metadata(user, key)).toList())
                            .isTruncated(page.truncated())
                            .marker(page.marker())
                            .build();
                });
    }

    UpdateAccessKeyResponse update(Call call, UpdateAccessKeyRequest request) {
        return desk.database()
                .write(db -> {
                    var user = users.named(db, call, "UpdateAccessKey", request.userName());
                    var key = key(db, user, request.accessKeyId());
                    var active = request.status() == StatusType.ACTIVE;
                    keys.setActive(db, call.account(), key.id(), active);
                    desk.changed(
                            db,
                            call,
                            "iam:UpdateAccessKey",
                            user.arn(),
                            state(key),
                            state(new AccessKey(key.id(), key.userId(), active, key.created())));
                    return UpdateAccessKeyResponse.builder().build();
                });
    }

    DeleteAccessKeyResponse delete(Call call, DeleteAccessKeyRequest request) {
        return desk.database()
                .write(db -> {
                    var user = users.named(db, call, "DeleteAccessKey", request.userName());
                    var key = key(db, user, request.accessKeyId());
                    keys.delete(db, call.account(), key.id());
                    uses.delete(db, key.id());
                    desk.deleted(db, call, "iam:DeleteAccessKey", user.arn(), state(key));
                    return DeleteAccessKeyResponse.builder().build();
                });
    }

    /** A key that is not the account's is told from none at all to nobody. */
    GetAccessKeyLastUsedResponse lastUsed(Call call, GetAccessKeyLastUsedRequest request) {
        return desk.database()
                .read(db -> {
                    var user =
                            keys.find(db, request.accessKeyId())
                                    .filter(found -> found.account().equals(call.account()))
                                    .flatMap(found ->
                                            owners.findById(
                                                    db, found.account(), found.key().userId()));
                    call.require(
                            user.map(found ->
                                            new Principals()
                                                    .principal(db, found)
                                                    .asking("GetAccessKeyLastUsed"))
                                    .orElseGet(() ->
                                            AccessRequest.to("iam:GetAccessKeyLastUsed", "*")));
                    var owner =
                            user.orElseThrow(() ->
                                    IamError.NO_SUCH_ENTITY.because(
                                            "The Access Key with id "
                                                    + request.accessKeyId()
                                                    + " cannot be found."));
                    return GetAccessKeyLastUsedResponse.builder()
                            .userName(owner.name())
                            .accessKeyLastUsed(lastUse(uses.find(db, request.accessKeyId())))
                            .build();
                });
    }

    private static AccessKeyLastUsed lastUse(Optional<AccessKeyUseStore.Use> use) {
        return use.map(found ->
                        AccessKeyLastUsed.builder()
                                .lastUsedDate(found.time())
                                .serviceName(found.service())
                                .region(found.region())
                                .build())
                .orElseGet(
                        () -> AccessKeyLastUsed.builder().serviceName("N/A").region("N/A").build());
    }

    private AccessKey key(Handle db, User user, String id) {
        return keys.of(db, user.account(), user.id()).stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        IamError.NO_SUCH_ENTITY.because(
                                "The Access Key with id " + id + " cannot be found."));
    }

    private static AccessKeyMetadata metadata(User user, AccessKey key) {
        return AccessKeyMetadata.builder()
                .userName(user.name())
                .accessKeyId(key.id())
                .status(key.active() ? StatusType.ACTIVE : StatusType.INACTIVE)
                .createDate(key.created())
                .build();
    }

    private static Value state(AccessKey key) {
        return Value.object("accessKeyId", Value.text(key.id()))
                .with("status", Value.text(key.active() ? "Active" : "Inactive"));
    }
}

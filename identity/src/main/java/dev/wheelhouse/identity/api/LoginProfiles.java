package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.PasswordPolicy;
import dev.wheelhouse.identity.User;
import dev.wheelhouse.identity.access.PasswordHash;
import dev.wheelhouse.identity.sql.AccountSettingStore;
import dev.wheelhouse.identity.sql.LoginProfileStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.GetLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.GetLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.LoginProfile;
import software.amazon.awssdk.services.iam.model.UpdateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.UpdateLoginProfileResponse;

/**
 * The login profile actions of the IAM API: users' passwords, of which only a slow hash is kept.
 * Without a user's name, they are about who calls.
 */
final class LoginProfiles {
    private final Desk desk;
    private final Users users;
    private final LoginProfileStore profiles = new LoginProfileStore();
    private final AccountSettingStore settings = new AccountSettingStore();

    LoginProfiles(Desk desk, Users users) {
        this.desk = desk;
        this.users = users;
    }

    CreateLoginProfileResponse create(Call call, CreateLoginProfileRequest request) {
        var hash = hashed(call, "CreateLoginProfile", request.userName(), request.password());
        return desk.database()
                .write(db -> {
                    var user = users.named(db, call, "CreateLoginProfile", request.userName());
                    var profile =
                            new dev.wheelhouse.identity.LoginProfile(
                                    call.account(),
                                    user.id(),
                                    hash,
                                    Boolean.TRUE.equals(request.passwordResetRequired()),
                                    desk.clock().instant());
                    if (!profiles.insert(db, profile)) {
                        throw IamError.ENTITY_ALREADY_EXISTS.because(
                                "Login Profile for user " + user.name() + " already exists.");
                    }
                    desk.created(db, call, "iam:CreateLoginProfile", user.arn(), state(profile));
                    return CreateLoginProfileResponse.builder()
                            .loginProfile(described(user, profile))
                            .build();
                });
    }

    GetLoginProfileResponse get(Call call, GetLoginProfileRequest request) {
        return desk.database()
                .read(db -> {
                    var user = users.named(db, call, "GetLoginProfile", request.userName());
                    return GetLoginProfileResponse.builder()
                            .loginProfile(described(user, required(db, user)))
                            .build();
                });
    }

    UpdateLoginProfileResponse update(Call call, UpdateLoginProfileRequest request) {
        var hash =
                request.password() == null
                        ? Optional.<String>empty()
                        : Optional.of(
                                hashed(
                                        call,
                                        "UpdateLoginProfile",
                                        request.userName(),
                                        request.password()));
        return desk.database()
                .write(db -> {
                    var user = users.named(db, call, "UpdateLoginProfile", request.userName());
                    var before = required(db, user);
                    var after =
                            new dev.wheelhouse.identity.LoginProfile(
                                    before.account(),
                                    before.userId(),
                                    hash.orElse(before.passwordHash()),
                                    Optional.ofNullable(request.passwordResetRequired())
                                            .orElse(before.resetRequired()),
                                    before.created());
                    profiles.update(db, after);
                    desk.changed(
                            db,
                            call,
                            "iam:UpdateLoginProfile",
                            user.arn(),
                            state(before),
                            state(after));
                    return UpdateLoginProfileResponse.builder().build();
                });
    }

    DeleteLoginProfileResponse delete(Call call, DeleteLoginProfileRequest request) {
        return desk.database()
                .write(db -> {
                    var user = users.named(db, call, "DeleteLoginProfile", request.userName());
                    var before = required(db, user);
                    profiles.delete(db, call.account(), user.id());
                    desk.deleted(db, call, "iam:DeleteLoginProfile", user.arn(), state(before));
                    return DeleteLoginProfileResponse.builder().build();
                });
    }

    /**
     * Asks, checks the password against the account's policy and hashes it: outside of the change,
     * since it takes its time.
     */
    private String hashed(
            Call call, String action, @Nullable String userName, @Nullable String password) {
        var policy =
                desk.database()
                        .read(db -> {
                            users.named(db, call, action, userName);
                            return settings.passwordPolicy(db, call.account());
                        });
        if (password == null) {
            throw IamError.VALIDATION.because("Must specify a password");
        }
        var accepted =
                policy.map(rules -> rules.accepts(password))
                        .orElseGet(() -> PasswordPolicy.acceptedByDefault(password));
        if (!accepted) {
            throw IamError.PASSWORD_POLICY_VIOLATION.because(
                    "Password does not conform to the account password policy.");
        }
        return PasswordHash.of(password, desk.identifiers().salt());
    }

    private dev.wheelhouse.identity.LoginProfile required(Handle db, User user) {
        return profiles.find(db, user.account(), user.id())
                .orElseThrow(() ->
                        IamError.NO_SUCH_ENTITY.because(
                                "Login Profile for User " + user.name() + " cannot be found."));
    }

    private static LoginProfile described(User user, dev.wheelhouse.identity.LoginProfile profile) {
        return LoginProfile.builder()
                .userName(user.name())
                .createDate(profile.created())
                .passwordResetRequired(profile.resetRequired())
                .build();
    }

    private static Value state(dev.wheelhouse.identity.LoginProfile profile) {
        return Value.object("userId", Value.text(profile.userId()))
                .with("passwordResetRequired", Value.bool(profile.resetRequired()));
    }
}

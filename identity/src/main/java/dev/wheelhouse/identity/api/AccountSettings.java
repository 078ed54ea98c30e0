package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.sql.AccountSettingStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.CreateAccountAliasResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccountAliasResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccountPasswordPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetAccountPasswordPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesRequest;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesResponse;
import software.amazon.awssdk.services.iam.model.PasswordPolicy;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyResponse;

/** The actions of the IAM API on the account as a whole: its alias and its password policy. */
final class AccountSettings {
    private final Desk desk;
    private final AccountSettingStore settings = new AccountSettingStore();

    AccountSettings(Desk desk) {
        this.desk = desk;
    }

    /** An account has one alias: another takes its place. */
    CreateAccountAliasResponse createAlias(Call call, CreateAccountAliasRequest request) {
        call.require(AccessRequest.to("iam:CreateAccountAlias", "*"));
        return desk.database()
                .write(db -> {
                    var before = settings.alias(db, call.account());
                    if (!settings.putAlias(db, call.account(), request.accountAlias())) {
                        throw IamError.ENTITY_ALREADY_EXISTS.because(
                                "The account alias " + request.accountAlias() + " already exists.");
                    }
                    var after = Value.text(request.accountAlias());
                    if (before.isPresent()) {
                        desk.changed(
                                db,
                                call,
                                "iam:CreateAccountAlias",
                                root(call),
                                Value.text(before.get()),
                                after);
                    } else {
                        desk.created(db, call, "iam:CreateAccountAlias", root(call), after);
                    }
                    return CreateAccountAliasResponse.builder().build();
                });
    }

    ListAccountAliasesResponse listAliases(Call call, ListAccountAliasesRequest request) {
        call.require(AccessRequest.to("iam:ListAccountAliases", "*"));
        var alias = desk.database().read(db -> settings.alias(db, call.account()));
        return ListAccountAliasesResponse.builder()
                .accountAliases(alias.stream().toList())
                .isTruncated(false)
                .build();
    }

    DeleteAccountAliasResponse deleteAlias(Call call, DeleteAccountAliasRequest request) {
        call.require(AccessRequest.to("iam:DeleteAccountAlias", "*"));
        return desk.database()
                .write(db -> {
                    if (!settings.deleteAlias(db, call.account(), request.accountAlias())) {
                        throw IamError.NO_SUCH_ENTITY.because(
                                "The account alias "
                                        + request.accountAlias()
                                        + " cannot be found.");
                    }
                    desk.deleted(
                            db,
                            call,
                            "iam:DeleteAccountAlias",
                            root(call),
                            Value.text(request.accountAlias()));
                    return DeleteAccountAliasResponse.builder().build();
                });
    }

    GetAccountPasswordPolicyResponse getPasswordPolicy(
            Call call, GetAccountPasswordPolicyRequest request) {
        call.require(AccessRequest.to("iam:GetAccountPasswordPolicy", "*"));
        var policy =
                desk.database()
                        .read(db -> settings.passwordPolicy(db, call.account()))
                        .orElseThrow(AccountSettings::noPolicy);
        return GetAccountPasswordPolicyResponse.builder().passwordPolicy(described(policy)).build();
    }

    /** What a request leaves out falls back to its default: a policy is not updated in parts. */
    UpdateAccountPasswordPolicyResponse updatePasswordPolicy(
            Call call, UpdateAccountPasswordPolicyRequest request) {
        call.require(AccessRequest.to("iam:UpdateAccountPasswordPolicy", "*"));
        var policy =
                new dev.wheelhouse.identity.PasswordPolicy(
                        Optional.ofNullable(request.minimumPasswordLength()).orElse(6),
                        yes(request.requireSymbols()),
                        yes(request.requireNumbers()),
                        yes(request.requireUppercaseCharacters()),
                        yes(request.requireLowercaseCharacters()),
                        yes(request.allowUsersToChangePassword()),
                        Optional.ofNullable(request.maxPasswordAge()).orElse(0),
                        Optional.ofNullable(request.passwordReusePrevention()).orElse(0),
                        yes(request.hardExpiry()));
        return desk.database()
                .write(db -> {
                    var before = settings.passwordPolicy(db, call.account());
                    settings.putPasswordPolicy(db, call.account(), policy);
                    var action = "iam:UpdateAccountPasswordPolicy";
                    if (before.isPresent()) {
                        desk.changed(
                                db, call, action, root(call), state(before.get()), state(policy));
                    } else {
                        desk.created(db, call, action, root(call), state(policy));
                    }
                    return UpdateAccountPasswordPolicyResponse.builder().build();
                });
    }

    DeleteAccountPasswordPolicyResponse deletePasswordPolicy(
            Call call, DeleteAccountPasswordPolicyRequest request) {
        call.require(AccessRequest.to("iam:DeleteAccountPasswordPolicy", "*"));
        return desk.database()
                .write(db -> {
                    var before =
                            settings.passwordPolicy(db, call.account())
                                    .orElseThrow(AccountSettings::noPolicy);
                    settings.deletePasswordPolicy(db, call.account());
                    desk.deleted(
                            db, call, "iam:DeleteAccountPasswordPolicy", root(call), state(before));
                    return DeleteAccountPasswordPolicyResponse.builder().build();
                });
    }

    private static boolean yes(@Nullable Boolean given) {
        return Boolean.TRUE.equals(given);
    }

    private static String root(Call call) {
        return Arn.iam(call.account(), "root").toString();
    }

    private static RuntimeException noPolicy() {
        return IamError.NO_SUCH_ENTITY.because(
                "The Password Policy with domain name AWS cannot be found.");
    }

    private static PasswordPolicy described(dev.wheelhouse.identity.PasswordPolicy policy) {
        var described =
                PasswordPolicy.builder()
                        .minimumPasswordLength(policy.minimumLength())
                        .requireSymbols(policy.requireSymbols())
                        .requireNumbers(policy.requireNumbers())
                        .requireUppercaseCharacters(policy.requireUppercase())
                        .requireLowercaseCharacters(policy.requireLowercase())
                        .allowUsersToChangePassword(policy.usersMayChange())
                        .expirePasswords(policy.maxAgeDays() > 0);
        if (policy.maxAgeDays() > 0) {
            described.maxPasswordAge(policy.maxAgeDays()).hardExpiry(policy.hardExpiry());
        }
        if (policy.remembered() > 0) {
            described.passwordReusePrevention(policy.remembered());
        }
        return described.build();
    }

    private static Value state(dev.wheelhouse.identity.PasswordPolicy policy) {
        return Value.object("minimumPasswordLength", Value.number(policy.minimumLength()))
                .with("requireSymbols", Value.bool(policy.requireSymbols()))
                .with("requireNumbers", Value.bool(policy.requireNumbers()))
                .with("requireUppercaseCharacters", Value.bool(policy.requireUppercase()))
                .with("requireLowercaseCharacters", Value.bool(policy.requireLowercase()))
                .with("maxPasswordAge", Value.number(policy.maxAgeDays()));
    }
}

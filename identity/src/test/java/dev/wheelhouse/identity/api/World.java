package dev.wheelhouse.identity.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.identity.RequestFacts;
import dev.wheelhouse.identity.access.PresentedKey;
import dev.wheelhouse.identity.founding.OrganizationFounder.Founded;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.ServiceException;
import dev.wheelhouse.wire.signature.SigningKey;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.organizations.model.CreateAccountRequest;
import software.amazon.awssdk.services.organizations.model.CreateAccountResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/** An organization on a real database, with a clock that is set by hand. */
final class World {
    static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    final Database database;
    final Sealer sealer;
    final IdentityServices services;
    final Founded founded;
    private Instant now = START;

    World(TestDatabase given) {
        this.database = given.database();
        InstantSource clock = () -> now;
        var random = new SecureRandom();
        this.sealer = Sealer.open(database, given.folder().resolve("key"), random);
        this.services = new IdentityServices(database, new Journal(clock), sealer, clock, random);
        this.founded =
                database.write(
                        db -> services.founder().found(db, "hub", "hub@example.com", "admin"));
    }

    AccountId hub() {
        return founded.organization().managementAccount();
    }

    /** Who founded it. */
    String admin() {
        return founded.key().key().id();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** What signatures by a key are verified with. */
    Optional<SigningKey> signing(String accessKeyId) {
        return new PresentedKey(database, services.secrets(), services.callers()).find(accessKeyId);
    }

    Optional<Caller> caller(String accessKeyId) {
        var key = new PresentedKey(database, services.secrets(), services.callers());
        return key.find(accessKeyId)
                .flatMap(_ ->
                        key.caller(
                                new RequestFacts(
                                        now,
                                        Optional.of(new Region("us-east-1")),
                                        Optional.of("203.0.113.7"),
                                        false,
                                        Optional.of("test"))));
    }

    Call call(String accessKeyId) {
        return call(caller(accessKeyId).orElseThrow());
    }

    Call call(Caller caller) {
        return new Call(
                caller,
                new Region("us-east-1"),
                "request",
                now,
                URI.create("http://127.0.0.1:4566"),
                Map.of());
    }

    /** Calls an action as the server does: a new call, with the policies of now. */
    <R> R ask(String accessKeyId, SdkPojo request, Class<R> response) {
        return ask(call(accessKeyId), request, response);
    }

    <R> R ask(Call call, SdkPojo request, Class<R> response) {
        var name = request.getClass().getSimpleName();
        var action = name.substring(0, name.length() - "Request".length());
        var packages = request.getClass().getPackageName();
        var api =
                packages.contains(".iam.")
                        ? services.iam().api()
                        : packages.contains(".sts.")
                                ? services.sts().api()
                                : services.organizations().api();
        var builder =
                ((software.amazon.awssdk.utils.builder.ToCopyableBuilder<?, ?>) request)
                        .toBuilder();
        var answer =
                api.action(action)
                        .orElseThrow()
                        .handler()
                        .handle(call, (SdkPojo) builder, Payload.of(new byte[0]));
        if (call.asked().isEmpty()) {
            throw new AssertionError(action + " never asked");
        }
        return response.cast(answer.response());
    }

    /** Makes a member account. */
    AccountId member(String name) {
        return new AccountId(
                ask(
                                admin(),
                                CreateAccountRequest.builder()
                                        .accountName(name)
                                        .email(name + "@example.com")
                                        .build(),
                                CreateAccountResponse.class)
                        .createAccountStatus()
                        .accountId());
    }

    /** Becomes an account's administrator; the id of the session's key. */
    String into(AccountId account) {
        return assume(
                admin(), "arn:aws:iam::" + account + ":role/OrganizationAccountAccessRole", "up");
    }

    String assume(String accessKeyId, String roleArn, String sessionName) {
        return ask(
                        accessKeyId,
                        AssumeRoleRequest.builder()
                                .roleArn(roleArn)
                                .roleSessionName(sessionName)
                                .build(),
                        AssumeRoleResponse.class)
                .credentials()
                .accessKeyId();
    }

    /** Makes a user whom one inline policy binds; the id of the user's key. */
    String user(String adminKey, String name, String policy) {
        ask(adminKey, CreateUserRequest.builder().userName(name).build(), Object.class);
        ask(
                adminKey,
                PutUserPolicyRequest.builder()
                        .userName(name)
                        .policyName("own")
                        .policyDocument(policy)
                        .build(),
                Object.class);
        return ask(
                        adminKey,
                        CreateAccessKeyRequest.builder().userName(name).build(),
                        CreateAccessKeyResponse.class)
                .accessKey()
                .accessKeyId();
    }

    /** Makes sure that a call is refused with an error of this code. */
    static void refused(ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        error -> assertThat(error.kind().code()).isEqualTo(code));
    }
}

package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.CallerReference;
import dev.wheelhouse.identity.access.SessionIssuer;
import dev.wheelhouse.identity.sql.AccessKeyStore;
import dev.wheelhouse.identity.sql.SessionStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

/** The actions of the STS API but for AssumeRole. */
final class Sessions {
    private static final int DEFAULT_SECONDS = 43_200;

    /**
     * What credentials of GetSessionToken can't do without multi-factor authentication: call IAM,
     * and of STS more than two actions. STS API Reference, "GetSessionToken".
     */
    private static final String LIMITS =
            """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "*", "Resource": "*"},
              {"Sid": "NoIam", "Effect": "Deny", "Action": "iam:*", "Resource": "*"},
              {"Sid": "NoSts", "Effect": "Deny", "Resource": "*", "Action": [
                "sts:GetSessionToken", "sts:GetFederationToken", "sts:GetAccessKeyInfo",
                "sts:DecodeAuthorizationMessage"]}]}
            """;

    private final Desk desk;
    private final SessionIssuer issuer;
    private final AccessKeyStore keys = new AccessKeyStore();
    private final SessionStore sessions = new SessionStore();

    Sessions(Desk desk, SessionIssuer issuer) {
        this.desk = desk;
        this.issuer = issuer;
    }

    GetCallerIdentityResponse getCallerIdentity(Call call, GetCallerIdentityRequest request) {
        call.openToAll("sts:GetCallerIdentity");
        return GetCallerIdentityResponse.builder()
                .account(call.account().value())
                .arn(call.caller().arn())
                .userId(call.caller().userId())
                .build();
    }

    GetSessionTokenResponse getSessionToken(Call call, GetSessionTokenRequest request) {
        call.openToAll("sts:GetSessionToken");
        var caller = call.caller().reference();
        if (caller.session().isPresent()) {
            throw StsError.ACCESS_DENIED.because(
                    "Cannot call GetSessionToken with session credentials");
        }
        refuseMfa(request.serialNumber(), request.tokenCode());
        var lifetime =
                Duration.ofSeconds(
                        Optional.ofNullable(request.durationSeconds()).orElse(DEFAULT_SECONDS));
        var session =
                new CallerReference(
                        caller.account(),
                        caller.principalArn(),
                        caller.principalId(),
                        Optional.of(
                                new CallerReference.Session(
                                        "GetSessionToken",
                                        List.of(LIMITS),
                                        Map.of(),
                                        List.of(),
                                        Optional.empty())));
        var issued =
                desk.database()
                        .write(db -> {
                            var made = issuer.issue(db, session, lifetime);
                            desk.created(
                                    db,
                                    call,
                                    "sts:GetSessionToken",
                                    caller.principalArn(),
                                    Value.text(made.accessKeyId()));
                            return made;
                        });
        return GetSessionTokenResponse.builder().credentials(credentials(issued)).build();
    }

    GetAccessKeyInfoResponse getAccessKeyInfo(Call call, GetAccessKeyInfoRequest request) {
        call.require(AccessRequest.to("sts:GetAccessKeyInfo", "*"));
        var account =
                desk.database()
                        .read(db ->
                                keys.find(db, request.accessKeyId())
                                        .map(AccessKeyStore.Sealed::account)
                                        .or(() ->
                                                sessions.find(db, request.accessKeyId())
                                                        .map(found -> found.caller().account())))
                        .orElseThrow(() ->
                                StsError.VALIDATION.because(
                                        "The access key id "
                                                + request.accessKeyId()
                                                + " does not exist."));
        return GetAccessKeyInfoResponse.builder().account(account.value()).build();
    }

    /** There are no MFA devices here, so that no code can be right. */
    static void refuseMfa(@Nullable String serialNumber, @Nullable String tokenCode) {
        if (serialNumber != null || tokenCode != null) {
            throw StsError.ACCESS_DENIED.because(
                    "MultiFactorAuthentication failed, no MFA device is registered");
        }
    }

    static Credentials credentials(SessionIssuer.IssuedSession issued) {
        return Credentials.builder()
                .accessKeyId(issued.accessKeyId())
                .secretAccessKey(issued.secret())
                .sessionToken(issued.token())
                .expiration(issued.expires())
                .build();
    }

    /** The ARN, or {@code ValidationError}. */
    static Arn parsed(String roleArn) {
        return Arn.find(roleArn)
                .orElseThrow(() -> StsError.VALIDATION.because(roleArn + " is invalid"));
    }
}

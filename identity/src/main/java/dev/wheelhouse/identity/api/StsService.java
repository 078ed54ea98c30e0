package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.AwsManagedPolicies;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.access.Callers;
import dev.wheelhouse.identity.access.SessionIssuer;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceApi;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;

/** AWS Security Token Service. */
public final class StsService {
    private final ServiceApi<Call> api;

    StsService(Desk desk, AwsManagedPolicies managed, Callers callers, SessionIssuer issuer) {
        var sessions = new Sessions(desk, issuer);
        var roles = new AssumedRoles(desk, callers, issuer, new PolicyCatalog(managed));
        this.api =
                ServiceApi.<Call>of("sts", Protocol.QUERY)
                        .action(
                                "GetCallerIdentity",
                                GetCallerIdentityRequest::builder,
                                sessions::getCallerIdentity)
                        .action("AssumeRole", AssumeRoleRequest::builder, roles::assume)
                        .action(
                                "GetSessionToken",
                                GetSessionTokenRequest::builder,
                                sessions::getSessionToken)
                        .action(
                                "GetAccessKeyInfo",
                                GetAccessKeyInfoRequest::builder,
                                sessions::getAccessKeyInfo)
                        .build();
    }

    public ServiceApi<Call> api() {
        return api;
    }
}

package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.Call;
import java.util.List;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProvidersRequest;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProvidersResponse;
import software.amazon.awssdk.services.iam.model.ListSamlProvidersRequest;
import software.amazon.awssdk.services.iam.model.ListSamlProvidersResponse;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesRequest;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesResponse;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsRequest;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsResponse;
import software.amazon.awssdk.services.iam.model.ListSigningCertificatesRequest;
import software.amazon.awssdk.services.iam.model.ListSigningCertificatesResponse;
import software.amazon.awssdk.services.iam.model.ListSshPublicKeysRequest;
import software.amazon.awssdk.services.iam.model.ListSshPublicKeysResponse;
import software.amazon.awssdk.services.iam.model.ListVirtualMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListVirtualMfaDevicesResponse;

/**
 * The lists of credentials beside access keys and passwords. Nothing makes such credentials here:
 * the actions that would are refused by name, so that an account has none of them, and clients that
 * clear a user up before they delete it find that there is nothing to clear.
 */
final class OtherCredentials {
    private final Desk desk;
    private final Users users;

    OtherCredentials(Desk desk, Users users) {
        this.desk = desk;
        this.users = users;
    }

    ListMfaDevicesResponse mfaDevices(Call call, ListMfaDevicesRequest request) {
        desk.database().read(db -> users.named(db, call, "ListMFADevices", request.userName()));
        return ListMfaDevicesResponse.builder().mfaDevices(List.of()).isTruncated(false).build();
    }

    ListVirtualMfaDevicesResponse virtualMfaDevices(
            Call call, ListVirtualMfaDevicesRequest request) {
        require(call, "iam:ListVirtualMFADevices", "mfa/*");
        return ListVirtualMfaDevicesResponse.builder()
                .virtualMFADevices(List.of())
                .isTruncated(false)
                .build();
    }

    ListSshPublicKeysResponse sshPublicKeys(Call call, ListSshPublicKeysRequest request) {
        desk.database().read(db -> users.named(db, call, "ListSSHPublicKeys", request.userName()));
        return ListSshPublicKeysResponse.builder()
                .sshPublicKeys(List.of())
                .isTruncated(false)
                .build();
    }

    ListSigningCertificatesResponse signingCertificates(
            Call call, ListSigningCertificatesRequest request) {
        desk.database()
                .read(db -> users.named(db, call, "ListSigningCertificates", request.userName()));
        return ListSigningCertificatesResponse.builder()
                .certificates(List.of())
                .isTruncated(false)
                .build();
    }

    ListServiceSpecificCredentialsResponse serviceSpecific(
            Call call, ListServiceSpecificCredentialsRequest request) {
        desk.database()
                .read(db ->
                        users.named(
                                db, call, "ListServiceSpecificCredentials", request.userName()));
        return ListServiceSpecificCredentialsResponse.builder()
                .serviceSpecificCredentials(List.of())
                .isTruncated(false)
                .build();
    }

    ListServerCertificatesResponse serverCertificates(
            Call call, ListServerCertificatesRequest request) {
        require(call, "iam:ListServerCertificates", "server-certificate/*");
        return ListServerCertificatesResponse.builder()
                .serverCertificateMetadataList(List.of())
                .isTruncated(false)
                .build();
    }

    ListOpenIdConnectProvidersResponse openIdConnectProviders(
            Call call, ListOpenIdConnectProvidersRequest request) {
        require(call, "iam:ListOpenIDConnectProviders", "oidc-provider/*");
        return ListOpenIdConnectProvidersResponse.builder()
                .openIDConnectProviderList(List.of())
                .build();
    }

    ListSamlProvidersResponse samlProviders(Call call, ListSamlProvidersRequest request) {
        require(call, "iam:ListSAMLProviders", "saml-provider/*");
        return ListSamlProvidersResponse.builder().samlProviderList(List.of()).build();
    }

    private static void require(Call call, String action, String resource) {
        call.require(AccessRequest.to(action, Arn.iam(call.account(), resource).toString()));
    }
}

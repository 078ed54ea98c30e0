package dev.wheelhouse.conformance;

import java.net.URI;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.servicecatalog.ServiceCatalogClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The AWS SDK's clients of one principal on one node. */
public record SdkClients(
        CloudFormationClient cloudFormation,
        Ec2Client ec2,
        IamClient iam,
        OrganizationsClient organizations,
        S3Client s3,
        ServiceCatalogClient serviceCatalog,
        SsmClient ssm,
        StsClient sts) {
    /** Clients at an endpoint; the HTTP client is the caller's to close. */
    public static SdkClients of(
            URI endpoint,
            AwsCredentials credentials,
            SdkHttpClient http,
            ExecutionInterceptor... interceptors) {
        var to = new To(endpoint, credentials, http, interceptors);
        return new SdkClients(
                to.client(CloudFormationClient.builder()),
                to.client(Ec2Client.builder()),
                to.client(IamClient.builder()),
                to.client(OrganizationsClient.builder()),
                to.client(S3Client.builder().forcePathStyle(true)),
                to.client(ServiceCatalogClient.builder()),
                to.client(SsmClient.builder()),
                to.client(StsClient.builder()));
    }

    /** The hub's administrator's keys, as a data folder has them. */
    static AwsCredentials hub(Path data) {
        try (var provider =
                ProfileCredentialsProvider.builder()
                        .profileName("hub")
                        .profileFile(
                                ProfileFile.builder()
                                        .content(data.resolve("aws/credentials"))
                                        .type(ProfileFile.Type.CREDENTIALS)
                                        .build())
                        .build()) {
            return provider.resolveCredentials();
        }
    }

    /** The account of the principal. */
    public String account() {
        return sts.getCallerIdentity().account();
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    private record To(
            URI endpoint,
            AwsCredentials credentials,
            SdkHttpClient http,
            ExecutionInterceptor[] interceptors) {
        <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
            var settings = ClientOverrideConfiguration.builder().retryStrategy(RetryMode.STANDARD);
            for (var interceptor : interceptors) {
                settings.addExecutionInterceptor(interceptor);
            }
            return builder.endpointOverride(endpoint)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(credentials))
                    .httpClient(http)
                    .overrideConfiguration(settings.build())
                    .build();
        }
    }
}

package dev.wheelhouse.wire.codec;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.servicecatalog.ServiceCatalogClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The SDK's own clients, pointed at one endpoint. */
final class SdkClients implements AutoCloseable {
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final URI endpoint;
    final ServiceCatalogClient serviceCatalog;
    final CloudFormationClient cloudFormation;
    final IamClient iam;
    final StsClient sts;
    final Ec2Client ec2;
    final S3Client s3;

    SdkClients(URI endpoint) {
        this.endpoint = endpoint;
        serviceCatalog = configured(ServiceCatalogClient.builder()).build();
        cloudFormation = configured(CloudFormationClient.builder()).build();
        iam = configured(IamClient.builder()).build();
        sts = configured(StsClient.builder()).build();
        ec2 = configured(Ec2Client.builder()).build();
        s3 = configured(S3Client.builder()).forcePathStyle(true).build();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder) {
        return builder.endpointOverride(endpoint)
                .httpClient(http)
                .region(Region.US_EAST_1)
                .overrideConfiguration(
                        config -> config.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsSessionCredentials.create(
                                        LoopbackServer.KEY_ID,
                                        LoopbackServer.SECRET,
                                        LoopbackServer.TOKEN)));
    }

    @Override
    public void close() {
        serviceCatalog.close();
        cloudFormation.close();
        iam.close();
        sts.close();
        ec2.close();
        s3.close();
        http.close();
    }
}

package dev.wheelhouse.rollout.access;

import dev.wheelhouse.rollout.Place;
import dev.wheelhouse.rollout.RolloutException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.servicecatalog.ServiceCatalogClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * The SDK clients of one connection. A client is made when it is first asked for and lives until
 * {@link #close}. Thread-safe.
 */
public final class AwsAccess implements AutoCloseable {
    private final Connection connection;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final SdkHttpClient direct;
    private final SdkHttpClient proxied;
    private final AwsCredentialsProvider credentials;
    private final Lazy<ServiceCatalogClient> serviceCatalog;
    private final Lazy<CloudFormationClient> cloudFormation;
    private final Lazy<Ec2Client> ec2;
    private final Lazy<IamClient> iam;
    private final Lazy<OrganizationsClient> organizations;
    private final Lazy<S3Client> s3;
    private final Lazy<StsClient> sts;
    private final Lazy<Place> place;

    public AwsAccess(Connection connection) {
        this.connection = connection;
        this.direct =
                client(connection)
                        .proxyConfiguration(
                                ProxyConfiguration.builder()
                                        .useSystemPropertyValues(false)
                                        .useEnvironmentVariablesValues(false)
                                        .build())
                        .build();
        this.proxied = client(connection).build();
        open.push(direct);
        open.push(proxied);
        this.credentials = provider(connection.credentials());
        this.serviceCatalog =
                lazy(() -> configured(ServiceCatalogClient.builder(), "service_catalog").build());
        this.cloudFormation =
                lazy(() -> configured(CloudFormationClient.builder(), "cloudformation").build());
        this.ec2 = lazy(() -> configured(Ec2Client.builder(), "ec2").build());
        this.iam = lazy(() -> configured(IamClient.builder(), "iam").build());
        this.organizations =
                lazy(() -> configured(OrganizationsClient.builder(), "organizations").build());
        this.s3 =
                lazy(() ->
                        configured(S3Client.builder(), "s3")
                                .forcePathStyle(true)
                                .requestChecksumCalculation(
                                        RequestChecksumCalculation.WHEN_REQUIRED)
                                .responseChecksumValidation(
                                        ResponseChecksumValidation.WHEN_REQUIRED)
                                .build());
        this.sts = lazy(() -> configured(StsClient.builder(), "sts").build());
        this.place = new Lazy<>(this::askPlace);
    }

    private static UrlConnectionHttpClient.Builder client(Connection connection) {
        var client = UrlConnectionHttpClient.builder();
        connection
                .caBundle()
                .map(CaBundle::trustManagers)
                .ifPresent(trusted -> client.tlsTrustManagersProvider(() -> trusted));
        return client;
    }

    /** The same endpoints and region, as a session of a role that these credentials assume. */
    public AwsAccess inRole(String roleArn, String sessionName) {
        return new AwsAccess(
                new Connection(
                        connection.profile(),
                        connection.region(),
                        connection.endpoints(),
                        new CredentialSource.Role(
                                roleArn,
                                sessionName,
                                Optional.empty(),
                                Optional.empty(),
                                connection.credentials()),
                        connection.caBundle()));
    }

    public Connection connection() {
        return connection;
    }

    public ServiceCatalogClient serviceCatalog() {
        return serviceCatalog.get();
    }

    public CloudFormationClient cloudFormation() {
        return cloudFormation.get();
    }

    public Ec2Client ec2() {
        return ec2.get();
    }

    public IamClient iam() {
        return iam.get();
    }

    public OrganizationsClient organizations() {
        return organizations.get();
    }

    /** S3, always with path addressing, so that a bucket's name need not be a host's name. */
    public S3Client s3() {
        return s3.get();
    }

    public StsClient sts() {
        return sts.get();
    }

    /**
     * Account, region, endpoint and principal, asked once from STS.
     *
     * @throws RolloutException if the credentials are missing, wrong or expired, or nobody answers
     */
    public Place whereAmI() {
        return place.get();
    }

    /** A failed call in words that its user can act on. */
    public RolloutException failure(String what, SdkException cause) {
        return Failures.explain(what, place.known(), connection, cause);
    }

    @Override
    public void close() {
        synchronized (open) {
            while (!open.isEmpty()) {
                try {
                    open.pop().close();
                } catch (Exception _) {
                    // nothing depends on a connection that closes badly
                }
            }
        }
    }

    private Place askPlace() {
        try {
            var identity = sts().getCallerIdentity();
            return new Place(
                    identity.account(),
                    connection.region(),
                    connection.endpoint("service_catalog").map(URI::toString).orElse(Place.AWS),
                    identity.arn());
        } catch (SdkException cause) {
            throw Failures.explain(
                    "Finding out who calls, with " + connection.words(),
                    Optional.empty(),
                    connection,
                    cause);
        }
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder, String service) {
        return prepared(builder, service).credentialsProvider(credentials);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B prepared(
            B builder, String service) {
        var endpoint = connection.endpoint(service);
        endpoint.ifPresent(builder::endpointOverride);
        return builder.region(Region.of(connection.region()))
                .httpClient(endpoint.filter(AwsAccess::isLoopback).isPresent() ? direct : proxied)
                .overrideConfiguration(
                        ClientOverrideConfiguration.builder()
                                .retryStrategy(RetryMode.STANDARD)
                                .apiCallTimeout(Duration.ofMinutes(2))
                                .build());
    }

    private AwsCredentialsProvider provider(CredentialSource source) {
        return switch (source) {
            case CredentialSource.Keys keys ->
                    StaticCredentialsProvider.create(
                            keys.sessionToken().isPresent()
                                    ? AwsSessionCredentials.create(
                                            keys.accessKeyId(),
                                            keys.secretAccessKey(),
                                            keys.sessionToken().get())
                                    : AwsBasicCredentials.create(
                                            keys.accessKeyId(), keys.secretAccessKey()));
            case CredentialSource.Role role -> session(role);
            case CredentialSource.Profile profile ->
                    opened(
                            ProfileCredentialsProvider.builder()
                                    .profileName(profile.name())
                                    .profileFile(
                                            Profiles.read(
                                                    profile.configFile(),
                                                    profile.credentialsFile()))
                                    .build());
            case CredentialSource.Machine _ -> opened(DefaultCredentialsProvider.builder().build());
        };
    }

    /** The role is assumed at the endpoint of this connection's profile, not of its source's. */
    private AwsCredentialsProvider session(CredentialSource.Role role) {
        var client =
                prepared(StsClient.builder(), "sts")
                        .credentialsProvider(provider(role.source()))
                        .build();
        opened(client);
        return opened(
                StsAssumeRoleCredentialsProvider.builder()
                        .stsClient(client)
                        .refreshRequest(request -> {
                            request.roleArn(role.roleArn()).roleSessionName(role.sessionName());
                            role.externalId().ifPresent(request::externalId);
                            role.durationSeconds().ifPresent(request::durationSeconds);
                        })
                        .build());
    }

    private <C extends AutoCloseable> Lazy<C> lazy(Supplier<C> maker) {
        return new Lazy<>(() -> opened(maker.get()));
    }

    private <C extends AutoCloseable> C opened(C closeable) {
        synchronized (open) {
            open.push(closeable);
        }
        return closeable;
    }

    /** A proxy is for the world outside, never for this machine. */
    private static boolean isLoopback(URI url) {
        try {
            return InetAddress.getByName(url.getHost()).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    /** A value made when it is first asked for; a failure is not kept. */
    private static final class Lazy<T> {
        private final Supplier<T> maker;
        private @Nullable T value;

        Lazy(Supplier<T> maker) {
            this.maker = maker;
        }

        synchronized T get() {
            var made = value;
            if (made == null) {
                made = maker.get();
                value = made;
            }
            return made;
        }

        synchronized Optional<T> known() {
            return Optional.ofNullable(value);
        }
    }
}

package dev.wheelhouse.cli;

import dev.wheelhouse.server.DataFolder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The hub's organization on an embedded cloud, brought to the number of spokes that {@code up} was
 * asked for: through the public API alone, finding what is there first, so that a start that was
 * cut off is finished by the next one.
 */
final class EmbeddedOrganization {
    static final String END_USER = "enduser";
    static final String END_USERS = "EndUsers";
    private static final String END_USER_POLICY =
            "arn:aws:iam::aws:policy/AWSServiceCatalogEndUserFullAccess";
    private static final Duration ACCOUNT_PATIENCE = Duration.ofSeconds(30);

    private final URI endpoint;
    private final Optional<Path> certificates;
    private final ProfileFiles profiles;

    /**
     * @param endpoint where this machine reaches the server
     * @param certificates those of an encrypted server
     */
    EmbeddedOrganization(URI endpoint, Optional<Path> certificates, ProfileFiles profiles) {
        this.endpoint = endpoint;
        this.certificates = certificates;
        this.profiles = profiles;
    }

    /** The organization of the server that runs on a folder. */
    static EmbeddedOrganization of(DataFolder folder, ServerAddress address) {
        var encrypted = Objects.equals(address.direct().getScheme(), "https");
        return new EmbeddedOrganization(
                address.direct(),
                encrypted ? Optional.of(folder.certificates()) : Optional.empty(),
                new ProfileFiles(folder));
    }

    /**
     * Makes spokes until there are this many, each with its end user; more are left as they are.
     */
    List<ProfileFiles.Spoke> ensureSpokes(ProfileFiles.Keys hub, int count)
            throws InterruptedException {
        var credentials = AwsBasicCredentials.create(hub.accessKeyId(), hub.secretAccessKey());
        try (var organizations = at(OrganizationsClient.builder(), credentials).build();
                var sts = at(StsClient.builder(), credentials).build()) {
            var spokes = new ArrayList<ProfileFiles.Spoke>();
            var accounts = accounts(organizations);
            for (var number = 1; number <= Math.max(count, accounts.size()); number++) {
                var name = "spoke" + number;
                var account =
                        accounts.stream()
                                .filter(existing -> existing.name().equals(name))
                                .findFirst();
                if (account.isEmpty() && number > count) {
                    continue;
                }
                var id = account.isPresent() ? account.get().id() : create(organizations, name);
                var spoke = new ProfileFiles.Spoke(name, id);
                ensureEndUser(sts, spoke);
                spokes.add(spoke);
            }
            return spokes;
        }
    }

    private static List<Account> accounts(OrganizationsClient organizations) {
        var management = organizations.describeOrganization().organization().masterAccountId();
        return organizations.listAccountsPaginator().stream()
                .flatMap(page -> page.accounts().stream())
                .filter(account -> !Objects.equals(account.id(), management))
                .toList();
    }

    private static String create(OrganizationsClient organizations, String name)
            throws InterruptedException {
        var status =
                organizations
                        .createAccount(
                                request -> request.accountName(name).email(name + "@example.com"))
                        .createAccountStatus();
        var deadline = System.nanoTime() + ACCOUNT_PATIENCE.toNanos();
        while (status.state() == CreateAccountState.IN_PROGRESS && System.nanoTime() < deadline) {
            Thread.sleep(Duration.ofMillis(20));
            var id = status.id();
            status =
                    organizations
                            .describeCreateAccountStatus(
                                    request -> request.createAccountRequestId(id))
                            .createAccountStatus();
        }
        if (status.state() != CreateAccountState.SUCCEEDED) {
            throw new CommandException(
                    "The account "
                            + name
                            + " was not created: "
                            + status.stateAsString()
                            + " "
                            + status.failureReasonAsString());
        }
        return status.accountId();
    }

    private void ensureEndUser(StsClient sts, ProfileFiles.Spoke spoke) {
        var profile = spoke.name() + "-enduser";
        if (profiles.keys(profile).isPresent()) {
            return;
        }
        var session =
                sts.assumeRole(request ->
                                request.roleArn(
                                                "arn:aws:iam::"
                                                        + spoke.accountId()
                                                        + ":role/OrganizationAccountAccessRole")
                                        .roleSessionName("up"))
                        .credentials();
        var administrator =
                AwsSessionCredentials.create(
                        session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
        try (var iam = at(IamClient.builder(), administrator).build()) {
            whereMissing(() -> iam.createGroup(request -> request.groupName(END_USERS)));
            iam.attachGroupPolicy(
                    request -> request.groupName(END_USERS).policyArn(END_USER_POLICY));
            whereMissing(() -> iam.createUser(request -> request.userName(END_USER)));
            iam.addUserToGroup(request -> request.groupName(END_USERS).userName(END_USER));
            // Keys of an earlier start that was cut off before it wrote them down: nobody knows
            // their secret.
            iam.listAccessKeys(request -> request.userName(END_USER))
                    .accessKeyMetadata()
                    .forEach(lost ->
                            iam.deleteAccessKey(request ->
                                    request.userName(END_USER).accessKeyId(lost.accessKeyId())));
            var key = iam.createAccessKey(request -> request.userName(END_USER)).accessKey();
            profiles.save(profile, new ProfileFiles.Keys(key.accessKeyId(), key.secretAccessKey()));
        }
    }

    private static void whereMissing(Runnable creation) {
        try {
            creation.run();
        } catch (EntityAlreadyExistsException there) {
            // that is what was wanted
        }
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B at(
            B builder, AwsCredentials credentials) {
        certificates.ifPresent(file -> builder.httpClient(PinnedClient.to(file)));
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials));
    }
}

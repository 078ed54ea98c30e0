package dev.wheelhouse.rollout.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.rollout.RolloutException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {
    private static final String CONFIG =
            """
            [profile hub]
            region = us-east-1
            endpoint_url = http://127.0.0.1:4566
            services = local
            s3 =
                addressing_style = path

            [profile spoke1]
            region = us-east-1
            endpoint_url = http://127.0.0.1:4566
            role_arn = arn:aws:iam::222222222222:role/OrganizationAccountAccessRole
            source_profile = hub
            external_id = secret-handshake
            duration_seconds = 900

            [profile real]
            region = eu-central-1

            [profile roleless]
            region = eu-central-1
            role_arn = arn:aws:iam::222222222222:role/R

            [profile circle]
            region = eu-central-1
            role_arn = arn:aws:iam::222222222222:role/R
            source_profile = circle2

            [profile circle2]
            role_arn = arn:aws:iam::222222222222:role/R
            source_profile = circle

            [profile regionless]

            [profile sso]
            region = eu-central-1
            sso_session = corporate
            sso_account_id = 222222222222

            [profile mfa]
            region = eu-central-1
            role_arn = arn:aws:iam::222222222222:role/R
            source_profile = real
            mfa_serial = arn:aws:iam::111111111111:mfa/me

            [services local]
            sts =
                endpoint_url = http://127.0.0.1:4567
            service_catalog =
                endpoint_url = http://127.0.0.1:4568
            """;
    private static final String CREDENTIALS =
            """
            [hub]
            aws_access_key_id = AKIAHUB
            aws_secret_access_key = hub-secret

            [real]
            aws_access_key_id = AKIAREAL
            aws_secret_access_key = real-secret
            aws_session_token = real-token

            [regionless]
            aws_access_key_id = AKIAREAL
            aws_secret_access_key = real-secret
            """;

    @TempDir Path home;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), CONFIG);
        Files.writeString(home.resolve(".aws/credentials"), CREDENTIALS);
    }

    @Test
    void theOptionWinsOverTheVariables() {
        environment.put("AWS_PROFILE", "hub");
        assertThat(connection("real").profile()).contains("real");
        assertThat(connection().profile()).contains("hub");
    }

    @Test
    void theDefaultProfileVariableIsAskedLast() {
        environment.put("AWS_DEFAULT_PROFILE", "real");
        assertThat(connection().profile()).contains("real");
    }

    @Test
    void twoVariablesThatDifferAreAnErrorAndTwoThatAgreeAreNot() {
        environment.put("AWS_PROFILE", "hub");
        environment.put("AWS_DEFAULT_PROFILE", "real");
        assertThatThrownBy(this::connection)
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining("AWS_PROFILE is hub and AWS_DEFAULT_PROFILE is real");

        assertThat(connection("real").profile()).contains("real");
        environment.put("AWS_DEFAULT_PROFILE", "hub");
        assertThat(connection().profile()).contains("hub");
    }

    @Test
    void aChosenProfileWinsOverKeysInTheEnvironment() {
        environment.putAll(keys());
        environment.put("AWS_PROFILE", "hub");
        assertThat(connection().credentials())
                .isEqualTo(new CredentialSource.Keys("AKIAHUB", "hub-secret", Optional.empty()));
    }

    @Test
    void withoutAProfileTheEnvironmentsKeysAreUsed() {
        environment.putAll(keys());
        environment.put("AWS_SESSION_TOKEN", "ci-token");
        environment.put("AWS_REGION", "eu-west-1");

        var connection = connection();

        assertThat(connection.profile()).isEmpty();
        assertThat(connection.region()).isEqualTo("eu-west-1");
        assertThat(connection.credentials())
                .isEqualTo(
                        new CredentialSource.Keys("AKIACI", "ci-secret", Optional.of("ci-token")));
        assertThat(connection.endpoint("service_catalog")).isEmpty();
    }

    @Test
    void withoutAnyChoiceTheProfileNamedDefaultIsUsed() throws IOException {
        Files.writeString(
                home.resolve(".aws/config"), CONFIG + "\n[default]\nregion = ap-south-1\n");
        Files.writeString(
                home.resolve(".aws/credentials"),
                "[default]\naws_access_key_id = A\naws_secret_access_key = B\n");
        assertThat(connection().region()).isEqualTo("ap-south-1");
    }

    @Test
    void filesAreWhereTheVariablesSay() throws IOException {
        Files.move(home.resolve(".aws/config"), home.resolve("c"));
        Files.move(home.resolve(".aws/credentials"), home.resolve("k"));
        environment.put("AWS_CONFIG_FILE", home.resolve("c").toString());
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "~/k");
        assertThat(connection("hub").region()).isEqualTo("us-east-1");
    }

    @Test
    void aServicesSectionWinsOverTheProfilesEndpoint() {
        var connection = connection("hub");
        assertThat(connection.endpoint("sts")).contains(URI.create("http://127.0.0.1:4567"));
        assertThat(connection.endpoint("service_catalog"))
                .contains(URI.create("http://127.0.0.1:4568"));
        assertThat(connection.endpoint("iam")).contains(URI.create("http://127.0.0.1:4566"));
    }

    @Test
    void theEnvironmentsEndpointsWinOverTheProfiles() {
        environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:9000");
        environment.put("AWS_ENDPOINT_URL_SERVICE_CATALOG", "http://127.0.0.1:9001");
        var connection = connection("hub");
        assertThat(connection.endpoint("sts")).contains(URI.create("http://127.0.0.1:9000"));
        assertThat(connection.endpoint("service_catalog"))
                .contains(URI.create("http://127.0.0.1:9001"));

        environment.put("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
        assertThat(connection("hub").endpoints()).isEqualTo(Endpoints.AWS);
    }

    @Test
    void aRoleProfileKnowsItsSourceAndItsOwnEndpoint() {
        var connection = connection("spoke1");
        assertThat(connection.endpoint("sts")).contains(URI.create("http://127.0.0.1:4566"));
        assertThat(connection.credentials())
                .isEqualTo(
                        new CredentialSource.Role(
                                "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole",
                                "wheelhouse",
                                Optional.of("secret-handshake"),
                                Optional.of(900),
                                new CredentialSource.Keys(
                                        "AKIAHUB", "hub-secret", Optional.empty())));
    }

    @Test
    void whatIsMissingOrWrongIsSaidWithWhatToTry() {
        refused("nobody", "no such profile", "one of circle, circle2, hub");
        refused("roleless", "no source_profile or credential_source", "source_profile = NAME");
        refused("circle", "circle -> circle2", "access keys");
        refused("regionless", "names none", "aws configure set region us-east-1");
        refused("sso", "IAM Identity Center", "export-credentials");
        refused("mfa", "second factor", "export-credentials");
    }

    @Test
    void aSecretIsNeverShown() {
        assertThat(connection("hub").toString()).contains("AKIAHUB").doesNotContain("hub-secret");
        assertThat(connection("spoke1").toString()).doesNotContain("hub-secret");
    }

    @Test
    void anEndpointThatIsNoUrlIsRefused() {
        environment.put("AWS_ENDPOINT_URL", "localhost:4566");
        assertThatThrownBy(() -> connection("hub"))
                .hasMessageContaining("AWS_ENDPOINT_URL: not a URL: localhost:4566");
    }

    private void refused(String profile, String... words) {
        assertThatThrownBy(() -> connection(profile))
                .isInstanceOf(RolloutException.class)
                .hasMessageContainingAll(words);
    }

    private Connection connection(String profile) {
        return Profiles.of(environment, home).connection(Optional.of(profile));
    }

    private Connection connection() {
        return Profiles.of(environment, home).connection(Optional.empty());
    }

    private static Map<String, String> keys() {
        return Map.of("AWS_ACCESS_KEY_ID", "AKIACI", "AWS_SECRET_ACCESS_KEY", "ci-secret");
    }
}

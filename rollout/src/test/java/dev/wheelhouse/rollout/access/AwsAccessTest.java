package dev.wheelhouse.rollout.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.rollout.Place;
import dev.wheelhouse.rollout.RolloutException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against a port of this machine that answers like STS. */
class AwsAccessTest {
    private static final CredentialSource.Keys KEYS =
            new CredentialSource.Keys("AKIASOURCE", "secret", Optional.empty());

    @Test
    void theFirstLineToPrintComesFromSts() throws Exception {
        try (var sts = new StsStandIn();
                var access = access(sts.url(), KEYS)) {
            assertThat(access.whereAmI())
                    .isEqualTo(
                            new Place(
                                    "111111111111",
                                    "us-east-1",
                                    sts.url().toString(),
                                    "arn:aws:iam::111111111111:user/admin"));
            access.whereAmI();
            assertThat(sts.actions()).containsExactly("GetCallerIdentity by AKIASOURCE");
        }
    }

    @Test
    void aRoleIsAssumedAtTheProfilesOwnEndpoint() throws Exception {
        try (var sts = new StsStandIn();
                var access =
                        access(
                                sts.url(),
                                new CredentialSource.Role(
                                        "arn:aws:iam::111111111111:role/R",
                                        "wheelhouse",
                                        Optional.empty(),
                                        Optional.empty(),
                                        KEYS))) {
            access.whereAmI();
            assertThat(sts.actions())
                    .containsExactly(
                            "AssumeRole by AKIASOURCE", "GetCallerIdentity by ASIASESSION");
        }
    }

    @Test
    void expiredCredentialsAreSaidToBeExpired() throws Exception {
        try (var sts = new StsStandIn();
                var access = access(sts.url(), KEYS)) {
            sts.refuse("ExpiredToken", "The security token included in the request is expired");
            assertThatThrownBy(access::whereAmI)
                    .isInstanceOf(RolloutException.class)
                    .hasMessageContainingAll("profile test", "expired", "sign in again");
        }
    }

    @Test
    void anUnknownKeyIsSaidToBeUnknownThere() throws Exception {
        try (var sts = new StsStandIn();
                var access = access(sts.url(), KEYS)) {
            sts.refuse(
                    "InvalidClientTokenId",
                    "The security token included in the request is invalid");
            assertThatThrownBy(access::whereAmI)
                    .hasMessageContainingAll("not known at", sts.url().toString());
        }
    }

    @Test
    void theCodeOfAnAnswerEndsItsSentence() throws Exception {
        try (var sts = new StsStandIn();
                var access = access(sts.url(), KEYS)) {
            sts.refuse("InvalidParametersException", "A stack named lamp already exists.");
            assertThatThrownBy(access::whereAmI)
                    .hasMessageEndingWith(
                            ": A stack named lamp already exists (InvalidParametersException).");
        }
    }

    @Test
    void aServerThatIsNotUpIsNamed() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (var access = access(URI.create("http://127.0.0.1:" + port), KEYS)) {
            assertThatThrownBy(access::whereAmI)
                    .isInstanceOf(RolloutException.class)
                    .hasMessageContainingAll(
                            "nobody answers at http://127.0.0.1:" + port, "wheelhouse up");
        }
    }

    private static AwsAccess access(URI url, CredentialSource credentials) {
        return new AwsAccess(
                new Connection(Optional.of("test"), "us-east-1", Endpoints.all(url), credentials));
    }
}

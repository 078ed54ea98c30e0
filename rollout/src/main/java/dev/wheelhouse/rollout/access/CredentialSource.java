package dev.wheelhouse.rollout.access;

import java.nio.file.Path;
import java.util.Optional;

/** Where credentials come from. */
public sealed interface CredentialSource {
    /**
     * Keys that are written down.
     *
     * @param sessionToken present for temporary credentials
     */
    record Keys(String accessKeyId, String secretAccessKey, Optional<String> sessionToken)
            implements CredentialSource {
        @Override
        public String toString() {
            return "Keys[" + accessKeyId + ", ****]";
        }
    }

    /**
     * A session of a role.
     *
     * @param roleArn the role
     * @param sessionName how the session is named
     * @param externalId what the role's trust policy may ask for
     * @param durationSeconds how long a session lasts, if not the role's default
     * @param source whose credentials assume the role
     */
    record Role(
            String roleArn,
            String sessionName,
            Optional<String> externalId,
            Optional<Integer> durationSeconds,
            CredentialSource source)
            implements CredentialSource {}

    /** Whatever else the SDK finds in a profile: a credential process or a web identity. */
    record Profile(String name, Path configFile, Path credentialsFile)
            implements CredentialSource {}

    /** What the machine offers: a container's or an instance's role, a web identity. */
    record Machine() implements CredentialSource {}
}

package dev.wheelhouse.rollout.access;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything that a client needs to know.
 *
 * @param profile the profile that was chosen; empty when the environment's credentials are used
 * @param region the region's code
 * @param endpoints where the services are
 * @param credentials where the credentials come from
 * @param caBundle a PEM file of the authorities that are trusted instead of the machine's
 */
public record Connection(
        Optional<String> profile,
        String region,
        Endpoints endpoints,
        CredentialSource credentials,
        Optional<Path> caBundle) {
    /** Where the machine's own authorities are trusted. */
    public Connection(
            Optional<String> profile,
            String region,
            Endpoints endpoints,
            CredentialSource credentials) {
        this(profile, region, endpoints, credentials, Optional.empty());
    }

    /** The connection's credentials in words, for a message: never a secret. */
    public String words() {
        return profile.map(name -> "profile " + name).orElse("the environment's credentials");
    }

    /** The endpoint configured for a service, if there is one. */
    public Optional<URI> endpoint(String service) {
        return endpoints.of(service);
    }
}

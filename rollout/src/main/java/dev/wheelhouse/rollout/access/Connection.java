package dev.wheelhouse.rollout.access;

import java.net.URI;
import java.util.Optional;

/**
 * Everything that a client needs to know.
 *
 * @param profile the profile that was chosen; empty when the environment's credentials are used
 * @param region the region's code
 * @param endpoints where the services are
 * @param credentials where the credentials come from
 */
public record Connection(
        Optional<String> profile,
        String region,
        Endpoints endpoints,
        CredentialSource credentials) {

    /** The connection's credentials in words, for a message: never a secret. */
    public String words() {
        return profile.map(name -> "profile " + name).orElse("the environment's credentials");
    }

    /** The endpoint configured for a service, if there is one. */
    public Optional<URI> endpoint(String service) {
        return endpoints.of(service);
    }
}

package dev.wheelhouse.rollout.access;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The endpoints that are configured instead of AWS's own.
 *
 * @param services by service, named as in a profile's services section: {@code service_catalog}
 * @param others for every other service
 */
public record Endpoints(Map<String, URI> services, Optional<URI> others) {
    /** No service has an endpoint of its own. */
    public static final Endpoints AWS = new Endpoints(Map.of(), Optional.empty());

    public Endpoints {
        services = Map.copyOf(services);
    }

    /** All services at one URL. */
    public static Endpoints all(URI url) {
        return new Endpoints(Map.of(), Optional.of(url));
    }

    /**
     * Where a service is.
     *
     * @param service as in a profile's services section, for example {@code service_catalog}
     */
    public Optional<URI> of(String service) {
        return Optional.ofNullable(services.get(service)).or(() -> others);
    }
}

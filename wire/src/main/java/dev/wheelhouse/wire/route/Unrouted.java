package dev.wheelhouse.wire.route;

import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceException;
import dev.wheelhouse.wire.model.ServiceModel;
import java.util.Optional;

/**
 * A request that names no operation that AWS has.
 *
 * @param protocol what the client most likely speaks
 * @param model the service's model, when the service at least is known
 * @param error the answer
 */
public record Unrouted(Protocol protocol, Optional<ServiceModel> model, ServiceException error)
        implements Routing {}

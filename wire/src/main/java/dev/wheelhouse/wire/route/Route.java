package dev.wheelhouse.wire.route;

import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.model.Operation;
import dev.wheelhouse.wire.model.ServiceModel;

/**
 * The operation that a request asks for; AWS has it, whether it is built here or not.
 *
 * @param model the service's model
 * @param operation the operation
 */
public record Route(ServiceModel model, Operation operation) implements Routing {
    /** The service's name in signatures, for example {@code servicecatalog}. */
    public String service() {
        return model.name();
    }

    @Override
    public Protocol protocol() {
        return model.protocol();
    }

    /** For example {@code CreatePortfolio}. */
    public String action() {
        return operation.name();
    }
}

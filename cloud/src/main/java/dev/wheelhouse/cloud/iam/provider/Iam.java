package dev.wheelhouse.cloud.iam.provider;

import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.cloud.resource.ResourceFailure.Code;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.identity.api.IamActions;
import dev.wheelhouse.wire.ServiceException;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.IamResponse;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** IAM as one step of a stack asks it; its errors become failures of the resource. */
final class Iam {
    private static final String EXISTS = "EntityAlreadyExists";
    private static final String NO_SUCH = "NoSuchEntity";

    private final IamActions actions;
    private final ResourceStep step;

    Iam(IamActions actions, ResourceStep step) {
        this.actions = actions;
        this.step = step;
    }

    /** Does an action. */
    void act(String action, SdkBuilder<?, ? extends SdkPojo> request) {
        ask(action, request, IamResponse.class);
    }

    /** Does an action that answers something. */
    <R> R ask(String action, SdkBuilder<?, ? extends SdkPojo> request, Class<R> response) {
        try {
            return asIs(action, request, response);
        } catch (ServiceException refused) {
            throw failure(refused);
        }
    }

    /**
     * Makes the resource itself. One that is there already is none of this stack's.
     *
     * @param identifier what it is called
     */
    <R> R make(
            ResourceSchema schema,
            String identifier,
            String action,
            SdkBuilder<?, ? extends SdkPojo> request,
            Class<R> response) {
        try {
            return asIs(action, request, response);
        } catch (ServiceException refused) {
            if (refused.kind().code().equals(EXISTS)) {
                throw ResourceFailure.alreadyExists(schema.type(), identifier);
            }
            throw failure(refused);
        }
    }

    /** Does an action on something that may be gone; empty when it is. */
    <R> Optional<R> find(
            String action, SdkBuilder<?, ? extends SdkPojo> request, Class<R> response) {
        try {
            return Optional.of(asIs(action, request, response));
        } catch (ServiceException refused) {
            if (refused.kind().code().equals(NO_SUCH)) {
                return Optional.empty();
            }
            throw failure(refused);
        }
    }

    /** Takes away something that may be gone already. */
    void remove(String action, SdkBuilder<?, ? extends SdkPojo> request) {
        find(action, request, IamResponse.class);
    }

    private <R> R asIs(String action, SdkBuilder<?, ? extends SdkPojo> request, Class<R> response) {
        return actions.act(step.db(), step.session(), action, request, response);
    }

    private static ResourceFailure failure(ServiceException refused) {
        var code =
                switch (refused.kind().code()) {
                    case EXISTS -> Code.ALREADY_EXISTS;
                    case NO_SUCH -> Code.NOT_FOUND;
                    case "LimitExceeded" -> Code.SERVICE_LIMIT_EXCEEDED;
                    case "AccessDenied" -> Code.ACCESS_DENIED;
                    default -> Code.INVALID_REQUEST;
                };
        return new ResourceFailure(
                code,
                "%s (Service: Iam, Status Code: %d)"
                        .formatted(refused.getMessage(), refused.kind().status()));
    }
}

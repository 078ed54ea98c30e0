package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.cloud.resource.ResourceProvider.Progress;
import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.stacks.template.TemplateException;
import dev.wheelhouse.store.sql.DatabaseException;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what a resource may fail of, and words it as an event's reason. */
final class StepFailure {
    private static final Logger LOG = LoggerFactory.getLogger(StepFailure.class);

    private StepFailure() {}

    /**
     * Asks a provider. What it throws against its contract fails the resource rather than the
     * worker, which would try again for ever; what the database throws goes through.
     */
    static Progress ask(String type, Supplier<Progress> provider) {
        try {
            return provider.get();
        } catch (ResourceFailure | AccessDeniedException | DatabaseException expected) {
            throw expected;
        } catch (RuntimeException failure) {
            LOG.error("The provider of {} failed against its contract", type, failure);
            throw new ResourceFailure(
                    ResourceFailure.Code.GENERAL_SERVICE_EXCEPTION,
                    "The provider of " + type + " failed: " + failure);
        }
    }

    /**
     * The reason that the event carries.
     *
     * @throws RuntimeException the failure itself, when it is none of a resource
     */
    static String reason(RuntimeException failure, RandomGenerator random) {
        return switch (failure) {
            case TemplateException refused -> text(refused);
            case PropertyFailure refused -> text(refused);
            case ResourceFailure refused when !refused.framed() -> text(refused);
            case ResourceFailure refused -> framed(text(refused), refused.code(), random);
            case AccessDeniedException denied ->
                    framed(text(denied), ResourceFailure.Code.ACCESS_DENIED, random);
            default -> throw failure;
        };
    }

    /** The message of an exception that always has one. */
    static String text(RuntimeException failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    private static String framed(
            String message, ResourceFailure.Code code, RandomGenerator random) {
        return "Resource handler returned message: \"%s\" (RequestToken: %s, HandlerErrorCode: %s)"
                .formatted(message, Uuids.random(random), code.text());
    }
}

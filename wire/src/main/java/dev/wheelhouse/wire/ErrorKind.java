package dev.wheelhouse.wire;

/**
 * An error that a service's API defines. Each service has one enum of its errors that implements
 * this; it alone knows codes and HTTP statuses.
 */
public interface ErrorKind {
    /** The code that clients match on, for example {@code ResourceNotFoundException}. */
    String code();

    /** The HTTP status, 400 to 599. */
    int status();

    /** This error, with a message for people: what failed, where, why, what to try. */
    default ServiceException because(String message) {
        return new ServiceException(this, message);
    }
}

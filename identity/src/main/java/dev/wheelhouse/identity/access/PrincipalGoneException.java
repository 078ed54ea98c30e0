package dev.wheelhouse.identity.access;

import dev.wheelhouse.identity.CallerReference;

/** The user or role that a job acts for was deleted since. */
public final class PrincipalGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PrincipalGoneException(CallerReference reference) {
        super(reference.principalArn() + " does not exist any more", null, false, false);
    }
}

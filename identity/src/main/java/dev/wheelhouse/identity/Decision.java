package dev.wheelhouse.identity;

/** What the policies say to an {@link AccessRequest}. */
public sealed interface Decision {
    /** What decided, in a line for the log. */
    String reason();

    /**
     * Allowed.
     *
     * @param by the statement that decided, for example {@code policy AdministratorAccess,
     *     statement 1}
     */
    record Allowed(String by) implements Decision {
        @Override
        public String reason() {
            return by;
        }
    }

    /**
     * Denied by a statement.
     *
     * @param by the statement that decided
     * @param in the kind of policy in AWS's words, for example {@code an identity-based policy}
     */
    record ExplicitlyDenied(String by, String in) implements Decision {
        @Override
        public String reason() {
            return by + " of " + in;
        }
    }

    /**
     * Denied since nothing allows it.
     *
     * @param because in AWS's words, for example {@code no identity-based policy allows the
     *     servicecatalog:ListPortfolios action}
     */
    record ImplicitlyDenied(String because) implements Decision {
        @Override
        public String reason() {
            return because;
        }
    }
}

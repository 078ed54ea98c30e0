package dev.wheelhouse.identity;

/** What the policies say to an {@link AccessRequest}. */
public sealed interface Decision {
    /**
     * Allowed.
     *
     * @param by the statement that decided, for example {@code policy AdministratorAccess,
     *     statement 1}
     */
    record Allowed(String by) implements Decision {}

    /**
     * Denied by a statement.
     *
     * @param by the statement that decided
     * @param in the kind of policy in AWS's words, for example {@code an identity-based policy}
     */
    record ExplicitlyDenied(String by, String in) implements Decision {}

    /**
     * Denied since nothing allows it.
     *
     * @param because in AWS's words, for example {@code no identity-based policy allows the
     *     servicecatalog:ListPortfolios action}
     */
    record ImplicitlyDenied(String because) implements Decision {}
}

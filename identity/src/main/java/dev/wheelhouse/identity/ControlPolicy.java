package dev.wheelhouse.identity;

/**
 * A service control policy.
 *
 * @param id {@code p-} and letters and digits
 * @param description empty when there is none
 * @param content the policy as JSON text
 */
public record ControlPolicy(String id, String name, String description, String content) {
    /** AWS's own, which allows all: attached everywhere when the type is enabled. */
    public static final ControlPolicy FULL_AWS_ACCESS =
            new ControlPolicy(
                    "p-FullAWSAccess",
                    "FullAWSAccess",
                    "Allows access to every operation",
                    """
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*",\
                    "Resource":"*"}]}\
                    """);

    public boolean ofAws() {
        return id.equals(FULL_AWS_ACCESS.id());
    }
}

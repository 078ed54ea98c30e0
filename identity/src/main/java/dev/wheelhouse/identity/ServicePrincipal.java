package dev.wheelhouse.identity;

import java.util.regex.Pattern;

/**
 * A service that acts on somebody's behalf, as a role's trust policy names it.
 *
 * @param value for example {@code servicecatalog.amazonaws.com}
 * @throws IllegalArgumentException if the value is not a host name
 */
public record ServicePrincipal(String value) {
    private static final Pattern FORMAT = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");

    public static final ServicePrincipal SERVICE_CATALOG =
            new ServicePrincipal("servicecatalog.amazonaws.com");
    public static final ServicePrincipal CLOUDFORMATION =
            new ServicePrincipal("cloudformation.amazonaws.com");
    public static final ServicePrincipal EC2 = new ServicePrincipal("ec2.amazonaws.com");

    public ServicePrincipal {
        if (!FORMAT.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a service principal: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

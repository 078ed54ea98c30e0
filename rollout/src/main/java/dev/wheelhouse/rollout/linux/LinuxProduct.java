package dev.wheelhouse.rollout.linux;

import java.util.List;

/**
 * One of the two products.
 *
 * @param name how the hub publishes it
 * @param description what end users read
 * @param templateKey the template's key in the bucket
 * @param constraintKey the key of its template constraint
 * @param constraintDescription what the constraint does
 */
public record LinuxProduct(
        String name,
        String description,
        String templateKey,
        String constraintKey,
        String constraintDescription) {
    /** The web server with its database and its security group. */
    public static final LinuxProduct LAMP =
            new LinuxProduct(
                    "Linux LAMP Stack",
                    "A Linux instance with Apache, MariaDB and PHP, behind a security group of its own",
                    "LAMP_Single_Instance_v1.template",
                    "LAMP_Launch_Constraint.json",
                    "Instance types and SSH range of a LAMP stack");

    /** An instance in the security group of a LAMP stack. */
    public static final LinuxProduct INSTANCE =
            new LinuxProduct(
                    "Linux Instance",
                    "A Linux instance in the security group of a LAMP stack",
                    "Linux_Single_Instance_v1.template",
                    "Linux_Instance_Launch_Constraint.json",
                    "Instance types and security group of a Linux instance");

    /** Both, in the order in which they are deployed. */
    public static final List<LinuxProduct> ALL = List.of(LAMP, INSTANCE);

    /** The hub's portfolio. */
    public static final String HUB_PORTFOLIO = "Master Linux Portfolio";

    /** The portfolio that a spoke makes of its own. */
    public static final String LOCAL_PORTFOLIO = "Linux Portfolio";

    /** Who provides the portfolios and owns the products. */
    public static final String PROVIDER = "IT Services";
}

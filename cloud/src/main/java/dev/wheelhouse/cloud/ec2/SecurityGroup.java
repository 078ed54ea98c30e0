package dev.wheelhouse.cloud.ec2;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A security group.
 *
 * @param id {@code sg-} and 17 hexadecimal digits
 * @param name unique in its VPC
 */
public record SecurityGroup(
        String id, String vpcId, String name, String description, Instant createdAt) {
    /** How many rules a group takes in each direction. */
    public static final int MAX_RULES = 60;

    private static final Pattern TEXT = Pattern.compile("[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]*");

    /**
     * Checks the name of a new group.
     *
     * @throws Ec2Refusal if EC2 would not take it
     */
    public static void checkName(String name) {
        if (name.isBlank() || name.length() > 255 || !TEXT.matcher(name).matches()) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Value ("
                            + name
                            + ") for parameter GroupName is invalid. Character sets beyond ASCII are not supported, and at most 255 characters are allowed.");
        }
        if (name.startsWith("sg-")) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Value ("
                            + name
                            + ") for parameter GroupName is invalid. Group names may not be in the format sg-*.");
        }
        if (name.equals("default")) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Cannot use reserved security group name: default");
        }
    }

    /**
     * Checks the description of a new group.
     *
     * @throws Ec2Refusal if EC2 would not take it
     */
    public static void checkDescription(String description) {
        if (description.isEmpty()
                || description.length() > 255
                || !TEXT.matcher(description).matches()) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Value ("
                            + description
                            + ") for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported, and 1 to 255 characters are allowed.");
        }
    }
}

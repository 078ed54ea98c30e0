/** The resource types of CloudFormation itself, behind the seam of {@code cloud}. */
@NullMarked
package dev.wheelhouse.stacks.provider;

import org.jspecify.annotations.NullMarked;

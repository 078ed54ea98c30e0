/** The resource types {@code AWS::EC2::*}. */
@NullMarked
package dev.wheelhouse.cloud.ec2.provider;

import org.jspecify.annotations.NullMarked;

/**
 * EC2 as plain values and rules: networks, security groups, key pairs, images, instances. The
 * default network of a region is a pure function of account and region.
 */
@NullMarked
package dev.wheelhouse.cloud.ec2;

import org.jspecify.annotations.NullMarked;

/** EC2's API actions. */
@NullMarked
package dev.wheelhouse.cloud.ec2.api;

import org.jspecify.annotations.NullMarked;

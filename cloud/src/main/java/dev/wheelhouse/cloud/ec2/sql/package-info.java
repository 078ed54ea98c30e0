/** EC2's tables. */
@NullMarked
package dev.wheelhouse.cloud.ec2.sql;

import org.jspecify.annotations.NullMarked;

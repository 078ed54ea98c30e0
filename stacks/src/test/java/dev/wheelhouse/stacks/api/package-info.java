/** Tests of the CloudFormation API on a real database. */
@NullMarked
package dev.wheelhouse.stacks.api;

import org.jspecify.annotations.NullMarked;

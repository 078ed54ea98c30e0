/** Template language and stack engine: CloudFormation. */
@NullMarked
package dev.wheelhouse.stacks;

import org.jspecify.annotations.NullMarked;

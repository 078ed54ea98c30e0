/** What can be done to parameters inside a transaction. */
@NullMarked
package dev.wheelhouse.cloud.ssm.operation;

import org.jspecify.annotations.NullMarked;

/**
 * What AWS's published API models say about a request and the SDK's classes do not: the HTTP line
 * of each operation, which members are required, their lengths, ranges, patterns and allowed
 * values, and the codes and statuses of errors. {@link dev.wheelhouse.wire.model.Constraints}
 * checks a decoded request against it.
 */
@NullMarked
package dev.wheelhouse.wire.model;

import org.jspecify.annotations.NullMarked;

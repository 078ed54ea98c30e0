/**
 * From an access key or a role to a {@link dev.wheelhouse.identity.Caller} with the policies that
 * bind it at this moment, and what signatures are verified with.
 */
@NullMarked
package dev.wheelhouse.identity.access;

import org.jspecify.annotations.NullMarked;

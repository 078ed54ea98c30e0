/**
 * Every API action that is built, through the AWS SDK's clients against a running server: one
 * scenario a service, and a check that none was left out.
 */
@NullMarked
package dev.wheelhouse.conformance.action;

import org.jspecify.annotations.NullMarked;

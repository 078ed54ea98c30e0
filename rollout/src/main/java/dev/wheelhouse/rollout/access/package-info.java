/**
 * Who calls, and where to: the AWS profile, its region, endpoints and credentials as plain values,
 * and the SDK clients made from them.
 *
 * <p>The SDK for Java 2.40 reads profile files and {@code endpoint_url}, but lets an access key in
 * the environment win over a chosen profile and asks a role's credentials from the endpoint of the
 * default profile. Both would send a rollout to a place that its user did not choose, so profile,
 * endpoints and role chain are resolved here and handed to each client explicitly.
 */
@NullMarked
package dev.wheelhouse.rollout.access;

import org.jspecify.annotations.NullMarked;

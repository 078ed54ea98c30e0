/**
 * What can be done to buckets and objects inside a transaction; used by the API actions, by the
 * resource providers and by those who read templates.
 */
@NullMarked
package dev.wheelhouse.cloud.s3.operation;

import org.jspecify.annotations.NullMarked;

/**
 * The resource types of IAM. Their providers are clients of IAM's API, as the real handlers are,
 * only inside the transaction of their step: they speak its request classes and leave every rule to
 * it.
 */
@NullMarked
package dev.wheelhouse.cloud.iam.provider;

import org.jspecify.annotations.NullMarked;

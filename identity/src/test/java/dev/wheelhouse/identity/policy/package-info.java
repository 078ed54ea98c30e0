/** The policy language and its evaluation. */
@NullMarked
package dev.wheelhouse.identity.policy;

import org.jspecify.annotations.NullMarked;

/** Accounts, organization, principals, policies: IAM, STS and Organizations. */
@NullMarked
package dev.wheelhouse.identity;

import org.jspecify.annotations.NullMarked;

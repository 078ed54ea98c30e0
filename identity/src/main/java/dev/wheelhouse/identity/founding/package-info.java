/**
 * Accounts and their beginnings: the first account of all, and those that an organization makes.
 */
@NullMarked
package dev.wheelhouse.identity.founding;

import org.jspecify.annotations.NullMarked;

/** The stores of identity: SQL over accounts, IAM's nouns and sessions. */
@NullMarked
package dev.wheelhouse.identity.sql;

import org.jspecify.annotations.NullMarked;

/** The actions of IAM, STS and Organizations on real databases. */
@NullMarked
package dev.wheelhouse.identity.api;

import org.jspecify.annotations.NullMarked;

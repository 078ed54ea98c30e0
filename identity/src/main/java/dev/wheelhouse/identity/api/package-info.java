/**
 * The IAM, STS and Organizations APIs: a class per noun, a method per action. Each asks the
 * policies before it reveals or changes anything.
 */
@NullMarked
package dev.wheelhouse.identity.api;

import org.jspecify.annotations.NullMarked;

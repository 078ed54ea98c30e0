/** What the API and the resource types of this module do alike. */
@NullMarked
package dev.wheelhouse.stacks.operation;

import org.jspecify.annotations.NullMarked;

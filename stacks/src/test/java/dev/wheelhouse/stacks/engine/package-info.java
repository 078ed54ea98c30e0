/** Tests of the stack engine, with widgets as its resources. */
@NullMarked
package dev.wheelhouse.stacks.engine;

import org.jspecify.annotations.NullMarked;

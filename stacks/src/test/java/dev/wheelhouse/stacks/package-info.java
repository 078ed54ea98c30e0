@NullMarked
package dev.wheelhouse.stacks;

import org.jspecify.annotations.NullMarked;

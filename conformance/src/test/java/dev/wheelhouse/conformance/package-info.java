/** What holds for the whole: the arrows between modules, and real clients against a real server. */
@NullMarked
package dev.wheelhouse.conformance;

import org.jspecify.annotations.NullMarked;

/** The server as those see it who mean it no good, and those who run it. */
@NullMarked
package dev.wheelhouse.server;

import org.jspecify.annotations.NullMarked;

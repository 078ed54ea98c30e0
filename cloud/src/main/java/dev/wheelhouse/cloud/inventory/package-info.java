/** What is there, over all services, as template parameters see it. */
@NullMarked
package dev.wheelhouse.cloud.inventory;

import org.jspecify.annotations.NullMarked;

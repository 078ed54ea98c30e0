/**
 * The seam behind which resource types live: what a type is ({@link ResourceSchema}), how its
 * resources come and go ({@link ResourceProvider}), and what is there ({@link ResourceInventory}).
 * A provider lives in the module that owns its noun; {@code server} registers them all in one
 * {@link ResourceProviders}.
 */
@NullMarked
package dev.wheelhouse.cloud.resource;

import org.jspecify.annotations.NullMarked;

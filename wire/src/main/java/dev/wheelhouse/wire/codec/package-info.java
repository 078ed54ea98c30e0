/**
 * The four AWS protocols, in and out, over the SDK's model classes. A codec walks the {@link
 * software.amazon.awssdk.core.SdkField}s of a class, so it knows no service.
 */
@NullMarked
package dev.wheelhouse.wire.codec;

import org.jspecify.annotations.NullMarked;

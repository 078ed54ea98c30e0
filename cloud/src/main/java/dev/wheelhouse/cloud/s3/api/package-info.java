/** S3's API actions. */
@NullMarked
package dev.wheelhouse.cloud.s3.api;

import org.jspecify.annotations.NullMarked;

/** S3 as plain values and rules: bucket names, keys, ranges, conditions, addresses of objects. */
@NullMarked
package dev.wheelhouse.cloud.s3;

import org.jspecify.annotations.NullMarked;

/** The resource types {@code AWS::S3::*}. */
@NullMarked
package dev.wheelhouse.cloud.s3.provider;

import org.jspecify.annotations.NullMarked;

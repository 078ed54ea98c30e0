/** S3's tables; object bodies are rows of 1 MiB. */
@NullMarked
package dev.wheelhouse.cloud.s3.sql;

import org.jspecify.annotations.NullMarked;

/** Resource types and providers: S3, EC2, SSM. */
@NullMarked
package dev.wheelhouse.cloud;

import org.jspecify.annotations.NullMarked;

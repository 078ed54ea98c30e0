/** Systems Manager parameters, stored ones and the public names of Amazon Linux images. */
@NullMarked
package dev.wheelhouse.cloud.ssm;

import org.jspecify.annotations.NullMarked;

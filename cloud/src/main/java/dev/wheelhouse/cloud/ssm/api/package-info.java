/** Systems Manager's API actions. */
@NullMarked
package dev.wheelhouse.cloud.ssm.api;

import org.jspecify.annotations.NullMarked;

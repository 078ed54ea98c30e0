/** The resource type {@code AWS::SSM::Parameter}. */
@NullMarked
package dev.wheelhouse.cloud.ssm.provider;

import org.jspecify.annotations.NullMarked;

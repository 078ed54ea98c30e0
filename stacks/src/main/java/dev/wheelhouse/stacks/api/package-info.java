/**
 * The CloudFormation API: one class per noun, a method per action. {@link
 * dev.wheelhouse.stacks.api.CloudFormationService} puts them together.
 */
@NullMarked
package dev.wheelhouse.stacks.api;

import org.jspecify.annotations.NullMarked;

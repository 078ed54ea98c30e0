/**
 * The CloudFormation template language, as a pure library: a text becomes a {@link
 * dev.wheelhouse.stacks.template.Template}, arguments become {@link
 * dev.wheelhouse.stacks.template.Arguments}, both together a {@link
 * dev.wheelhouse.stacks.template.ResolvedTemplate} whose conditions are decided, whose graph is
 * known and whose properties can be evaluated as resources come into being. What the language needs
 * to know about an account comes through {@link dev.wheelhouse.stacks.template.Surroundings}. What
 * CloudFormation would refuse is a {@link dev.wheelhouse.stacks.template.TemplateException} with
 * CloudFormation's text.
 */
@NullMarked
package dev.wheelhouse.stacks.template;

import org.jspecify.annotations.NullMarked;

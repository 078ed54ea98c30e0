/**
 * The commands: one class a verb, each a client of the AWS API or of the data folder. {@link
 * dev.wheelhouse.cli.Main} knows them all.
 */
@NullMarked
package dev.wheelhouse.cli;

import org.jspecify.annotations.NullMarked;

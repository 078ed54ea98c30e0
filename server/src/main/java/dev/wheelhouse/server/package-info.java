/**
 * The embedded cloud as one process: HTTP in front, everything wired by constructor, workers,
 * health and the data folder. {@link dev.wheelhouse.server.WheelhouseServer} starts it; {@link
 * dev.wheelhouse.server.Dispatcher} takes a request from bytes to answer; {@link
 * dev.wheelhouse.server.Wiring} says what is made of what.
 */
@NullMarked
package dev.wheelhouse.server;

import org.jspecify.annotations.NullMarked;

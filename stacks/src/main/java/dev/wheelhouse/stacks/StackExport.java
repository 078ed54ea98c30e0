package dev.wheelhouse.stacks;

/**
 * An output that other stacks of the account and region can import.
 *
 * @param name unique in the account and region
 * @param value the output's value
 * @param exporter the stack that it comes from
 */
public record StackExport(String name, String value, StackId exporter) {}

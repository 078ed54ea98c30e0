package dev.wheelhouse.stacks.template;

import java.util.Optional;

/**
 * An output of a stack, evaluated.
 *
 * @param key its name in the template
 * @param value its text
 * @param exportName the name under which other stacks may import it
 */
public record Output(
        String key, String value, Optional<String> description, Optional<String> exportName) {}

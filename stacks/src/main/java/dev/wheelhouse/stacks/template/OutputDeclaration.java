package dev.wheelhouse.stacks.template;

import java.util.Optional;

/**
 * A member of the Outputs section.
 *
 * @param name its key
 * @param value functions unresolved
 * @param description literal text
 * @param condition the condition without which it is left out
 * @param exportName the name under which other stacks may import it, functions unresolved
 */
public record OutputDeclaration(
        String name,
        Expression value,
        Optional<String> description,
        Optional<String> condition,
        Optional<Expression> exportName) {}

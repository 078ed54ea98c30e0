package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackEngine.Outcome;
import dev.wheelhouse.stacks.StackState.Settled;

/** Says how an operation ended, from the stack that it left. */
final class Outcomes {
    private Outcomes() {}

    static Outcome of(Stack stack, Settled settled) {
        if (settled.rest().asRequested() && stack.failure().isEmpty()) {
            return new Outcome.Succeeded(stack.state().status(), stack.outputs());
        }
        return new Outcome.Failed(
                stack.state().status(),
                stack.failure().or(settled::reason).orElse(stack.state().status()));
    }
}

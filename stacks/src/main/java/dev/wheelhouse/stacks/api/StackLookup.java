package dev.wheelhouse.stacks.api;

import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.StackQuestions;
import dev.wheelhouse.stacks.sql.StackStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Finds the stack that a request is about, and asks for the action before it says what is there.
 */
final class StackLookup {
    private final StackStore stacks;

    StackLookup(StackStore stacks) {
        this.stacks = stacks;
    }

    /**
     * The stack of a name or id, deleted ones by id only; empty when there is none.
     *
     * @param action the IAM action that is asked for on it
     */
    Optional<Stack> find(Handle db, Call call, String action, String nameOrId) {
        return find(db, call, action, nameOrId, question -> question);
    }

    /** The same for an action whose request says more that policies can ask for. */
    Optional<Stack> find(
            Handle db,
            Call call,
            String action,
            String nameOrId,
            UnaryOperator<AccessRequest> more) {
        var stack = find(db, call, nameOrId);
        call.require(more.apply(StackQuestions.about(action, arn(call, nameOrId, stack), stack)));
        return stack;
    }

    /** A stack, without asking for any right. */
    Optional<Stack> of(Handle db, StackId id) {
        return stacks.find(db, id);
    }

    private Optional<Stack> find(Handle db, Call call, String nameOrId) {
        var id = StackId.parse(nameOrId);
        if (id.isEmpty()) {
            return stacks.findByName(db, call.account(), call.region(), nameOrId);
        }
        return id.filter(stack ->
                        stack.account().equals(call.account())
                                && stack.region().equals(call.region()))
                .flatMap(stack -> stacks.find(db, stack));
    }

    private static String arn(Call call, String nameOrId, Optional<Stack> stack) {
        return stack.map(found -> found.id().arn())
                .or(() -> StackId.parse(nameOrId).map(StackId::arn))
                .orElseGet(() -> StackId.anyNamed(call.account(), call.region(), nameOrId));
    }
}

package dev.wheelhouse.stacks.api;

import static dev.wheelhouse.stacks.api.CloudFormationError.TOKEN_ALREADY_EXISTS;

import dev.wheelhouse.identity.Call;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.sql.RequestTokenStore;
import dev.wheelhouse.stacks.sql.RequestTokenStore.Request;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.wire.ServiceException;
import java.util.Optional;

/**
 * Client request tokens: the same request again gets the same answer and does nothing more, another
 * request with the same token is refused.
 */
final class RequestTokens {
    private final RequestTokenStore store;

    RequestTokens(RequestTokenStore store) {
        this.store = store;
    }

    /**
     * The stack that was answered to an action with this token; empty when there was no such
     * request.
     */
    Optional<StackId> answered(Handle db, Call call, Optional<String> token, String action) {
        var before = token.flatMap(given -> store.find(db, call.account(), call.region(), given));
        if (before.isPresent() && !before.get().action().equals(action)) {
            throw taken();
        }
        return before.map(Request::stack);
    }

    /** Whether this was asked for before, with this token and for this stack. */
    boolean answered(Handle db, Call call, Optional<String> token, String action, Stack stack) {
        var before = answered(db, call, token, action);
        if (before.isPresent() && !before.get().equals(stack.id())) {
            throw taken();
        }
        return before.isPresent();
    }

    /** Remembers a request that was done. */
    void answer(Handle db, Call call, Optional<String> token, String action, StackId stack) {
        token.ifPresent(given -> store.insert(db, given, new Request(action, stack), call.time()));
    }

    static ServiceException taken() {
        return TOKEN_ALREADY_EXISTS.because(
                "A client request token that was used for another request can't be used again.");
    }
}

package dev.wheelhouse.stacks.api;

import static dev.wheelhouse.stacks.api.CloudFormationError.CHANGE_SET_NOT_FOUND;
import static dev.wheelhouse.stacks.api.CloudFormationError.VALIDATION_ERROR;

import dev.wheelhouse.identity.Call;
import dev.wheelhouse.stacks.ChangeSet;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.StackQuestions;
import dev.wheelhouse.stacks.sql.ChangeSetStore;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.wire.ServiceException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the change set that a request is about, and asks for the action before it says what is
 * there.
 */
final class ChangeSetLookup {
    private final ChangeSetStore changeSets;
    private final StackLookup stacks;

    ChangeSetLookup(ChangeSetStore changeSets, StackLookup stacks) {
        this.changeSets = changeSets;
        this.stacks = stacks;
    }

    /** Whether it is an ARN, which needs no stack's name beside it. */
    static boolean isArn(String changeSetName) {
        return changeSetName.startsWith("arn:");
    }

    /**
     * The change set of an ARN, or of a name and its stack's; empty when there is none.
     *
     * @param action the IAM action that is asked for on its stack
     */
    Optional<ChangeSet> find(
            Handle db, Call call, String action, @Nullable String stackName, String changeSetName) {
        if (isArn(changeSetName)) {
            var set = changeSets.find(db, call.account(), call.region(), changeSetName);
            require(
                    call,
                    action,
                    set.flatMap(found -> stacks.of(db, found.stack())),
                    changeSetName);
            return set;
        }
        if (stackName == null) {
            require(call, action, Optional.empty(), changeSetName);
            throw VALIDATION_ERROR.because(
                    "StackName must be specified if ChangeSetName is not specified as an ARN.");
        }
        var stack =
                stacks.find(
                                db,
                                call,
                                action,
                                stackName,
                                question -> RequestKeys.about(question, changeSetName))
                        .orElseThrow(() -> Stacks.bracketed(stackName));
        return changeSets.findByName(db, stack.id(), changeSetName);
    }

    private static void require(
            Call call, String action, Optional<Stack> stack, String changeSetName) {
        call.require(
                RequestKeys.about(
                        StackQuestions.about(
                                action,
                                stack.map(found -> found.id().arn())
                                        .orElse(
                                                StackId.anyNamed(
                                                        call.account(), call.region(), "*")),
                                stack),
                        changeSetName));
    }

    static ServiceException absent(String changeSetName) {
        return CHANGE_SET_NOT_FOUND.because("ChangeSet [" + changeSetName + "] does not exist");
    }
}

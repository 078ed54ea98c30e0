package dev.wheelhouse.catalog.api;

import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.stacks.StackEngine;
import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Stacks without resources, whose end a test decides. */
final class SmallStackEngine implements StackEngine {
    private final Database database;
    private final Map<String, StackRequest> stacks = new LinkedHashMap<>();
    private Outcome next =
            new Outcome.Succeeded(
                    "CREATE_COMPLETE",
                    List.of(
                            new StackOutput(
                                    "Size", "t3.micro", Optional.of("How big"), Optional.empty())));
    private Optional<StackRefusal> refusal = Optional.empty();
    private boolean turningBack;

    SmallStackEngine(Database database) {
        this.database = database;
    }

    /** How the next operations end. */
    void ends(Outcome outcome) {
        next = outcome;
    }

    /** Refuses the next request. */
    void refuses(String text) {
        refusal = Optional.of(new StackRefusal("ValidationError", text));
    }

    StackRequest stack(String arn) {
        return Optional.ofNullable(stacks.get(arn)).orElseThrow();
    }

    Set<String> arns() {
        return stacks.keySet();
    }

    @Override
    public void validate(String templateBody) {
        throw new UnsupportedOperationException("versions are checked by their template source");
    }

    @Override
    public String template(
            Handle db, Caller session, AccountId account, Region region, String stackId) {
        session.require(AccessRequest.to("cloudformation:GetTemplate", stackId));
        return stack(stackId).templateBody();
    }

    @Override
    public String create(
            Handle db, Caller session, AccountId account, Region region, StackRequest request) {
        var arn =
                "arn:aws:cloudformation:%s:%s:stack/%s/1"
                        .formatted(region, account, request.name());
        session.require(AccessRequest.to("cloudformation:CreateStack", arn));
        admit();
        stacks.put(arn, request);
        return arn;
    }

    @Override
    public void update(Handle db, Caller session, String stackId, StackRequest request) {
        session.require(AccessRequest.to("cloudformation:UpdateStack", stackId));
        admit();
        stacks.put(stackId, request);
    }

    private void admit() {
        refusal.ifPresent(text -> {
            refusal = Optional.empty();
            throw text;
        });
    }

    @Override
    public void delete(Handle db, Caller session, String stackId, boolean retainAll) {
        session.require(AccessRequest.to("cloudformation:DeleteStack", stackId));
        stacks.remove(stackId);
    }

    /** Says that what a stack's operation did is being undone, and is not done with that. */
    void turnsBack() {
        turningBack = true;
        next = new Outcome.Waiting(Duration.ofSeconds(1));
    }

    @Override
    public Outcome giveUp(String stackId, Caller session, Completion completion) {
        next = new Outcome.Failed("ROLLBACK_COMPLETE", "Internal Failure");
        return work(stackId, session, completion);
    }

    @Override
    public Outcome work(String stackId, Caller session, Completion completion) {
        if (turningBack) {
            turningBack = false;
            database.write(db -> {
                completion.turnedBack(db);
                return next;
            });
        }
        if (!(next instanceof Outcome.Waiting)) {
            database.write(db -> {
                completion.completed(db, next);
                return next;
            });
        }
        return next;
    }
}

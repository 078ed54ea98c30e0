package dev.wheelhouse.stacks.api;

import dev.wheelhouse.identity.Call;
import dev.wheelhouse.stacks.StackEvent;
import dev.wheelhouse.stacks.api.PageToken.Page;
import dev.wheelhouse.stacks.sql.EventStore;
import dev.wheelhouse.store.Database;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;

/** The event action of the CloudFormation API. */
final class StackEvents {
    private static final int PAGE = 100;

    private final Database database;
    private final EventStore events;
    private final StackLookup lookup;

    StackEvents(Database database, EventStore events, StackLookup lookup) {
        this.database = database;
        this.events = events;
        this.lookup = lookup;
    }

    DescribeStackEventsResponse describe(Call call, DescribeStackEventsRequest request) {
        var before = PageToken.position(request.nextToken(), Long.MAX_VALUE, Long::parseLong);
        return database.read(db -> {
            var stack =
                    lookup.find(db, call, "DescribeStackEvents", request.stackName())
                            .orElseThrow(() -> Stacks.bracketed(request.stackName()));
            var page =
                    Page.<StackEvent>of(
                            events.list(db, stack.id(), before, PAGE + 1),
                            PAGE,
                            event -> Long.toString(event.sequence()));
            return DescribeStackEventsResponse.builder()
                    .stackEvents(
                            page.items().stream()
                                    .map(event -> StackShapes.event(stack, event))
                                    .toList())
                    .nextToken(page.next().orElse(null))
                    .build();
        });
    }
}

package dev.wheelhouse.stacks.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.cloud.resource.ResourceInventory;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.Account;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.AwsManagedPolicies;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.CallerReference;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.identity.access.Callers;
import dev.wheelhouse.identity.sql.AccountStore;
import dev.wheelhouse.stacks.StackEvent;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.stacks.engine.TestStacks;
import dev.wheelhouse.stacks.sql.EventStore;
import dev.wheelhouse.store.Jobs;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.wire.Payload;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;

class StackJobsTest {
    /** An inventory with a defect. */
    private static final class Broken implements ResourceInventory {
        @Override
        public boolean exists(
                Handle db, AccountId account, Region region, String parameterType, String value) {
            return true;
        }

        @Override
        public List<String> all(Handle db, AccountId account, Region region, String parameterType) {
            throw new IllegalStateException("a defect");
        }

        @Override
        public Optional<Value> attribute(
                Handle db,
                AccountId account,
                Region region,
                String parameterType,
                String value,
                String attribute) {
            return Optional.empty();
        }

        @Override
        public Optional<String> systemsManagerParameter(
                Handle db, AccountId account, Region region, String name) {
            return Optional.empty();
        }
    }

    /** A minute is half a second of the clock on the wall, so that jobs are soon tried again. */
    private static InstantSource fast() {
        var began = System.nanoTime();
        return () -> Instant.EPOCH.plusNanos((System.nanoTime() - began) * 120);
    }

    @Test
    void aDefectOfTheEngineEndsInARollback() throws InterruptedException {
        try (var stacks = new TestStacks()) {
            stacks.provide(stacks.widgetTypes(), new Broken());
            var jobs = new Jobs(stacks.database(), fast());
            var callers = new Callers(stacks.clock(), AwsManagedPolicies.load());
            var api =
                    new CloudFormationService(
                                    stacks.database(),
                                    stacks.engine(),
                                    jobs,
                                    callers,
                                    (_, _, _, _) -> {
                                        throw StackRefusal.validation("No URLs here");
                                    },
                                    stacks.sealer())
                            .api();
            stacks.write(db ->
                    new AccountStore()
                            .insert(
                                    db,
                                    new Account(
                                            TestStacks.ACCOUNT,
                                            Optional.empty(),
                                            "hub",
                                            "hub@example.com",
                                            false,
                                            Instant.EPOCH)));
            var caller =
                    stacks.read(db ->
                            callers.restore(
                                    db,
                                    new CallerReference(
                                            TestStacks.ACCOUNT,
                                            "arn:aws:iam::" + TestStacks.ACCOUNT + ":root",
                                            TestStacks.ACCOUNT.value(),
                                            Optional.empty())));
            jobs.start();
            try {
                var made =
                        api.action("CreateStack")
                                .orElseThrow()
                                .handler()
                                .handle(
                                        new Call(
                                                caller,
                                                TestStacks.REGION,
                                                "request",
                                                stacks.clock().instant(),
                                                URI.create("http://127.0.0.1:4566"),
                                                Map.of()),
                                        CreateStackRequest.builder()
                                                .stackName("web")
                                                .templateBody(
                                                        """
                                                        Resources:
                                                          A: {Type: 'Test::Thing::Widget', Properties: {Size: 1}}
                                                          B: {Type: 'Test::Thing::Widget', DependsOn: A, Properties: {Size: 1, Uses: !GetAZs ''}}
                                                        """),
                                        Payload.of(new byte[0]));
                var id = StackId.of(((CreateStackResponse) made.response()).stackId());

                stacks.awaitProgress(
                        () -> events(stacks, id).getFirst().status().equals("ROLLBACK_COMPLETE"),
                        Duration.ofSeconds(60));

                assertThat(events(stacks, id))
                        .filteredOn(event -> event.type().equals(StackEvent.STACK_TYPE))
                        .extracting(event -> event.status() + " " + event.reason().orElse(""))
                        .containsExactly(
                                "ROLLBACK_COMPLETE ",
                                "ROLLBACK_IN_PROGRESS Internal Failure. Rollback requested by user.",
                                "CREATE_IN_PROGRESS User Initiated");
                assertThat(events(stacks, id))
                        .extracting(event -> event.logicalId() + " " + event.status())
                        .contains("A DELETE_COMPLETE");
            } finally {
                jobs.stop();
            }
        }
    }

    /** Newest first. */
    private static List<StackEvent> events(TestStacks stacks, StackId id) {
        return stacks.read(db -> new EventStore().list(db, id, Long.MAX_VALUE, 100));
    }
}

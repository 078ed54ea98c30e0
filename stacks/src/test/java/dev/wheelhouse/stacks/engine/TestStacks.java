package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.cloud.resource.ResourceInventory;
import dev.wheelhouse.cloud.resource.ResourceProviders;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackEngine.Outcome;
import dev.wheelhouse.stacks.StackEngine.StackRequest;
import dev.wheelhouse.stacks.StackEvent;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.sql.EventStore;
import dev.wheelhouse.stacks.sql.StackStore;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.store.TestDatabases;
import dev.wheelhouse.store.sql.Handle;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** An engine with widgets on a real database, with a clock set by hand. */
public final class TestStacks implements AutoCloseable {
    public static final AccountId ACCOUNT = new AccountId("111122223333");
    public static final Region REGION = new Region("us-east-1");

    private final TestDatabase given;
    private final Sealer sealer;
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    final InstantSource clock = () -> now;
    final AtomicInteger writes = new AtomicInteger();
    private final Object progress = new Object();
    private int breakAfter = Integer.MAX_VALUE;
    private boolean breakBeforeCommit;
    Caller caller = TestCaller.administrator(ACCOUNT);
    private ResourceProviders providers = new ResourceProviders(List.of(new WidgetProvider(clock)));
    private ResourceInventory inventory = new TestInventory();

    public TestStacks() {
        this(TestDatabases.sqlite());
    }

    TestStacks(TestDatabase given) {
        this.given = given;
        given.database()
                .write(db -> {
                    WidgetProvider.createTable(db);
                    return null;
                });
        this.sealer =
                Sealer.open(given.database(), given.folder().resolve("key"), new SecureRandom());
    }

    /** The resource types that engines have unless they are given others. */
    public ResourceProviders widgetTypes() {
        return new ResourceProviders(List.of(new WidgetProvider(clock)));
    }

    /** Gives the engines made from now on other resource types. */
    public void provide(ResourceProviders types, ResourceInventory things) {
        providers = types;
        inventory = things;
    }

    /** What breaks off the engine, as a kill does. */
    static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Breaks off the engine at its Nth write from now on: just before the commit, or after it. */
    void breakAt(int write, boolean beforeCommit) {
        writes.set(0);
        breakAfter = write;
        breakBeforeCommit = beforeCommit;
    }

    void breakNoMore() {
        breakAfter = Integer.MAX_VALUE;
    }

    /** A new engine, as after a restart. */
    public DurableStackEngine engine() {
        var database = given.database();
        var transactions =
                new Transactions() {
                    @Override
                    public <T> T read(Function<Handle, T> work) {
                        return database.read(work);
                    }

                    @Override
                    public <T> T write(Function<Handle, T> work) {
                        var number = writes.incrementAndGet();
                        var result =
                                database.write(db -> {
                                    var value = work.apply(db);
                                    if (number >= breakAfter && breakBeforeCommit) {
                                        throw new Interruption();
                                    }
                                    return value;
                                });
                        synchronized (progress) {
                            progress.notifyAll();
                        }
                        if (number >= breakAfter) {
                            throw new Interruption();
                        }
                        return result;
                    }
                };
        return new DurableStackEngine(
                transactions,
                providers,
                inventory,
                sealer,
                new Journal(clock),
                clock,
                new SecureRandom());
    }

    public <T> T write(Function<Handle, T> work) {
        return given.database().write(work);
    }

    public <T> T read(Function<Handle, T> work) {
        return given.database().read(work);
    }

    public Database database() {
        return given.database();
    }

    public Sealer sealer() {
        return sealer;
    }

    public InstantSource clock() {
        return clock;
    }

    void pass(Duration duration) {
        now = now.plus(duration);
    }

    static StackRequest request(String template) {
        return request(template, Map.of());
    }

    static StackRequest request(String template, Map<String, String> parameters) {
        return new StackRequest(
                "web",
                template,
                parameters,
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                List.of(),
                Optional.empty(),
                false);
    }

    static StackRequest named(String name, StackRequest request) {
        return new StackRequest(
                name,
                request.templateBody(),
                request.parameters(),
                request.previousParameters(),
                request.tags(),
                request.systemTags(),
                request.extraRules(),
                request.capabilities(),
                request.notificationArns(),
                request.clientRequestToken(),
                request.disableRollback());
    }

    static StackRequest withoutRollback(StackRequest request) {
        return new StackRequest(
                request.name(),
                request.templateBody(),
                request.parameters(),
                request.previousParameters(),
                request.tags(),
                request.systemTags(),
                request.extraRules(),
                request.capabilities(),
                request.notificationArns(),
                request.clientRequestToken(),
                true);
    }

    static StackRequest withRules(StackRequest request, Map<String, Value> rules) {
        return new StackRequest(
                request.name(),
                request.templateBody(),
                request.parameters(),
                request.previousParameters(),
                request.tags(),
                request.systemTags(),
                rules,
                request.capabilities(),
                request.notificationArns(),
                request.clientRequestToken(),
                request.disableRollback());
    }

    String create(StackRequest request) {
        var engine = engine();
        return write(db -> engine.create(db, caller, ACCOUNT, REGION, request));
    }

    void update(String stackId, StackRequest request) {
        var engine = engine();
        write(db -> {
            engine.update(db, caller, stackId, request);
            return null;
        });
    }

    void delete(String stackId) {
        var engine = engine();
        write(db -> {
            engine.delete(db, caller, stackId, false);
            return null;
        });
    }

    /**
     * Waits until something is so that a worker does: it is looked at after each change of an
     * engine.
     */
    public void awaitProgress(BooleanSupplier condition, Duration atMost)
            throws InterruptedException {
        var deadline = System.nanoTime() + atMost.toNanos();
        synchronized (progress) {
            while (!condition.getAsBoolean()) {
                var left = Duration.ofNanos(deadline - System.nanoTime());
                if (!left.isPositive()) {
                    throw new AssertionError("Not so after " + atMost);
                }
                progress.wait(Math.max(1, left.toMillis()));
            }
        }
    }

    /** Records something that is not among what the engine offers other services. */
    <T> T recorded(BiFunction<Handle, StackRecorder, T> what) {
        var recorder = engine().recorder();
        return write(db -> what.apply(db, recorder));
    }

    /** As {@link #recorded}, for what gives nothing. */
    void record(BiConsumer<Handle, StackRecorder> what) {
        recorded((db, recorder) -> {
            what.accept(db, recorder);
            return true;
        });
    }

    Stack stack(String stackId) {
        return read(db -> new StackStore(sealer).find(db, StackId.of(stackId))).orElseThrow();
    }

    /** Works on a stack until its operation has ended, letting time pass where it has to wait. */
    Outcome finish(String stackId) {
        var outcome = engine().work(stackId, caller, (_, _) -> {});
        while (outcome instanceof Outcome.Waiting(var pause)) {
            pass(pause);
            outcome = engine().work(stackId, caller, (_, _) -> {});
        }
        return outcome;
    }

    List<StackEvent> stackEvents(String stackId) {
        return read(db -> new EventStore().list(db, StackId.of(stackId), Long.MAX_VALUE, 1000))
                .reversed();
    }

    /** The events of a stack, oldest first, as lines: {@code LOGICAL STATUS PHYSICAL "REASON"}. */
    List<String> events(String stackId) {
        var lines = new ArrayList<String>();
        for (var event : stackEvents(stackId)) {
            var isStack = event.type().equals(StackEvent.STACK_TYPE);
            lines.add(
                    (isStack ? "stack" : event.logicalId())
                            + " "
                            + event.status()
                            + (isStack
                                    ? ""
                                    : " "
                                            + (event.physicalId().isEmpty()
                                                    ? "-"
                                                    : event.physicalId()))
                            + event.reason()
                                    .map(reason -> " \"" + reason.replaceAll(UUID, "UUID") + "\"")
                                    .orElse(""));
        }
        return lines;
    }

    private static final String UUID =
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    /** All texts in the tables of stacks and in the journal, as they rest. */
    String everythingStored() {
        var stored = new StringBuilder();
        for (var table :
                List.of(
                        "stack",
                        "stack_resource",
                        "stack_event",
                        "stack_export",
                        "stack_import",
                        "journal")) {
            String rows =
                    read(db ->
                            db.createQuery("SELECT * FROM " + table)
                                    .map(row -> row.values())
                                    .list()
                                    .toString());
            stored.append(rows);
        }
        return stored.toString();
    }

    List<String> widgets() {
        return read(WidgetProvider::widgets);
    }

    @Override
    public void close() {
        given.close();
    }
}

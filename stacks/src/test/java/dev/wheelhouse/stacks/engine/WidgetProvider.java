package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Property;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceSchema.Update;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.store.sql.Handle;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Makes widgets in a table of their own. A widget's properties say what is to go wrong with it.
 *
 * <ul>
 *   <li>{@code Size}: can be changed in place; {@code Name}: a change means replacement
 *   <li>{@code Fails}: {@code create}, {@code update}, {@code delete}, {@code stabilize} (after
 *       waiting) or {@code back} (the update back)
 *   <li>{@code Seconds}: how long creation and update take; {@code DeleteSeconds}: deletion
 *   <li>{@code Uses}: anything, for references
 * </ul>
 */
final class WidgetProvider implements ResourceProvider {
    static final String TYPE = "Test::Thing::Widget";

    private final InstantSource clock;

    private final String type;

    WidgetProvider(InstantSource clock) {
        this(clock, TYPE);
    }

    WidgetProvider(InstantSource clock, String type) {
        this.clock = clock;
        this.type = type;
    }

    static void createTable(Handle db) {
        db.execute(
                """
                CREATE TABLE IF NOT EXISTS widget (
                    physical_id TEXT PRIMARY KEY, logical_id TEXT NOT NULL, size TEXT NOT NULL,
                    gone INTEGER NOT NULL, changes INTEGER NOT NULL, ready_at_ms BIGINT NOT NULL)
                """);
    }

    /** The widgets that are there: physical id, size and how often each was changed. */
    static List<String> widgets(Handle db) {
        return db.createQuery("SELECT * FROM widget WHERE gone = 0 ORDER BY physical_id")
                .map(row ->
                        row.getString("physical_id")
                                + " size "
                                + row.getString("size")
                                + " changes "
                                + row.getInt("changes"))
                .list();
    }

    @Override
    public ResourceSchema schema() {
        return new ResourceSchema(
                type,
                Map.of(
                        "Name", new Property(Shape.STRING, false, Update.REPLACEMENT),
                        "Size", new Property(Shape.NUMBER, true, Update.IN_PLACE),
                        "Fails", new Property(Shape.STRING, false, Update.IN_PLACE),
                        "Seconds", new Property(Shape.NUMBER, false, Update.IN_PLACE),
                        "DeleteSeconds", new Property(Shape.NUMBER, false, Update.IN_PLACE),
                        "Uses", new Property(Shape.JSON, false, Update.IN_PLACE)),
                List.of("Size", "Arn"),
                true,
                false);
    }

    @Override
    public Progress create(ResourceStep step, Value.Members properties) {
        step.require(AccessRequest.to("thing:CreateWidget", "*"));
        failOn("create", properties);
        var made =
                step.db()
                        .createQuery("SELECT COUNT(*) FROM widget WHERE logical_id = :id")
                        .bind("id", step.logicalId())
                        .mapTo(Integer.class)
                        .one();
        var physicalId = "widget-" + step.logicalId() + "-" + (made + 1);
        step.db()
                .createUpdate("INSERT INTO widget VALUES (:id, :logical, :size, 0, 0, :ready)")
                .bind("id", physicalId)
                .bind("logical", step.logicalId())
                .bind("size", properties.text("Size").orElseThrow())
                .bind("ready", clock.millis() + seconds("Seconds", properties).toMillis())
                .execute();
        return progress(physicalId, properties, seconds("Seconds", properties));
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        step.require(AccessRequest.to("thing:ChangeWidget", "*"));
        failOn("update", after);
        if (before.text("Fails").orElse("").equals("back-later")) {
            throw new ResourceFailure(
                    ResourceFailure.Code.GENERAL_SERVICE_EXCEPTION, "Told to fail on back");
        }
        step.db()
                .createUpdate(
                        "UPDATE widget SET size = :size, changes = changes + 1, ready_at_ms ="
                                + " :ready WHERE physical_id = :id")
                .bind("id", physicalId)
                .bind("size", after.text("Size").orElseThrow())
                .bind("ready", clock.millis() + seconds("Seconds", after).toMillis())
                .execute();
        return progress(physicalId, after, seconds("Seconds", after));
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        step.require(AccessRequest.to("thing:DeleteWidget", "*"));
        failOn("delete", properties);
        var seconds = seconds("DeleteSeconds", properties);
        step.db()
                .createUpdate(
                        "UPDATE widget SET gone = 1, ready_at_ms = :ready WHERE physical_id = :id")
                .bind("id", physicalId)
                .bind("ready", clock.millis() + seconds.toMillis())
                .execute();
        return progress(physicalId, properties, seconds);
    }

    @Override
    public Progress proceed(ResourceStep step, String physicalId, Value.Members properties) {
        var ready =
                step.db()
                        .createQuery("SELECT ready_at_ms FROM widget WHERE physical_id = :id")
                        .bind("id", physicalId)
                        .mapTo(Long.class)
                        .one();
        if (ready > clock.millis()) {
            return new Progress.Waiting(physicalId, Duration.ofMillis(ready - clock.millis()));
        }
        failOn("stabilize", properties);
        return done(physicalId, properties);
    }

    private static Progress progress(
            String physicalId, Value.Members properties, Duration seconds) {
        return seconds.isZero()
                ? done(physicalId, properties)
                : new Progress.Waiting(physicalId, seconds);
    }

    private static Progress done(String physicalId, Value.Members properties) {
        return new Progress.Done(
                physicalId,
                Map.of(
                        "Size",
                        Value.text(properties.text("Size").orElseThrow()),
                        "Arn",
                        Value.text("arn:test:" + physicalId)));
    }

    private static Duration seconds(String property, Value.Members properties) {
        return Duration.ofSeconds(Long.parseLong(properties.text(property).orElse("0")));
    }

    private static void failOn(String what, Value.Members properties) {
        if (properties.text("Fails").orElse("").equals(what)) {
            throw new ResourceFailure(
                    ResourceFailure.Code.GENERAL_SERVICE_EXCEPTION, "Told to fail on " + what);
        }
    }
}

package dev.wheelhouse.catalog.launch;

import dev.wheelhouse.catalog.ProvisionedProduct;
import dev.wheelhouse.catalog.ProvisioningRecord;
import dev.wheelhouse.catalog.ProvisioningRecord.Problem;
import dev.wheelhouse.catalog.sql.ProvisionedProductStore;
import dev.wheelhouse.catalog.sql.ProvisioningArtifactStore;
import dev.wheelhouse.catalog.sql.RecordStore;
import dev.wheelhouse.cloud.s3.operation.ForwardedRequests;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.ServicePrincipal;
import dev.wheelhouse.identity.access.Callers;
import dev.wheelhouse.identity.access.PrincipalGoneException;
import dev.wheelhouse.identity.access.RoleNotAssumableException;
import dev.wheelhouse.stacks.StackEngine;
import dev.wheelhouse.stacks.StackEngine.Outcome;
import dev.wheelhouse.stacks.StackEngine.StackRequest;
import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Jobs;
import dev.wheelhouse.store.sql.Handle;
import java.util.Optional;
import java.util.Set;

/**
 * Does what a record asks for. One transaction records the stack's operation, the engine works on
 * it, and the last transaction of the engine settles record and provisioned product too; so the job
 * can be run again at any point. Thread-safe.
 */
public final class LaunchWorker implements Jobs.Worker {
    private static final String SESSION_NAME = "servicecatalog";
    private static final String NO_UPDATES = "No updates are to be performed.";

    /** Service Catalog acknowledges for the user what a template may do. */
    private static final Set<String> CAPABILITIES =
            Set.of("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND");

    private final Database database;
    private final StackEngine engine;
    private final Callers callers;
    private final LaunchQueue queue;
    private final RecordStore records;
    private final ProvisionedProductStore products;
    private final ProvisioningArtifactStore artifacts;
    private final Settlement settlement;

    public LaunchWorker(
            Database database,
            StackEngine engine,
            Callers callers,
            LaunchQueue queue,
            RecordStore records,
            ProvisionedProductStore products,
            ProvisioningArtifactStore artifacts,
            Settlement settlement) {
        this.database = database;
        this.engine = engine;
        this.callers = callers;
        this.queue = queue;
        this.records = records;
        this.products = products;
        this.artifacts = artifacts;
        this.settlement = settlement;
    }

    /** A stack operation that is recorded, and who works on it. */
    private record Started(String stackArn, Caller session) {}

    /** Has the engine do something about a stack operation. */
    @FunctionalInterface
    private interface Step {
        Outcome of(String stackArn, Caller session, StackEngine.Completion completion);
    }

    @Override
    public Jobs.Next work(String id, Value payload) {
        return next(LaunchQueue.Key.from(payload), engine::work);
    }

    @Override
    public Optional<Jobs.Next> giveUp(String id, Value payload) {
        var key = LaunchQueue.Key.from(payload);
        var isUnderWay =
                database.read(db -> queue.open(db, key))
                        .filter(open -> open.record().status() != ProvisioningRecord.Status.CREATED)
                        .isPresent();
        if (isUnderWay) {
            return Optional.of(next(key, engine::giveUp));
        }
        database.write(db -> failed(db, key, "InternalFailure", "Internal Failure"));
        return Optional.of(new Jobs.Next.Finished());
    }

    private Jobs.Next next(LaunchQueue.Key key, Step step) {
        var started = database.write(db -> start(db, key));
        if (started.isEmpty()) {
            return new Jobs.Next.Finished();
        }
        var settling = settlement.of(key);
        var outcome = step.of(started.get().stackArn(), started.get().session(), settling);
        return switch (outcome) {
            case Outcome.Waiting waiting -> new Jobs.Next.Again(waiting.pause());
            case Outcome.Succeeded _, Outcome.Failed _ -> {
                settling.ensure(outcome);
                yield new Jobs.Next.Finished();
            }
        };
    }

    /**
     * The stack operation of a record, recorded now or before; empty when nothing is left to do.
     */
    private Optional<Started> start(Handle db, LaunchQueue.Key key) {
        var open = queue.open(db, key);
        if (open.isEmpty()) {
            return Optional.empty();
        }
        var record = open.get().record();
        var work = open.get().work();
        try {
            var product = product(db, record);
            if (record.type() == ProvisioningRecord.Type.TERMINATE_PROVISIONED_PRODUCT
                    && product.stackArn().isEmpty()) {
                // Nothing needs anybody's rights.
                settlement.terminated(db, new Settlement.Open(record, work, product));
                return Optional.empty();
            }
            var session = session(db, record, work);
            if (record.status() != ProvisioningRecord.Status.CREATED) {
                return product.stackArn().map(stack -> new Started(stack, session));
            }
            return begin(db, record, product, work, session);
        } catch (StackRefusal refusal) {
            return refused(db, key, work, refusal);
        } catch (AccessDeniedException denied) {
            return failed(db, key, "AccessDenied", String.valueOf(denied.getMessage()));
        } catch (RoleNotAssumableException refusal) {
            return failed(
                    db,
                    key,
                    "AccessDenied",
                    "Service Catalog cannot assume the launch role. "
                            + refusal.getMessage()
                            + ". It must exist and trust servicecatalog.amazonaws.com.");
        } catch (PrincipalGoneException gone) {
            return failed(db, key, "AccessDenied", String.valueOf(gone.getMessage()));
        }
    }

    private Optional<Started> begin(
            Handle db,
            ProvisioningRecord record,
            ProvisionedProduct product,
            LaunchWork work,
            Caller session) {
        var stackArn =
                switch (record.type()) {
                    case PROVISION_PRODUCT -> create(db, record, product, work, session);
                    case UPDATE_PROVISIONED_PRODUCT -> update(db, record, product, work, session);
                    case TERMINATE_PROVISIONED_PRODUCT -> delete(db, product, session);
                };
        records.update(db, record.inProgress(settlement.now()));
        products.update(db, product, product.with(stackArn, record.launchRoleArn()));
        return Optional.of(new Started(stackArn, session));
    }

    private String create(
            Handle db,
            ProvisioningRecord record,
            ProvisionedProduct product,
            LaunchWork work,
            Caller session) {
        return engine.create(
                db,
                session,
                session.account(),
                record.region(),
                request(db, record, product, work, session));
    }

    private String update(
            Handle db,
            ProvisioningRecord record,
            ProvisionedProduct product,
            LaunchWork work,
            Caller session) {
        if (product.stackArn().isEmpty()) {
            return create(db, record, product, work, session);
        }
        engine.update(
                db, session, product.stackArn().get(), request(db, record, product, work, session));
        return product.stackArn().get();
    }

    private String delete(Handle db, ProvisionedProduct product, Caller session) {
        var stack = product.stackArn().orElseThrow();
        engine.delete(db, session, stack, false);
        return stack;
    }

    private StackRequest request(
            Handle db,
            ProvisioningRecord record,
            ProvisionedProduct product,
            LaunchWork work,
            Caller session) {
        var target = record.target();
        session.require(
                ForwardedRequests.signed(
                        AccessRequest.to(
                                        "s3:GetObject",
                                        "arn:aws:s3:::sc-"
                                                + target.productAccount()
                                                + "-"
                                                + record.region()
                                                + "/"
                                                + target.artifact())
                                .with("s3:ExistingObjectTag/servicecatalog:provisioning", "true")));
        var template =
                artifacts
                        .template(db, target.productAccount(), record.region(), target.artifact())
                        .orElseThrow(() ->
                                new StackRefusal(
                                        "ValidationError",
                                        "ProvisioningArtifact "
                                                + target.artifact()
                                                + " was deleted."));
        return new StackRequest(
                product.stackName(),
                template,
                work.parameters(),
                product.stackArn().isPresent() ? work.previous() : Set.of(),
                work.stackTags().byKey(),
                work.systemTags().byKey(),
                work.rules(),
                CAPABILITIES,
                work.notificationArns(),
                Optional.empty(),
                false);
    }

    /** Who acts: the launch role's session, or the user with the rights of now. */
    private Caller session(Handle db, ProvisioningRecord record, LaunchWork work) {
        return record.launchRoleArn()
                .map(role ->
                        callers.assume(db, role, SESSION_NAME, ServicePrincipal.SERVICE_CATALOG))
                .orElseGet(() -> callers.restore(db, work.caller()));
    }

    private ProvisionedProduct product(Handle db, ProvisioningRecord record) {
        AccountId account = record.account();
        return products.find(db, account, record.region(), record.provisionedProduct())
                .orElseThrow(() ->
                        new IllegalStateException(
                                record.provisionedProduct()
                                        + " is gone though "
                                        + record.id()
                                        + " has not ended"));
    }

    private Optional<Started> refused(
            Handle db, LaunchQueue.Key key, LaunchWork work, StackRefusal refusal) {
        if (String.valueOf(refusal.getMessage()).equals(NO_UPDATES)) {
            settlement.unchanged(db, key);
            return Optional.empty();
        }
        var text =
                "AmazonCloudFormationException  "
                        + refusal.getMessage()
                        + " (Service: AmazonCloudFormation; Status Code: 400; Error Code: "
                        + refusal.code()
                        + "; Request ID: "
                        + work.requestId()
                        + ")";
        return failed(db, key, refusal.code(), text);
    }

    private Optional<Started> failed(Handle db, LaunchQueue.Key key, String code, String text) {
        settlement.failed(db, key, new Problem(code, text));
        return Optional.empty();
    }
}

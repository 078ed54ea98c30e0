package dev.wheelhouse.cloud.ec2.operation;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INCORRECT_STATE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INSTANCE_MALFORMED;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INSTANCE_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.OPERATION_NOT_PERMITTED;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.TOKEN_MISMATCH;

import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.InstanceState;
import dev.wheelhouse.cloud.ec2.ResourceIds;
import dev.wheelhouse.cloud.ec2.sql.InstanceStore;
import dev.wheelhouse.cloud.ec2.sql.TagStore;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.Sealer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What can be done to instances. */
public final class Instances {
    /** How long a terminated instance can still be seen. */
    public static final Duration REMEMBERED = Duration.ofHours(1);

    private final InstanceStore instances = new InstanceStore();
    private final TagStore tags = new TagStore();
    private final Questions questions = new Questions();
    private final Network network;
    private final LaunchChecks checks;
    private final Addresses addresses;
    private final Journal journal;
    private final Sealer sealer;
    private final InstantSource clock;
    private final ResourceIds newIds;

    public Instances(
            Network network,
            Journal journal,
            Sealer sealer,
            InstantSource clock,
            ResourceIds ids,
            RandomGenerator random) {
        this.network = network;
        this.checks = new LaunchChecks(network);
        this.addresses = new Addresses(random);
        this.journal = journal;
        this.sealer = sealer;
        this.clock = clock;
        this.newIds = ids;
    }

    /** Launches instances. */
    public List<Instance> run(Acting by, InstanceLaunch launch) {
        network.open(by);
        var plan = checks.check(by, launch);
        if (launch.clientToken().isPresent()) {
            var earlier =
                    instances.byToken(
                            by.db(), by.account(), by.region(), launch.clientToken().get());
            if (!earlier.isEmpty()) {
                return replay(by, launch, launch.clientToken().get(), earlier);
            }
        }
        var launched = new ArrayList<Instance>();
        var reservation = newIds.next("r");
        for (int index = 0; index < launch.maximum(); index++) {
            var instance = insert(by, launch, plan, reservation, index);
            if (instance.isEmpty() && index < launch.minimum()) {
                throw launch.privateIp()
                        .map(Addresses::inUse)
                        .orElseGet(() -> addresses.usedUp(plan.subnet()));
            }
            if (instance.isEmpty()) {
                break;
            }
            tags.put(by.db(), by.account(), by.region(), instance.get().id(), launch.tags());
            launched.add(instance.get());
            journal.append(
                    by.db(),
                    by.entry(
                            "ec2:RunInstances",
                            by.arn("ec2", "instance/" + instance.get().id()),
                            Optional.empty(),
                            Optional.of(describe(instance.get()))));
        }
        return launched;
    }

    /** Terminates instances; those that are already are left as they are. Answers as they were. */
    public List<Instance> terminate(Acting by, List<String> ids) {
        var found = require(by, "ec2:TerminateInstances", ids);
        for (var instance : found) {
            if (instance.settings().text("DisableApiTermination").orElse("false").equals("true")
                    && instance.state() != InstanceState.TERMINATED) {
                throw OPERATION_NOT_PERMITTED.because(
                        "The instance '"
                                + instance.id()
                                + "' may not be terminated. Modify its 'disableApiTermination'"
                                + " instance attribute and try again.");
            }
        }
        instances.forgetTerminated(
                by.db(), by.account(), by.region(), clock.instant().minus(REMEMBERED));
        found.forEach(instance ->
                move(
                        by,
                        "ec2:TerminateInstances",
                        instance,
                        instance.in(
                                        InstanceState.TERMINATED,
                                        Optional.empty(),
                                        Optional.empty(),
                                        clock.instant())
                                .changed(instance.type(), List.of(), instance.profileArn())));
        return found;
    }

    /** Stops instances; those that are already are left as they are. Answers as they were. */
    public List<Instance> stop(Acting by, List<String> ids) {
        var found = require(by, "ec2:StopInstances", ids);
        found.forEach(instance -> refuseTerminated(instance, "stopped"));
        for (var instance : found) {
            if (instance.settings().text("DisableApiStop").orElse("false").equals("true")) {
                throw OPERATION_NOT_PERMITTED.because(
                        "The instance '"
                                + instance.id()
                                + "' may not be stopped. Modify its 'disableApiStop' instance"
                                + " attribute and try again.");
            }
        }
        found.forEach(instance ->
                move(
                        by,
                        "ec2:StopInstances",
                        instance,
                        instance.in(
                                InstanceState.STOPPED,
                                instance.privateIp(),
                                Optional.empty(),
                                clock.instant())));
        return found;
    }

    /** Starts instances; those that run are left as they are. Answers as they were. */
    public List<Instance> start(Acting by, List<String> ids) {
        var found = require(by, "ec2:StartInstances", ids);
        found.forEach(instance -> refuseTerminated(instance, "started"));
        found.forEach(instance -> {
            boolean wantsPublic =
                    instance.settings()
                            .text(LaunchChecks.PUBLIC_ADDRESS)
                            .orElse("false")
                            .equals("true");
            move(
                    by,
                    "ec2:StartInstances",
                    instance,
                    instance.in(
                            InstanceState.RUNNING,
                            instance.privateIp(),
                            wantsPublic ? Optional.of(addresses.publicAddress()) : Optional.empty(),
                            clock.instant()));
        });
        return found;
    }

    /**
     * Changes type, groups, profile or settings of an instance that is not terminated.
     *
     * @param more condition keys of the action
     */
    Instance modify(
            Acting by, String action, Instance before, Instance after, Map<String, String> more) {
        require(by, action, List.of(before.id()), more);
        return store(by, action, before, after);
    }

    /** The same, the right to it given. */
    Instance store(Acting by, String action, Instance before, Instance after) {
        refuseTerminated(before, "modified");
        instances.update(by.db(), by.account(), by.region(), after);
        journal.append(
                by.db(),
                by.entry(
                        action,
                        by.arn("ec2", "instance/" + before.id()),
                        Optional.of(describe(before)),
                        Optional.of(describe(after))));
        return after;
    }

    /** Sets the user data of an instance; in base64. */
    public void setUserData(Acting by, String id, Optional<String> userData) {
        userData.ifPresent(LaunchChecks::checkUserData);
        instances.setUserData(
                by.db(), by.account(), by.region(), id, userData.map(plain -> seal(id, plain)));
    }

    /** An instance's user data in base64, without asking for any right. */
    public Optional<String> userData(Acting by, String id) {
        return instances
                .userData(by.db(), by.account(), by.region(), id)
                .map(sealed -> sealer.openText(sealContext(id), sealed));
    }

    /** An instance that can be seen, without asking for any right. */
    public Optional<Instance> find(Acting by, String id) {
        return instances.find(by.db(), by.account(), by.region(), id).filter(this::isRemembered);
    }

    /** All instances that can be seen, without asking for any right. */
    public List<Instance> all(Acting by) {
        return instances.all(by.db(), by.account(), by.region()).stream()
                .filter(this::isRemembered)
                .toList();
    }

    public static RuntimeException noSuchInstance(String id) {
        if (!ResourceIds.isWellFormed("i", id)) {
            return INSTANCE_MALFORMED.because("Invalid id: \"" + id + "\" (expecting \"i-...\")");
        }
        return INSTANCE_NOT_FOUND.because("The instance ID '" + id + "' does not exist");
    }

    LaunchChecks checks() {
        return checks;
    }

    private Optional<Instance> insert(
            Acting by,
            InstanceLaunch launch,
            LaunchChecks.Plan plan,
            String reservation,
            int index) {
        var id = newIds.next("i");
        var now = clock.instant();
        for (var candidate : addresses.candidates(plan.subnet(), launch.privateIp())) {
            var instance =
                    new Instance(
                            id,
                            reservation,
                            index,
                            launch.clientToken(),
                            plan.subnet().vpcId(),
                            plan.subnet().id(),
                            plan.subnet().zone(),
                            launch.imageId(),
                            launch.type(),
                            launch.keyName(),
                            Optional.of(candidate),
                            plan.publicAddress()
                                    ? Optional.of(addresses.publicAddress())
                                    : Optional.empty(),
                            plan.groupIds(),
                            plan.profileArn(),
                            InstanceState.RUNNING,
                            plan.settings(),
                            now,
                            now);
            if (instances.insert(
                    by.db(),
                    by.account(),
                    by.region(),
                    instance,
                    launch.userData().map(plain -> seal(id, plain)),
                    launch.clientToken().map(_ -> launch.requestHash()))) {
                return Optional.of(instance);
            }
        }
        return Optional.empty();
    }

    private List<Instance> replay(
            Acting by, InstanceLaunch launch, String token, List<Instance> earlier) {
        if (instances
                .requestHash(by.db(), by.account(), by.region(), token)
                .filter(hash -> !hash.equals(launch.requestHash()))
                .isPresent()) {
            throw TOKEN_MISMATCH.because(
                    "Arguments on this idempotent request are inconsistent with arguments used in"
                            + " previous request(s).");
        }
        return earlier;
    }

    /** Instances that can be seen, when an action on each of them is allowed. */
    List<Instance> require(Acting by, String action, List<String> ids) {
        return require(by, action, ids, Map.of());
    }

    /**
     * The same of an action that has condition keys of its own.
     *
     * @param more their values
     */
    List<Instance> require(Acting by, String action, List<String> ids, Map<String, String> more) {
        var found = new ArrayList<Optional<Instance>>();
        for (var id : ids) {
            var instance = find(by, id);
            by.require(
                    questions
                            .aboutInstance(by, action.substring("ec2:".length()), id, instance)
                            .withAll(more));
            found.add(instance);
        }
        var present = new ArrayList<Instance>();
        for (int index = 0; index < ids.size(); index++) {
            var id = ids.get(index);
            present.add(found.get(index).orElseThrow(() -> noSuchInstance(id)));
        }
        return present;
    }

    private void move(Acting by, String action, Instance before, Instance after) {
        if (before.state() == after.state()) {
            return;
        }
        instances.update(by.db(), by.account(), by.region(), after);
        journal.append(
                by.db(),
                by.entry(
                        action,
                        by.arn("ec2", "instance/" + before.id()),
                        Optional.of(Value.object("State", Value.text(before.state().text()))),
                        Optional.of(Value.object("State", Value.text(after.state().text())))));
    }

    private boolean isRemembered(Instance instance) {
        return instance.state() != InstanceState.TERMINATED
                || instance.changedAt().isAfter(clock.instant().minus(REMEMBERED));
    }

    static void refuseTerminated(Instance instance, String participle) {
        if (instance.state() == InstanceState.TERMINATED) {
            throw INCORRECT_STATE.because(
                    "The instance '"
                            + instance.id()
                            + "' is not in a state from which it can be "
                            + participle
                            + ".");
        }
    }

    private String seal(String id, String plain) {
        return sealer.seal(sealContext(id), plain);
    }

    private static String sealContext(String id) {
        return "ec2-user-data/" + id;
    }

    private static Value describe(Instance instance) {
        return Value.object("ImageId", Value.text(instance.imageId()))
                .with("InstanceType", Value.text(instance.type()))
                .with("SubnetId", Value.text(instance.subnetId()))
                .with("SecurityGroupIds", Value.texts(instance.groupIds()))
                .with("State", Value.text(instance.state().text()));
    }
}

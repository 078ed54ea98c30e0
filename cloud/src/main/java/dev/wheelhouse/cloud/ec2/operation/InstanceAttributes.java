package dev.wheelhouse.cloud.ec2.operation;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.ASSOCIATION_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INCORRECT_STATE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.PROFILE_ASSOCIATED;

import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.InstanceState;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What of an instance can be read and changed piece by piece. */
public final class InstanceAttributes {
    private static final String MODIFY = "ec2:ModifyInstanceAttribute";

    private final Instances instances;

    InstanceAttributes(Instances instances) {
        this.instances = instances;
    }

    /** An instance whose attributes may be read. */
    public Instance read(Acting by, String id) {
        return instances.require(by, "ec2:DescribeInstanceAttribute", List.of(id)).getFirst();
    }

    /** Changes a setting, by the name that RunInstances has for it. */
    public Instance set(Acting by, String action, String id, String name, Value value) {
        return change(
                by, action, id, before -> before.withSettings(before.settings().with(name, value)));
    }

    /** Changes settings of an instance that is stopped, such as {@code EbsOptimized}. */
    public Instance setWhileStopped(Acting by, String id, String name, Value value) {
        return change(
                by,
                MODIFY,
                id,
                before -> stopped(before).withSettings(before.settings().with(name, value)));
    }

    /** Changes the type of an instance that is stopped. */
    public Instance setType(Acting by, String id, String type) {
        return change(
                by,
                MODIFY,
                id,
                before -> {
                    LaunchChecks.instanceType(type);
                    return stopped(before).changed(type, before.groupIds(), before.profileArn());
                });
    }

    /** Changes the security groups of an instance to others of its VPC. */
    public Instance setGroups(Acting by, String id, List<String> groupIds) {
        return change(
                by,
                MODIFY,
                id,
                before -> {
                    var checked =
                            instances
                                    .checks()
                                    .groupIds(
                                            by,
                                            groupIds,
                                            List.of(),
                                            before.vpcId(),
                                            Optional.empty());
                    return before.changed(before.type(), checked, before.profileArn());
                });
    }

    /**
     * Changes the user data of an instance that is stopped.
     *
     * @param userData in base64
     */
    public Instance setUserData(Acting by, String id, String userData) {
        var changed = change(by, MODIFY, id, InstanceAttributes::stopped);
        instances.setUserData(by, id, Optional.of(userData).filter(text -> !text.isEmpty()));
        return changed;
    }

    /** Asks an instance that runs to begin anew. */
    public void reboot(Acting by, List<String> ids) {
        for (var instance : instances.require(by, "ec2:RebootInstances", ids)) {
            if (instance.state() != InstanceState.RUNNING) {
                throw INCORRECT_STATE.because(
                        "This instance '"
                                + instance.id()
                                + "' is not in a state from which it can be rebooted.");
            }
            instances.store(by, "ec2:RebootInstances", instance, instance);
        }
    }

    /** Switches detailed monitoring of instances on or off. Answers as they are then. */
    public List<Instance> monitor(Acting by, List<String> ids, boolean on) {
        var action = on ? "ec2:MonitorInstances" : "ec2:UnmonitorInstances";
        return instances.require(by, action, ids).stream()
                .map(before ->
                        instances.store(
                                by,
                                action,
                                before,
                                before.withSettings(
                                        before.settings().with("Monitoring", Value.bool(on)))))
                .toList();
    }

    /**
     * Gives an instance without a profile one.
     *
     * @param profile its name or ARN
     */
    public Instance associate(Acting by, String id, String profile) {
        return change(
                by,
                "ec2:AssociateIamInstanceProfile",
                id,
                before -> {
                    if (before.profileArn().isPresent()) {
                        throw PROFILE_ASSOCIATED.because(
                                "There is an existing association for instance " + id);
                    }
                    return before.changed(
                            before.type(),
                            before.groupIds(),
                            Optional.of(instances.checks().profileArn(by, profile)));
                });
    }

    /** Gives the instance of an association another profile. */
    public Instance replace(Acting by, String association, String profile) {
        return ofAssociation(
                by,
                "ec2:ReplaceIamInstanceProfileAssociation",
                association,
                before ->
                        before.changed(
                                before.type(),
                                before.groupIds(),
                                Optional.of(instances.checks().profileArn(by, profile))));
    }

    /** Takes the profile from the instance of an association. Answers as it was. */
    public Instance disassociate(Acting by, String association) {
        var before = associated(by, association);
        ofAssociation(
                by,
                "ec2:DisassociateIamInstanceProfile",
                association,
                there -> there.changed(there.type(), there.groupIds(), Optional.empty()));
        return before.orElseThrow();
    }

    private Instance ofAssociation(
            Acting by, String action, String association, UnaryOperator<Instance> change) {
        var found = associated(by, association);
        if (found.isEmpty()) {
            by.require(AccessRequest.to(action, by.arn("ec2", "instance/*")));
            throw ASSOCIATION_NOT_FOUND.because(
                    "An invalid association-id of '" + association + "' was given");
        }
        return change(by, action, found.get().id(), change);
    }

    private Optional<Instance> associated(Acting by, String association) {
        return instances.all(by).stream()
                .filter(each -> each.profileAssociationId().filter(association::equals).isPresent())
                .findFirst();
    }

    private Instance change(Acting by, String action, String id, UnaryOperator<Instance> change) {
        var before = instances.require(by, action, List.of(id)).getFirst();
        Instances.refuseTerminated(before, "modified");
        return instances.store(by, action, before, change.apply(before));
    }

    private static Instance stopped(Instance instance) {
        if (instance.state() != InstanceState.STOPPED) {
            throw INCORRECT_STATE.because(
                    "The instance '" + instance.id() + "' is not in the 'stopped' state.");
        }
        return instance;
    }
}

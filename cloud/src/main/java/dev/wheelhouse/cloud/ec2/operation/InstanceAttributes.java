package dev.wheelhouse.cloud.ec2.operation;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.ASSOCIATION_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INCORRECT_STATE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.PROFILE_ASSOCIATED;

import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.InstanceState;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    public Instance set(Acting by, String id, String name, Value value) {
        return change(
                by,
                MODIFY,
                id,
                attribute(name, value.scalar()),
                before -> before.withSettings(before.settings().with(name, value)));
    }

    /** Changes options of the metadata service; the others stay. */
    public Instance setMetadata(Acting by, String id, Value.Members wanted) {
        return change(
                by,
                "ec2:ModifyInstanceMetadataOptions",
                id,
                metadata(wanted),
                before -> {
                    var options =
                            before.settings().get("MetadataOptions").orElse(Value.object())
                                            instanceof Value.Members chosen
                                    ? chosen
                                    : Value.object();
                    for (var entry : wanted.values().entrySet()) {
                        options = options.with(entry.getKey(), entry.getValue());
                    }
                    return before.withSettings(before.settings().with("MetadataOptions", options));
                });
    }

    /** Changes settings of an instance that is stopped, such as {@code EbsOptimized}. */
    public Instance setWhileStopped(Acting by, String id, String name, Value value) {
        return change(
                by,
                MODIFY,
                id,
                attribute(name, value.scalar()),
                before -> stopped(before).withSettings(before.settings().with(name, value)));
    }

    /** Changes the type of an instance that is stopped. */
    public Instance setType(Acting by, String id, String type) {
        return change(
                by,
                MODIFY,
                id,
                attribute("InstanceType", Optional.of(type)),
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
                attribute("GroupId", Optional.empty()),
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
        var changed =
                change(
                        by,
                        MODIFY,
                        id,
                        attribute("UserData", Optional.empty()),
                        InstanceAttributes::stopped);
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
                newProfile(by, profile),
                before -> {
                    if (before.profileArn().isPresent()) {
                        throw PROFILE_ASSOCIATED.because(
                                "There is an existing association for instance " + id);
                    }
                    return before.changed(
                            before.type(),
                            before.groupIds(),
                            Optional.of(
                                    instances
                                            .checks()
                                            .profileArn(by, profile, instanceArn(by, id))));
                });
    }

    /** Gives the instance of an association another profile. */
    public Instance replace(Acting by, String association, String profile) {
        return ofAssociation(
                by,
                "ec2:ReplaceIamInstanceProfileAssociation",
                association,
                newProfile(by, profile),
                before ->
                        before.changed(
                                before.type(),
                                before.groupIds(),
                                Optional.of(
                                        instances
                                                .checks()
                                                .profileArn(
                                                        by,
                                                        profile,
                                                        instanceArn(by, before.id())))));
    }

    /** Takes the profile from the instance of an association. Answers as it was. */
    public Instance disassociate(Acting by, String association) {
        var before = associated(by, association);
        ofAssociation(
                by,
                "ec2:DisassociateIamInstanceProfile",
                association,
                Map.of(),
                there -> there.changed(there.type(), there.groupIds(), Optional.empty()));
        return before.orElseThrow();
    }

    private Instance ofAssociation(
            Acting by,
            String action,
            String association,
            Map<String, String> keys,
            UnaryOperator<Instance> change) {
        var found = associated(by, association);
        if (found.isEmpty()) {
            by.require(AccessRequest.to(action, by.arn("ec2", "instance/*")));
            throw ASSOCIATION_NOT_FOUND.because(
                    "An invalid association-id of '" + association + "' was given");
        }
        return change(by, action, found.get().id(), keys, change);
    }

    private Optional<Instance> associated(Acting by, String association) {
        return instances.all(by).stream()
                .filter(each -> each.profileAssociationId().filter(association::equals).isPresent())
                .findFirst();
    }

    /** The keys that say which attribute is set, and to what where policies may know it. */
    static Map<String, String> attribute(String name, Optional<String> value) {
        var keys = new LinkedHashMap<String, String>();
        keys.put("ec2:Attribute", name);
        value.ifPresent(text -> keys.put("ec2:Attribute/" + name, text));
        return keys;
    }

    /** The same for the metadata service, of which several can be set at once. */
    static Map<String, String> metadata(Value.Members options) {
        var keys = new LinkedHashMap<String, String>();
        options.values()
                .forEach((name, value) ->
                        value.scalar().ifPresent(text -> keys.put("ec2:Attribute/" + name, text)));
        return keys;
    }

    private Map<String, String> newProfile(Acting by, String profile) {
        return Map.of("ec2:NewInstanceProfile", instances.checks().namedProfile(by, profile));
    }

    private static String instanceArn(Acting by, String id) {
        return by.arn("ec2", "instance/" + id);
    }

    /**
     * @param keys the condition keys of the action beside those of the instance
     */
    private Instance change(
            Acting by,
            String action,
            String id,
            Map<String, String> keys,
            UnaryOperator<Instance> change) {
        var before = instances.require(by, action, List.of(id), keys).getFirst();
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

package dev.wheelhouse.cloud.ec2.operation;

import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.InstanceState;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes an instance from one launch's properties to another's, as CloudFormation does. */
public final class InstanceChange {
    private static final String MODIFY = "ec2:ModifyInstanceAttribute";

    private final Instances instances;

    public InstanceChange(Instances instances) {
        this.instances = instances;
    }

    /**
     * Changes type, user data, groups, profile and settings; stops and starts where that takes it.
     */
    public Instance apply(Acting by, String id, InstanceLaunch before, InstanceLaunch after) {
        var instance = instances.find(by, id).orElseThrow(() -> Instances.noSuchInstance(id));
        boolean restart =
                !before.type().equals(after.type()) || !before.userData().equals(after.userData());
        boolean wasRunning = instance.state() == InstanceState.RUNNING;
        if (restart && wasRunning) {
            instances.stop(by, List.of(id));
            instance = instances.find(by, id).orElseThrow();
        }
        if (restart
                || !before.groupIds().equals(after.groupIds())
                || !before.groupNames().equals(after.groupNames())
                || !before.settings().equals(after.settings())) {
            LaunchChecks.instanceType(after.type());
            var groups = instances.checks().groupIds(by, after, instance.vpcId(), Optional.empty());
            var settings = after.settings();
            var publicAddress = instance.settings().get(LaunchChecks.PUBLIC_ADDRESS);
            if (publicAddress.isPresent()) {
                settings = settings.with(LaunchChecks.PUBLIC_ADDRESS, publicAddress.get());
            }
            requireAttributes(by, id, before, after);
            instance =
                    instances.store(
                            by,
                            MODIFY,
                            instance,
                            instance.changed(after.type(), groups, instance.profileArn())
                                    .withSettings(settings));
        }
        if (!before.userData().equals(after.userData())) {
            instances.setUserData(by, id, after.userData());
        }
        if (!before.profile().equals(after.profile())) {
            var arn =
                    after.profile()
                            .map(profile ->
                                    instances
                                            .checks()
                                            .profileArn(
                                                    by, profile, by.arn("ec2", "instance/" + id)));
            var action =
                    before.profile().isEmpty()
                            ? "ec2:AssociateIamInstanceProfile"
                            : after.profile().isEmpty()
                                    ? "ec2:DisassociateIamInstanceProfile"
                                    : "ec2:ReplaceIamInstanceProfileAssociation";
            instance =
                    instances.modify(
                            by,
                            action,
                            instance,
                            instance.changed(instance.type(), instance.groupIds(), arn),
                            arn.map(wanted -> Map.of("ec2:NewInstanceProfile", wanted))
                                    .orElse(Map.of()));
        }
        if (restart && wasRunning) {
            instances.start(by, List.of(id));
        }
        return instances.find(by, id).orElseThrow();
    }

    /** CloudFormation sets attributes one by one, so policies are asked for each. */
    private void requireAttributes(
            Acting by, String id, InstanceLaunch before, InstanceLaunch after) {
        var wanted = new ArrayList<Map<String, String>>();
        if (!before.type().equals(after.type())) {
            wanted.add(InstanceAttributes.attribute("InstanceType", Optional.of(after.type())));
        }
        if (!before.userData().equals(after.userData())) {
            wanted.add(InstanceAttributes.attribute("UserData", Optional.empty()));
        }
        if (!before.groupIds().equals(after.groupIds())
                || !before.groupNames().equals(after.groupNames())) {
            wanted.add(InstanceAttributes.attribute("GroupId", Optional.empty()));
        }
        var old = before.settings().values();
        after.settings()
                .values()
                .forEach((name, value) -> {
                    if (value.equals(old.get(name))) {
                        return;
                    }
                    if (name.equals("MetadataOptions") && value instanceof Value.Members options) {
                        instances.require(
                                by,
                                "ec2:ModifyInstanceMetadataOptions",
                                List.of(id),
                                InstanceAttributes.metadata(options));
                    } else {
                        wanted.add(InstanceAttributes.attribute(name, value.scalar()));
                    }
                });
        for (var attribute : wanted) {
            instances.require(by, MODIFY, List.of(id), attribute);
        }
        if (wanted.isEmpty()) {
            instances.require(by, MODIFY, List.of(id));
        }
    }
}

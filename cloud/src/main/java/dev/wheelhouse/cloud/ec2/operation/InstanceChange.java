package dev.wheelhouse.cloud.ec2.operation;

import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.InstanceState;
import dev.wheelhouse.cloud.resource.Acting;
import java.util.List;
import java.util.Optional;

/** Changes an instance from one launch's properties to another's, as CloudFormation does. */
public final class InstanceChange {
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
            instance =
                    instances.modify(
                            by,
                            "ec2:ModifyInstanceAttribute",
                            instance,
                            instance.changed(after.type(), groups, instance.profileArn())
                                    .withSettings(settings));
        }
        if (!before.userData().equals(after.userData())) {
            instances.setUserData(by, id, after.userData());
        }
        if (!before.profile().equals(after.profile())) {
            var arn = after.profile().map(profile -> instances.checks().profileArn(by, profile));
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
                            instance.changed(instance.type(), instance.groupIds(), arn));
        }
        if (restart && wasRunning) {
            instances.start(by, List.of(id));
        }
        return instances.find(by, id).orElseThrow();
    }
}

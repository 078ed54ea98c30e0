package dev.wheelhouse.cloud.ec2.operation;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.GROUP_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.IMAGE_MALFORMED;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.IMAGE_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INSTANCE_PROFILE_INVALID;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.KEY_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.MISSING_PARAMETER;

import dev.wheelhouse.cloud.ec2.AvailabilityZone;
import dev.wheelhouse.cloud.ec2.Ec2Refusal;
import dev.wheelhouse.cloud.ec2.InstanceType;
import dev.wheelhouse.cloud.ec2.PublicImage;
import dev.wheelhouse.cloud.ec2.ResourceIds;
import dev.wheelhouse.cloud.ec2.Subnet;
import dev.wheelhouse.cloud.ec2.Vpc;
import dev.wheelhouse.cloud.ec2.sql.KeyPairStore;
import dev.wheelhouse.cloud.ec2.sql.NetworkStore;
import dev.wheelhouse.cloud.ec2.sql.SecurityGroupStore;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.InstanceProfile;
import dev.wheelhouse.identity.access.RoleQuestions;
import dev.wheelhouse.identity.sql.InstanceProfileStore;
import dev.wheelhouse.identity.sql.RoleStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold before instances are launched, and who may launch them. */
final class LaunchChecks {
    /** A setting: whether the instance has a public address while it runs. */
    static final String PUBLIC_ADDRESS = "AssociatePublicIpAddress";

    private static final String RUN = "RunInstances";
    private static final int MAX_USER_DATA_BYTES = 16_384;
    private static final int MAX_GROUPS = 16;

    private final NetworkStore networks = new NetworkStore();
    private final SecurityGroupStore groups = new SecurityGroupStore();
    private final KeyPairStore keys = new KeyPairStore();
    private final Questions questions = new Questions();
    private final InstanceProfileStore profiles = new InstanceProfileStore();
    private final RoleStore roles = new RoleStore();
    private final Network network;

    LaunchChecks(Network network) {
        this.network = network;
    }

    /**
     * Where and with what instances will be launched.
     *
     * @param settings those of the launch, and those that follow from the subnet and its VPC
     */
    record Plan(
            Subnet subnet,
            List<String> groupIds,
            boolean publicAddress,
            Optional<String> profileArn,
            Value.Members settings) {}

    /**
     * Finds everything that a launch names and asks for the right to use it.
     *
     * @throws dev.wheelhouse.cloud.ec2.Ec2Refusal if EC2 would not launch it
     */
    Plan check(Acting by, InstanceLaunch launch) {
        var place = place(by, launch);
        // Who may not launch at all learns nothing of what there is.
        requireMaking(
                by,
                "instance",
                launch.tags(),
                InstanceKeys.of(
                        by.region(),
                        launch,
                        place.subnet(),
                        launch.profile().map(profile -> namedProfile(by, profile))));
        requireImage(by, launch);
        checkImage(by, launch);
        launch.keyName().ifPresent(key -> checkKey(by, key));
        var subnet = place.required();
        by.require(using(questions.aboutSubnet(by, RUN, subnet.id(), Optional.of(subnet))));
        var groupIds = groupIds(by, launch, subnet.vpcId(), Optional.of(subnet));
        for (var id : groupIds) {
            by.require(
                    using(
                            questions
                                    .about(by, RUN, "security-group", id)
                                    .with("ec2:Vpc", by.arn("ec2", "vpc/" + subnet.vpcId()))));
        }
        boolean publicAddress = launch.publicAddress().orElse(subnet.publicAddresses());
        requireInterface(by, launch, subnet, publicAddress);
        requireVolume(by, launch, subnet);
        launch.userData().ifPresent(LaunchChecks::checkUserData);
        if (launch.minimum() < 1 || launch.maximum() < launch.minimum()) {
            throw INVALID_PARAMETER_VALUE.because(
                    "The minimum number of instances must be at least 1 and at most the maximum");
        }
        if (launch.maximum() > 100) {
            throw INVALID_PARAMETER_VALUE.because(
                    "At most 100 instances can be launched by one request");
        }
        TagRules.checkCount(launch.tags());
        return new Plan(
                subnet,
                groupIds,
                publicAddress,
                launch.profile()
                        .map(profile -> profileArn(by, profile, by.arn("ec2", "instance/*"))),
                settings(by, launch, subnet).with(PUBLIC_ADDRESS, Value.bool(publicAddress)));
    }

    /** A VPC of dedicated tenancy holds no instances of another (EC2 user guide). */
    private Value.Members settings(Acting by, InstanceLaunch launch, Subnet subnet) {
        return networks.vpc(by.db(), by.account(), by.region(), subnet.vpcId())
                .filter(vpc -> vpc.tenancy().equals(Vpc.DEDICATED))
                .map(vpc -> launch.settings().with("Tenancy", Value.text(vpc.tenancy())))
                .orElse(launch.settings());
    }

    /**
     * The ids of the security groups that instances of a VPC get.
     *
     * @param subnet for messages
     */
    List<String> groupIds(Acting by, InstanceLaunch launch, String vpcId, Optional<Subnet> subnet) {
        return groupIds(by, launch.groupIds(), launch.groupNames(), vpcId, subnet);
    }

    /** The same for groups by id and by name. */
    List<String> groupIds(
            Acting by,
            List<String> wantedIds,
            List<String> wantedNames,
            String vpcId,
            Optional<Subnet> subnet) {
        var ids = new LinkedHashSet<String>();
        for (var id : wantedIds) {
            var group =
                    groups.find(by.db(), by.account(), by.region(), id)
                            .orElseThrow(() -> SecurityGroups.noSuchGroup(id));
            if (!group.vpcId().equals(vpcId)) {
                throw INVALID_PARAMETER.because(
                        "Security group "
                                + id
                                + subnet.map(there -> " and subnet " + there.id()).orElse("")
                                + " belong to different networks.");
            }
            ids.add(id);
        }
        for (var name : wantedNames) {
            ids.add(
                    groups.findByName(by.db(), by.account(), by.region(), vpcId, name)
                            .orElseThrow(() ->
                                    GROUP_NOT_FOUND.because(
                                            "The security group '"
                                                    + name
                                                    + "' does not exist in VPC '"
                                                    + vpcId
                                                    + "'"))
                            .id());
        }
        if (ids.isEmpty()) {
            groups.findByName(by.db(), by.account(), by.region(), vpcId, "default")
                    .ifPresent(group -> ids.add(group.id()));
        }
        if (ids.size() > MAX_GROUPS) {
            throw INVALID_PARAMETER_VALUE.because(
                    "An interface takes at most " + MAX_GROUPS + " security groups");
        }
        return new ArrayList<>(ids);
    }

    /**
     * The ARN of an instance profile, when whoever acts may pass its role to EC2.
     *
     * @param profile its name or ARN
     * @param instance the ARN of the instance that gets it
     */
    String profileArn(Acting by, String profile, String instance) {
        var name = profile.substring(profile.lastIndexOf('/') + 1);
        var found =
                profiles.find(by.db(), by.account(), name)
                        .filter(there -> !profile.startsWith("arn:") || there.arn().equals(profile))
                        .orElseThrow(() ->
                                INSTANCE_PROFILE_INVALID.because(
                                        profile.startsWith("arn:")
                                                ? "Value ("
                                                        + profile
                                                        + ") for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN"
                                                : "Value ("
                                                        + profile
                                                        + ") for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name"));
        var role = found.roleId().flatMap(id -> roles.findById(by.db(), by.account(), id));
        if (role.isEmpty()) {
            throw INSTANCE_PROFILE_INVALID.because(
                    "Value ("
                            + profile
                            + ") for parameter iamInstanceProfile.name is invalid. IAM Instance Profile \""
                            + found.arn()
                            + "\" has no associated IAM Roles");
        }
        by.require(
                RoleQuestions.passing(by.db(), role.get(), "ec2.amazonaws.com")
                        .with("iam:AssociatedResourceArn", instance));
        return found.arn();
    }

    /**
     * @throws dev.wheelhouse.cloud.ec2.Ec2Refusal if it is not offered
     */
    static InstanceType instanceType(String name) {
        return InstanceType.find(name)
                .orElseThrow(() ->
                        INVALID_PARAMETER_VALUE.because(
                                "Invalid value '" + name + "' for InstanceType."));
    }

    /**
     * @throws dev.wheelhouse.cloud.ec2.Ec2Refusal if it is too long or not base64
     */
    static void checkUserData(String userData) {
        try {
            if (Base64.getMimeDecoder().decode(userData).length > MAX_USER_DATA_BYTES) {
                throw INVALID_PARAMETER_VALUE.because(
                        "User data is limited to " + MAX_USER_DATA_BYTES + " bytes");
            }
        } catch (IllegalArgumentException _) {
            throw INVALID_PARAMETER_VALUE.because("Invalid BASE64 encoding of user data.");
        }
    }

    /** The ARN that a request names, for policies; whether there is one is told later. */
    String namedProfile(Acting by, String profile) {
        return profile.startsWith("arn:")
                ? profile
                : profiles.find(by.db(), by.account(), profile)
                        .map(InstanceProfile::arn)
                        .orElseGet(() ->
                                Arn.iam(by.account(), "instance-profile/" + profile).toString());
    }

    /** Asks for the right to make something in a launch, and to tag it then. */
    private static void requireMaking(
            Acting by, String type, Map<String, String> tags, Map<String, String> keys) {
        var any = by.arn("ec2", type + "/*");
        by.require(AccessRequest.to("ec2:" + RUN, any).withRequestTags(tags).withAll(keys));
        TagRules.requireTagging(by, any, RUN, tags, keys);
    }

    /** A question about something that a launch uses: it sets no tags of that. */
    private static AccessRequest using(AccessRequest question) {
        return question.withRequestTags(Map.of()).with("ec2:IsLaunchTemplateResource", "false");
    }

    /** All images here are Amazon's, for everybody, on volumes of EBS. */
    private static void requireImage(Acting by, InstanceLaunch launch) {
        by.require(
                using(
                        Questions.tagged(
                                        AccessRequest.to(
                                                "ec2:" + RUN,
                                                "arn:aws:ec2:"
                                                        + by.region()
                                                        + "::image/"
                                                        + launch.imageId()),
                                        Map.of())
                                .withAll(
                                        Map.of(
                                                "ec2:ImageID", launch.imageId(),
                                                "ec2:ImageType", "machine",
                                                "ec2:Owner", "amazon",
                                                "ec2:Public", "true",
                                                "ec2:RootDeviceType", "ebs"))));
    }

    private static void requireInterface(
            Acting by, InstanceLaunch launch, Subnet subnet, boolean publicAddress) {
        requireMaking(
                by,
                "network-interface",
                launch.partTags().getOrDefault("network-interface", Map.of()),
                Map.of(
                        "ec2:AssociatePublicIpAddress", String.valueOf(publicAddress),
                        "ec2:AvailabilityZone", subnet.zone(),
                        "ec2:IsLaunchTemplateResource", "false",
                        "ec2:NetworkInterfaceID", "*",
                        "ec2:Subnet", by.arn("ec2", "subnet/" + subnet.id()),
                        "ec2:Vpc", by.arn("ec2", "vpc/" + subnet.vpcId())));
    }

    /** Asks for the root volume as the image describes it; no other volumes are built. */
    private static void requireVolume(Acting by, InstanceLaunch launch, Subnet subnet) {
        var keys = new LinkedHashMap<>(Questions.zoned(by.region(), subnet.zone()));
        keys.put("ec2:IsLaunchTemplateResource", "false");
        keys.put("ec2:VolumeID", "*");
        keys.put("ec2:Encrypted", "false");
        PublicImage.find(by.region(), launch.imageId())
                .map(PublicImage::rootVolume)
                .ifPresent(root -> {
                    keys.put("ec2:VolumeType", root.type());
                    keys.put("ec2:VolumeSize", String.valueOf(root.gib()));
                    keys.put("ec2:VolumeIops", String.valueOf(root.iops()));
                    root.throughputMib()
                            .ifPresent(
                                    mib -> keys.put("ec2:VolumeThroughput", String.valueOf(mib)));
                });
        requireMaking(by, "volume", launch.partTags().getOrDefault("volume", Map.of()), keys);
    }

    /**
     * Where instances would go, or why they can't; that is told to whom may launch them.
     *
     * @param subnet empty when there is none
     */
    private record Place(Optional<Subnet> subnet, Optional<Ec2Refusal> refusal) {
        Subnet required() {
            refusal.ifPresent(told -> {
                throw told;
            });
            return subnet.orElseThrow();
        }
    }

    private Place place(Acting by, InstanceLaunch launch) {
        try {
            return new Place(Optional.of(subnet(by, launch)), Optional.empty());
        } catch (Ec2Refusal refusal) {
            return new Place(Optional.empty(), Optional.of(refusal));
        }
    }

    private static void checkImage(Acting by, InstanceLaunch launch) {
        if (!ResourceIds.isWellFormed("ami", launch.imageId())) {
            throw IMAGE_MALFORMED.because(
                    "Invalid id: \"" + launch.imageId() + "\" (expecting \"ami-...\")");
        }
        var image =
                PublicImage.find(by.region(), launch.imageId())
                        .orElseThrow(() ->
                                IMAGE_NOT_FOUND.because(
                                        "The image id '["
                                                + launch.imageId()
                                                + "]' does not exist"));
        var type = instanceType(launch.type());
        if (!type.architecture().equals(image.architecture())) {
            throw INVALID_PARAMETER_VALUE.because(
                    "The architecture '"
                            + type.architecture()
                            + "' of the specified instance type does not match the architecture '"
                            + image.architecture()
                            + "' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.");
        }
    }

    private void checkKey(Acting by, String key) {
        var found = keys.find(by.db(), by.account(), by.region(), key);
        by.require(using(questions.aboutKeyPair(by, RUN, key, found)));
        if (found.isEmpty()) {
            throw KEY_NOT_FOUND.because("The key pair '" + key + "' does not exist");
        }
    }

    private Subnet subnet(Acting by, InstanceLaunch launch) {
        if (launch.subnetId().isPresent()) {
            var id = launch.subnetId().get();
            var subnet =
                    networks.subnet(by.db(), by.account(), by.region(), id)
                            .orElseThrow(() -> Subnets.noSuchSubnet(id));
            launch.zone()
                    .filter(zone -> !zone.equals(subnet.zone()))
                    .ifPresent(zone -> {
                        throw INVALID_PARAMETER_VALUE.because(
                                "Value ("
                                        + zone
                                        + ") for parameter availabilityZone is invalid. Subnet '"
                                        + id
                                        + "' is in the availability zone "
                                        + subnet.zone());
                    });
            return subnet;
        }
        launch.zone()
                .ifPresent(zone -> {
                    if (AvailabilityZone.of(by.region()).stream()
                            .noneMatch(there -> there.name().equals(zone))) {
                        throw INVALID_PARAMETER_VALUE.because(
                                "Invalid availability zone: [" + zone + "]");
                    }
                });
        var vpc = network.defaultVpc(by);
        if (vpc.isEmpty()) {
            throw MISSING_PARAMETER.because(
                    "No default VPC for this user. A subnet has to be named.");
        }
        // A group decides on the VPC when no subnet does, as long as it is the default one.
        return networks.subnets(by.db(), by.account(), by.region()).stream()
                .filter(Subnet::defaultForZone)
                .filter(subnet -> subnet.vpcId().equals(vpc.get().id()))
                .filter(subnet ->
                        launch.zone().isEmpty() || subnet.zone().equals(launch.zone().get()))
                .findFirst()
                .orElseThrow(() ->
                        MISSING_PARAMETER.because(
                                "No default subnet"
                                        + launch.zone()
                                                .map(zone ->
                                                        " for availability zone: '" + zone + "'")
                                                .orElse("")
                                        + ". A subnet has to be named."));
    }
}

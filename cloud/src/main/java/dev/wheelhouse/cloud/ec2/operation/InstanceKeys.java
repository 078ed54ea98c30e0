package dev.wheelhouse.cloud.ec2.operation;

import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.PublicImage;
import dev.wheelhouse.cloud.ec2.Subnet;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.Region;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The condition keys of instances, after the Service Authorization Reference's page on Amazon EC2
 * and what decoded refusals of EC2 show. Keys of what is not built here, such as placement groups
 * and launch templates, are missing as they are on AWS from a request that names none.
 */
final class InstanceKeys {
    private InstanceKeys() {}

    /** Those of an instance that there is. */
    static Map<String, String> of(Region region, Instance instance) {
        var keys = common(instance.type(), instance.settings());
        keys.putAll(Questions.zoned(region, instance.zone()));
        instance.profileArn().ifPresent(arn -> keys.put("ec2:InstanceProfile", arn));
        var tokens =
                PublicImage.find(region, instance.imageId())
                        .filter(PublicImage::requiresMetadataTokens)
                        .isPresent();
        keys.put("ec2:MetadataHttpTokens", tokens ? "required" : "optional");
        keys.put("ec2:MetadataHttpPutResponseHopLimit", tokens ? "2" : "1");
        keys.put("ec2:MetadataHttpEndpoint", "enabled");
        keys.put("ec2:InstanceMetadataTags", "disabled");
        keys.putAll(metadata(instance.settings()));
        return keys;
    }

    /**
     * Those of instances that are to be launched. Of the metadata service only what the request
     * says: a policy that wants tokens required refuses a launch that leaves it to the image.
     *
     * @param subnet where, unless there is no such place
     */
    static Map<String, String> of(
            Region region,
            InstanceLaunch launch,
            Optional<Subnet> subnet,
            Optional<String> profileArn) {
        var keys = common(launch.type(), launch.settings());
        keys.put("ec2:InstanceID", "*");
        keys.put("ec2:IsLaunchTemplateResource", "false");
        subnet.map(Subnet::zone)
                .or(launch::zone)
                .ifPresent(zone -> keys.putAll(Questions.zoned(region, zone)));
        profileArn.ifPresent(arn -> keys.put("ec2:InstanceProfile", arn));
        keys.putAll(metadata(launch.settings()));
        return keys;
    }

    private static Map<String, String> common(String type, Value.Members settings) {
        var keys = new LinkedHashMap<String, String>();
        keys.put("ec2:InstanceType", type);
        keys.put("ec2:InstanceMarketType", "on-demand");
        keys.put("ec2:InstanceBandwidthWeighting", "default");
        keys.put("ec2:EbsOptimized", settings.text("EbsOptimized").orElse("false"));
        keys.put("ec2:RootDeviceType", "ebs");
        keys.put("ec2:Tenancy", settings.text("Tenancy").orElse("default"));
        return keys;
    }

    private static Map<String, String> metadata(Value.Members settings) {
        var keys = new LinkedHashMap<String, String>();
        if (settings.get("MetadataOptions").orElse(Value.object())
                instanceof Value.Members chosen) {
            chosen.text("HttpTokens").ifPresent(it -> keys.put("ec2:MetadataHttpTokens", it));
            chosen.text("HttpEndpoint").ifPresent(it -> keys.put("ec2:MetadataHttpEndpoint", it));
            chosen.text("HttpPutResponseHopLimit")
                    .ifPresent(it -> keys.put("ec2:MetadataHttpPutResponseHopLimit", it));
            chosen.text("InstanceMetadataTags")
                    .ifPresent(it -> keys.put("ec2:InstanceMetadataTags", it));
        }
        return keys;
    }
}

package dev.wheelhouse.cloud.ec2.api;

import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.PublicImage;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.Region;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;

/** What an instance was launched with, and what EC2 takes where nothing was said. */
record InstanceSettings(Instance instance) {
    static final String ROOT_DEVICE = "/dev/xvda";
    static final String METADATA = "MetadataOptions";
    static final String CREDITS = "CreditSpecification";

    boolean disableApiTermination() {
        return flag("DisableApiTermination", false);
    }

    boolean disableApiStop() {
        return flag("DisableApiStop", false);
    }

    boolean sourceDestCheck() {
        return flag("SourceDestCheck", true);
    }

    boolean ebsOptimized() {
        return flag("EbsOptimized", false);
    }

    boolean monitoring() {
        return flag("Monitoring", false);
    }

    String tenancy() {
        return text("Tenancy").orElse("default");
    }

    String shutdownBehavior() {
        return text("InstanceInitiatedShutdownBehavior").orElse("stop");
    }

    /** {@code standard} for T2, {@code unlimited} for later families, unless it was chosen. */
    String cpuCredits() {
        return instance.settings()
                .get(CREDITS)
                .filter(Value.Members.class::isInstance)
                .map(Value.Members.class::cast)
                .flatMap(chosen -> chosen.text("CPUCredits"))
                .orElse(instance.type().startsWith("t2.") ? "standard" : "unlimited");
    }

    /** The options of the metadata service that were chosen, by the names of the API. */
    Value.Members metadata() {
        return instance.settings()
                .get(METADATA)
                .filter(Value.Members.class::isInstance)
                .map(Value.Members.class::cast)
                .orElse(Value.object());
    }

    InstanceMetadataOptionsResponse metadataOptions(Region region) {
        var chosen = metadata();
        boolean tokens =
                PublicImage.find(region, instance.imageId())
                        .filter(PublicImage::requiresMetadataTokens)
                        .isPresent();
        return InstanceMetadataOptionsResponse.builder()
                .state("applied")
                .httpTokens(chosen.text("HttpTokens").orElse(tokens ? "required" : "optional"))
                .httpPutResponseHopLimit(
                        chosen.text("HttpPutResponseHopLimit")
                                .map(Integer::valueOf)
                                .orElse(tokens ? 2 : 1))
                .httpEndpoint(chosen.text("HttpEndpoint").orElse("enabled"))
                .httpProtocolIpv6(chosen.text("HttpProtocolIpv6").orElse("disabled"))
                .instanceMetadataTags(chosen.text("InstanceMetadataTags").orElse("disabled"))
                .build();
    }

    /** Options of the metadata service as they are kept; those that are null stay out. */
    static Value.Members metadata(
            @Nullable String tokens,
            @Nullable Integer hopLimit,
            @Nullable String endpoint,
            @Nullable String ipv6,
            @Nullable String tags) {
        var options = Value.object();
        options = with(options, "HttpTokens", tokens);
        options =
                with(
                        options,
                        "HttpPutResponseHopLimit",
                        hopLimit == null ? null : String.valueOf(hopLimit));
        options = with(options, "HttpEndpoint", endpoint);
        options = with(options, "HttpProtocolIpv6", ipv6);
        return with(options, "InstanceMetadataTags", tags);
    }

    private static Value.Members with(Value.Members options, String name, @Nullable String value) {
        return value == null ? options : options.with(name, Value.text(value));
    }

    private Optional<String> text(String name) {
        return instance.settings().text(name);
    }

    private boolean flag(String name, boolean otherwise) {
        return text(name).map("true"::equals).orElse(otherwise);
    }
}

package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_COMBINATION;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.MISSING_PARAMETER;

import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.InstanceType;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.ec2.operation.InstanceAttributes;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceCreditSpecificationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceCreditSpecificationsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceCreditSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceMonitoring;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.MonitorInstancesRequest;
import software.amazon.awssdk.services.ec2.model.MonitorInstancesResponse;
import software.amazon.awssdk.services.ec2.model.RebootInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RebootInstancesResponse;
import software.amazon.awssdk.services.ec2.model.UnmonitorInstancesRequest;
import software.amazon.awssdk.services.ec2.model.UnmonitorInstancesResponse;

/** The actions of EC2 on single attributes of instances. */
final class InstanceAttributeActions {
    static final Filters<InstanceCreditSpecification> CREDIT_FILTERS =
            new Filters<InstanceCreditSpecification>(credits -> credits).at(List.of("instance-id"));

    private static final String MODIFY = "ec2:ModifyInstanceAttribute";
    private static final Set<String> SHUTDOWN = Set.of("stop", "terminate");

    private final Database database;
    private final Ec2Operations ec2;

    InstanceAttributeActions(Database database, Ec2Operations ec2) {
        this.database = database;
        this.ec2 = ec2;
    }

    DescribeInstanceAttributeResponse describe(
            Call call, DescribeInstanceAttributeRequest request) {
        return database.read(db -> {
            var by = Acting.of(db, call);
            var instance = ec2.attributes().read(by, request.instanceId());
            DryRun.end(request.dryRun());
            var answer = DescribeInstanceAttributeResponse.builder().instanceId(instance.id());
            var settings = new InstanceSettings(instance);
            switch (request.attributeAsString()) {
                case "instanceType" -> answer.instanceType(text(instance.type()));
                case "userData" ->
                        answer.userData(
                                ec2.instances()
                                        .userData(by, instance.id())
                                        .map(InstanceAttributeActions::text)
                                        .orElse(AttributeValue.builder().build()));
                case "disableApiTermination" ->
                        answer.disableApiTermination(flag(settings.disableApiTermination()));
                case "disableApiStop" -> answer.disableApiStop(flag(settings.disableApiStop()));
                case "instanceInitiatedShutdownBehavior" ->
                        answer.instanceInitiatedShutdownBehavior(text(settings.shutdownBehavior()));
                case "rootDeviceName" -> answer.rootDeviceName(text(InstanceSettings.ROOT_DEVICE));
                case "sourceDestCheck" -> answer.sourceDestCheck(flag(settings.sourceDestCheck()));
                case "ebsOptimized" -> answer.ebsOptimized(flag(settings.ebsOptimized()));
                case "enaSupport" -> answer.enaSupport(flag(true));
                case "groupSet" -> answer.groups(InstanceView.of(ec2, by).groups(instance));
                case "blockDeviceMapping" -> answer.blockDeviceMappings(List.of());
                case "productCodes" -> answer.productCodes(List.of());
                case "kernel" -> answer.kernelId(AttributeValue.builder().build());
                case "ramdisk" -> answer.ramdiskId(AttributeValue.builder().build());
                case "sriovNetSupport" -> answer.sriovNetSupport(AttributeValue.builder().build());
                case "enclaveOptions" -> answer.enclaveOptions(options -> options.enabled(false));
                case String unknown ->
                        throw INVALID_PARAMETER_VALUE.because(
                                "Value ("
                                        + unknown
                                        + ") for parameter attribute is invalid. Unknown"
                                        + " attribute.");
            }
            return answer.build();
        });
    }

    ModifyInstanceAttributeResponse modify(Call call, ModifyInstanceAttributeRequest request) {
        new Unbuilt()
                .parameter(
                        "BlockDeviceMapping",
                        request.hasBlockDeviceMappings() ? request.blockDeviceMappings() : null)
                .parameter("Kernel", request.kernel())
                .parameter("Ramdisk", request.ramdisk())
                .parameter("SriovNetSupport", request.sriovNetSupport())
                .parameter("EnaSupport", request.enaSupport())
                .refuse();
        var changes = changes(request);
        if (changes.size() > 1) {
            throw INVALID_PARAMETER_COMBINATION.because(
                    "Fields for multiple attribute types specified");
        }
        return database.write(db -> {
            var by = Acting.of(db, call);
            if (changes.isEmpty()) {
                by.require(
                        AccessRequest.to(
                                MODIFY, by.arn("ec2", "instance/" + request.instanceId())));
                throw MISSING_PARAMETER.because("No attributes specified.");
            }
            changes.getFirst().apply(ec2.attributes(), by, request.instanceId());
            DryRun.end(request.dryRun());
            return ModifyInstanceAttributeResponse.builder().build();
        });
    }

    @FunctionalInterface
    private interface Change {
        void apply(InstanceAttributes attributes, Acting by, String id);
    }

    /** What a request changes: by members of their own, or by an attribute's name and a value. */
    private static List<Change> changes(ModifyInstanceAttributeRequest request) {
        var changes = new ArrayList<Change>();
        if (request.hasGroups()) {
            changes.add((attributes, by, id) -> attributes.setGroups(by, id, request.groups()));
        }
        value(request, "instanceType", request.instanceType())
                .ifPresent(type ->
                        changes.add((attributes, by, id) -> attributes.setType(by, id, type)));
        var userData =
                request.userData() == null
                        ? value(request, "userData", null)
                        : Optional.ofNullable(request.userData().value())
                                .map(SdkBytes::asUtf8String)
                                .map(InstanceAttributeActions::base64);
        userData.ifPresent(plain ->
                changes.add((attributes, by, id) -> attributes.setUserData(by, id, plain)));
        value(
                        request,
                        "instanceInitiatedShutdownBehavior",
                        request.instanceInitiatedShutdownBehavior())
                .ifPresent(behavior -> {
                    if (!SHUTDOWN.contains(behavior)) {
                        throw INVALID_PARAMETER_VALUE.because(
                                "Value ("
                                        + behavior
                                        + ") for parameter instanceInitiatedShutdownBehavior is"
                                        + " invalid. Unknown behavior.");
                    }
                    changes.add(set("InstanceInitiatedShutdownBehavior", Value.text(behavior)));
                });
        flag(request, "disableApiTermination", request.disableApiTermination())
                .ifPresent(on -> changes.add(set("DisableApiTermination", Value.bool(on))));
        flag(request, "disableApiStop", request.disableApiStop())
                .ifPresent(on -> changes.add(set("DisableApiStop", Value.bool(on))));
        flag(request, "sourceDestCheck", request.sourceDestCheck())
                .ifPresent(on -> changes.add(set("SourceDestCheck", Value.bool(on))));
        flag(request, "ebsOptimized", request.ebsOptimized())
                .ifPresent(on ->
                        changes.add((attributes, by, id) ->
                                attributes.setWhileStopped(
                                        by, id, "EbsOptimized", Value.bool(on))));
        return changes;
    }

    ModifyInstanceMetadataOptionsResponse modifyMetadata(
            Call call, ModifyInstanceMetadataOptionsRequest request) {
        var wanted =
                InstanceSettings.metadata(
                        request.httpTokensAsString(),
                        request.httpPutResponseHopLimit(),
                        request.httpEndpointAsString(),
                        request.httpProtocolIpv6AsString(),
                        request.instanceMetadataTagsAsString());
        return database.write(db -> {
            var by = Acting.of(db, call);
            var changed = ec2.attributes().setMetadata(by, request.instanceId(), wanted);
            DryRun.end(request.dryRun());
            return ModifyInstanceMetadataOptionsResponse.builder()
                    .instanceId(changed.id())
                    .instanceMetadataOptions(
                            new InstanceSettings(changed).metadataOptions(by.region()))
                    .build();
        });
    }

    private static InstanceCreditSpecification credits(Instance instance) {
        return InstanceCreditSpecification.builder()
                .instanceId(instance.id())
                .cpuCredits(new InstanceSettings(instance).cpuCredits())
                .build();
    }

    DescribeInstanceCreditSpecificationsResponse credits(
            Call call, DescribeInstanceCreditSpecificationsRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeInstanceCreditSpecifications", "*")
                        .with("ec2:Region", call.region().value()));
        return database.read(db -> {
            var by = Acting.of(db, call);
            DryRun.end(request.dryRun());
            var chosen = InstanceDescriptions.chosen(ec2, by, request.instanceIds());
            for (var id : request.instanceIds()) {
                if (chosen.stream().noneMatch(each -> each.id().equals(id) && burstable(each))) {
                    throw INVALID_PARAMETER_VALUE.because(
                            "The instance '" + id + "' is not of a burstable performance type");
                }
            }
            var page =
                    Page.of(
                            CREDIT_FILTERS.select(
                                    chosen.stream()
                                            .filter(InstanceAttributeActions::burstable)
                                            .map(InstanceAttributeActions::credits)
                                            .toList(),
                                    request.filters()),
                            request.maxResults(),
                            request.nextToken());
            return DescribeInstanceCreditSpecificationsResponse.builder()
                    .instanceCreditSpecifications(page.items())
                    .nextToken(page.next())
                    .build();
        });
    }

    RebootInstancesResponse reboot(Call call, RebootInstancesRequest request) {
        return database.write(db -> {
            ec2.attributes().reboot(Acting.of(db, call), request.instanceIds());
            DryRun.end(request.dryRun());
            return RebootInstancesResponse.builder().build();
        });
    }

    MonitorInstancesResponse monitor(Call call, MonitorInstancesRequest request) {
        return database.write(db -> {
            var changed =
                    ec2.attributes().monitor(Acting.of(db, call), request.instanceIds(), true);
            DryRun.end(request.dryRun());
            return MonitorInstancesResponse.builder()
                    .instanceMonitorings(monitorings(changed, "pending"))
                    .build();
        });
    }

    UnmonitorInstancesResponse unmonitor(Call call, UnmonitorInstancesRequest request) {
        return database.write(db -> {
            var changed =
                    ec2.attributes().monitor(Acting.of(db, call), request.instanceIds(), false);
            DryRun.end(request.dryRun());
            return UnmonitorInstancesResponse.builder()
                    .instanceMonitorings(monitorings(changed, "disabling"))
                    .build();
        });
    }

    private static List<InstanceMonitoring> monitorings(List<Instance> instances, String state) {
        return instances.stream()
                .map(instance ->
                        InstanceMonitoring.builder()
                                .instanceId(instance.id())
                                .monitoring(monitoring -> monitoring.state(state))
                                .build())
                .toList();
    }

    private static boolean burstable(Instance instance) {
        return InstanceType.find(instance.type()).filter(InstanceType::burstable).isPresent();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.builder().value(value).build();
    }

    private static AttributeBooleanValue flag(boolean value) {
        return AttributeBooleanValue.builder().value(value).build();
    }

    private static String base64(String plain) {
        return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> value(
            ModifyInstanceAttributeRequest request, String name, @Nullable AttributeValue member) {
        if (member != null) {
            return Optional.ofNullable(member.value());
        }
        return name.equals(request.attributeAsString())
                ? Optional.ofNullable(request.value())
                : Optional.empty();
    }

    private static Optional<Boolean> flag(
            ModifyInstanceAttributeRequest request,
            String name,
            @Nullable AttributeBooleanValue member) {
        if (member != null) {
            return Optional.ofNullable(member.value());
        }
        return name.equals(request.attributeAsString())
                ? Optional.ofNullable(request.value()).map(Boolean::parseBoolean)
                : Optional.empty();
    }

    private static Change set(String name, Value value) {
        return (attributes, by, id) -> attributes.set(by, id, name, value);
    }
}

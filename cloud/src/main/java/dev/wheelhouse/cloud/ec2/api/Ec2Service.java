package dev.wheelhouse.cloud.ec2.api;

import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceApi;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;

/** The embedded cloud's EC2. */
public final class Ec2Service {
    private final GroupActions groups;
    private final GroupDescriptions groupDescriptions;
    private final InstanceActions instances;
    private final InstanceDescriptions instanceDescriptions;
    private final KeyPairActions keys;
    private final NetworkActions network;
    private final ImageActions images = new ImageActions();
    private final TagActions tags;

    public Ec2Service(
            Database database,
            Journal journal,
            Sealer sealer,
            InstantSource clock,
            SecureRandom random) {
        var ec2 = new Ec2Operations(journal, sealer, clock, random);
        this.groups = new GroupActions(database, ec2);
        this.groupDescriptions = new GroupDescriptions(database, ec2);
        this.instances = new InstanceActions(database, ec2);
        this.instanceDescriptions = new InstanceDescriptions(database, ec2);
        this.keys = new KeyPairActions(database, ec2, random);
        this.network = new NetworkActions(database, ec2);
        this.tags = new TagActions(database, ec2);
    }

    /** The actions that are built. */
    public ServiceApi<Call> api() {
        return ServiceApi.<Call>of("ec2", Protocol.EC2_QUERY)
                .action(
                        "AuthorizeSecurityGroupEgress",
                        AuthorizeSecurityGroupEgressRequest::builder,
                        guard(groups::authorizeEgress))
                .action(
                        "AuthorizeSecurityGroupIngress",
                        AuthorizeSecurityGroupIngressRequest::builder,
                        guard(groups::authorizeIngress))
                .action("CreateKeyPair", CreateKeyPairRequest::builder, guard(keys::create))
                .action(
                        "CreateSecurityGroup",
                        CreateSecurityGroupRequest::builder,
                        guard(groups::create))
                .action("CreateTags", CreateTagsRequest::builder, guard(tags::create))
                .action("DeleteKeyPair", DeleteKeyPairRequest::builder, guard(keys::delete))
                .action(
                        "DeleteSecurityGroup",
                        DeleteSecurityGroupRequest::builder,
                        guard(groups::delete))
                .action("DeleteTags", DeleteTagsRequest::builder, guard(tags::delete))
                .action(
                        "DescribeAvailabilityZones",
                        DescribeAvailabilityZonesRequest::builder,
                        guard(network::zones))
                .action("DescribeImages", DescribeImagesRequest::builder, guard(images::images))
                .action(
                        "DescribeInstanceStatus",
                        DescribeInstanceStatusRequest::builder,
                        guard(instanceDescriptions::status))
                .action(
                        "DescribeInstanceTypes",
                        DescribeInstanceTypesRequest::builder,
                        guard(images::types))
                .action(
                        "DescribeInstances",
                        DescribeInstancesRequest::builder,
                        guard(instanceDescriptions::instances))
                .action("DescribeKeyPairs", DescribeKeyPairsRequest::builder, guard(keys::describe))
                .action("DescribeRegions", DescribeRegionsRequest::builder, guard(network::regions))
                .action(
                        "DescribeSecurityGroupRules",
                        DescribeSecurityGroupRulesRequest::builder,
                        guard(groupDescriptions::rules))
                .action(
                        "DescribeSecurityGroups",
                        DescribeSecurityGroupsRequest::builder,
                        guard(groupDescriptions::groups))
                .action("DescribeSubnets", DescribeSubnetsRequest::builder, guard(network::subnets))
                .action("DescribeTags", DescribeTagsRequest::builder, guard(tags::describe))
                .action("DescribeVpcs", DescribeVpcsRequest::builder, guard(network::vpcs))
                .action("ImportKeyPair", ImportKeyPairRequest::builder, guard(keys::importKeyPair))
                .action(
                        "RevokeSecurityGroupEgress",
                        RevokeSecurityGroupEgressRequest::builder,
                        guard(groups::revokeEgress))
                .action(
                        "RevokeSecurityGroupIngress",
                        RevokeSecurityGroupIngressRequest::builder,
                        guard(groups::revokeIngress))
                .action("RunInstances", RunInstancesRequest::builder, guard(instances::run))
                .action("StartInstances", StartInstancesRequest::builder, guard(instances::start))
                .action("StopInstances", StopInstancesRequest::builder, guard(instances::stop))
                .action(
                        "TerminateInstances",
                        TerminateInstancesRequest::builder,
                        guard(instances::terminate))
                .build();
    }

    private static <C, Q, R> BiFunction<C, Q, R> guard(BiFunction<C, Q, R> action) {
        return Ec2Error.translating(action);
    }
}

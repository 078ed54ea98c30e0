package dev.wheelhouse.cloud.ec2.api;

import dev.wheelhouse.cloud.ec2.InternetGateway;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.ec2.operation.InternetGateways;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;

/** The internet gateway actions of EC2. */
final class GatewayActions {
    /** What EC2 says of an attachment, where other attachments are "attached". */
    private static final String ATTACHED = "available";

    private final Database database;
    private final Ec2Operations ec2;

    GatewayActions(Database database, Ec2Operations ec2) {
        this.database = database;
        this.ec2 = ec2;
    }

    CreateInternetGatewayResponse create(Call call, CreateInternetGatewayRequest request) {
        var tags = Tagged.of(request.tagSpecifications(), "internet-gateway", Set.of());
        return database.write(db -> {
            var gateway = ec2.gateways().create(Acting.of(db, call), tags);
            DryRun.end(request.dryRun());
            return CreateInternetGatewayResponse.builder()
                    .internetGateway(describe(call, gateway, tags))
                    .build();
        });
    }

    DeleteInternetGatewayResponse delete(Call call, DeleteInternetGatewayRequest request) {
        return database.write(db -> {
            ec2.gateways().delete(Acting.of(db, call), request.internetGatewayId());
            DryRun.end(request.dryRun());
            return DeleteInternetGatewayResponse.builder().build();
        });
    }

    AttachInternetGatewayResponse attach(Call call, AttachInternetGatewayRequest request) {
        return database.write(db -> {
            ec2.gateways()
                    .attach(Acting.of(db, call), request.internetGatewayId(), request.vpcId());
            DryRun.end(request.dryRun());
            return AttachInternetGatewayResponse.builder().build();
        });
    }

    DetachInternetGatewayResponse detach(Call call, DetachInternetGatewayRequest request) {
        return database.write(db -> {
            ec2.gateways()
                    .detach(Acting.of(db, call), request.internetGatewayId(), request.vpcId());
            DryRun.end(request.dryRun());
            return DetachInternetGatewayResponse.builder().build();
        });
    }

    DescribeInternetGatewaysResponse describe(Call call, DescribeInternetGatewaysRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeInternetGateways", "*")
                        .with("ec2:Region", call.region().value()));
        return database.read(db -> {
            var tags = ec2.tagging().all(Acting.of(db, call));
            var all = ec2.network().gateways(db, call.account(), call.region());
            var ids = all.stream().map(InternetGateway::id).toList();
            for (var id : request.internetGatewayIds()) {
                if (!ids.contains(id)) {
                    throw InternetGateways.noSuchGateway(id);
                }
            }
            Function<InternetGateway, software.amazon.awssdk.services.ec2.model.InternetGateway>
                    answer =
                            gateway ->
                                    describe(
                                            call,
                                            gateway,
                                            tags.getOrDefault(gateway.id(), new TreeMap<>()));
            var page =
                    Page.of(
                            filters(answer)
                                    .select(
                                            all.stream()
                                                    .filter(gateway ->
                                                            request.internetGatewayIds().isEmpty()
                                                                    || request.internetGatewayIds()
                                                                            .contains(gateway.id()))
                                                    .toList(),
                                            request.filters()),
                            request.maxResults(),
                            request.nextToken());
            return DescribeInternetGatewaysResponse.builder()
                    .internetGateways(page.items().stream().map(answer).toList())
                    .nextToken(page.next())
                    .build();
        });
    }

    static Filters<InternetGateway> filters(
            Function<InternetGateway, software.amazon.awssdk.services.ec2.model.InternetGateway>
                    answer) {
        return new Filters<>(answer)
                .at(List.of("internet-gateway-id", "owner-id"))
                .at("attachment.state", "Attachments.State")
                .at("attachment.vpc-id", "Attachments.VpcId")
                .tags("Tags");
    }

    private static software.amazon.awssdk.services.ec2.model.InternetGateway describe(
            Call call, InternetGateway gateway, Map<String, String> tags) {
        return software.amazon.awssdk.services.ec2.model.InternetGateway.builder()
                .internetGatewayId(gateway.id())
                .ownerId(call.account().value())
                .attachments(
                        gateway.vpcId()
                                .map(vpc ->
                                        List.of(
                                                InternetGatewayAttachment.builder()
                                                        .vpcId(vpc)
                                                        .state(ATTACHED)
                                                        .build()))
                                .orElse(List.of()))
                .tags(Tagged.write(tags))
                .build();
    }
}

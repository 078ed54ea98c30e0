package dev.wheelhouse.cloud.ec2.operation;

import dev.wheelhouse.cloud.ec2.Subnet;
import dev.wheelhouse.cloud.ec2.sql.TagStore;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.AccessRequest;
import java.util.Map;
import java.util.Optional;

/**
 * What the policies are asked before something is done to a network, with the condition keys that
 * the Service Authorization Reference's page on Amazon EC2 has for its resources.
 */
final class Questions {
    private final TagStore tags = new TagStore();

    /**
     * May this be done to a resource?
     *
     * @param type in the words of ARNs, for example {@code route-table}
     */
    AccessRequest about(Acting by, String action, String type, String id) {
        var present = tags.of(by.db(), by.account(), by.region(), id);
        var request =
                AccessRequest.to("ec2:" + action, by.arn("ec2", type + "/" + id))
                        .withResourceTags(present)
                        .with("ec2:Region", by.region().value())
                        .with("ec2:ResourceTag/");
        for (var tag : present.entrySet()) {
            request = request.with("ec2:ResourceTag/" + tag.getKey(), tag.getValue());
        }
        return switch (type) {
            case "vpc" -> request.with("ec2:VpcID", id);
            case "subnet" -> request.with("ec2:SubnetID", id);
            case "internet-gateway" -> request.with("ec2:InternetGatewayID", id);
            case "route-table" -> request.with("ec2:RouteTableID", id);
            default -> request;
        };
    }

    AccessRequest aboutVpc(Acting by, String action, String id, Optional<String> tenancy) {
        var request = about(by, action, "vpc", id);
        return tenancy.map(value -> request.with("ec2:Tenancy", value)).orElse(request);
    }

    AccessRequest aboutSubnet(Acting by, String action, String id, Optional<Subnet> subnet) {
        var request = about(by, action, "subnet", id);
        return subnet.map(there ->
                        request.with("ec2:Vpc", by.arn("ec2", "vpc/" + there.vpcId()))
                                .with("ec2:AvailabilityZone", there.zone()))
                .orElse(request);
    }

    AccessRequest aboutTable(Acting by, String action, String id, Optional<String> vpcId) {
        var request = about(by, action, "route-table", id);
        return vpcId.map(vpc -> request.with("ec2:Vpc", by.arn("ec2", "vpc/" + vpc)))
                .orElse(request);
    }

    /** Asks for the right to make a resource with these tags. */
    void requireCreation(
            Acting by, String action, String type, Map<String, String> wanted, String... more) {
        var any = by.arn("ec2", type + "/*");
        var request =
                AccessRequest.to("ec2:" + action, any)
                        .withRequestTags(wanted)
                        .with("ec2:Region", by.region().value());
        for (int index = 0; index + 1 < more.length; index += 2) {
            request = request.with(more[index], more[index + 1]);
        }
        by.require(request);
        TagRules.requireTagging(by, any, action, wanted);
    }
}

package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.ASSOCIATION_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.MISSING_PARAMETER;

import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.sql.InstanceProfileStore;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AssociateIamInstanceProfileRequest;
import software.amazon.awssdk.services.ec2.model.AssociateIamInstanceProfileResponse;
import software.amazon.awssdk.services.ec2.model.DescribeIamInstanceProfileAssociationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeIamInstanceProfileAssociationsResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateIamInstanceProfileRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateIamInstanceProfileResponse;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.ReplaceIamInstanceProfileAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceIamInstanceProfileAssociationResponse;

/** The actions of EC2 on the instance profiles that instances have. */
final class ProfileAssociations {
    static final Filters<IamInstanceProfileAssociation> FILTERS =
            new Filters<IamInstanceProfileAssociation>(association -> association)
                    .at(List.of("instance-id", "state"));

    private final InstanceProfileStore profiles = new InstanceProfileStore();
    private final Database database;
    private final Ec2Operations ec2;

    ProfileAssociations(Database database, Ec2Operations ec2) {
        this.database = database;
        this.ec2 = ec2;
    }

    AssociateIamInstanceProfileResponse associate(
            Call call, AssociateIamInstanceProfileRequest request) {
        var profile = named(request.iamInstanceProfile());
        return database.write(db -> {
            var changed =
                    ec2.attributes().associate(Acting.of(db, call), request.instanceId(), profile);
            return AssociateIamInstanceProfileResponse.builder()
                    .iamInstanceProfileAssociation(
                            describe(db, call.account(), changed, "associating"))
                    .build();
        });
    }

    ReplaceIamInstanceProfileAssociationResponse replace(
            Call call, ReplaceIamInstanceProfileAssociationRequest request) {
        var profile = named(request.iamInstanceProfile());
        return database.write(db -> {
            var changed =
                    ec2.attributes().replace(Acting.of(db, call), request.associationId(), profile);
            return ReplaceIamInstanceProfileAssociationResponse.builder()
                    .iamInstanceProfileAssociation(
                            describe(db, call.account(), changed, "associating"))
                    .build();
        });
    }

    DisassociateIamInstanceProfileResponse disassociate(
            Call call, DisassociateIamInstanceProfileRequest request) {
        return database.write(db -> {
            var before =
                    ec2.attributes().disassociate(Acting.of(db, call), request.associationId());
            return DisassociateIamInstanceProfileResponse.builder()
                    .iamInstanceProfileAssociation(
                            describe(db, call.account(), before, "disassociating"))
                    .build();
        });
    }

    DescribeIamInstanceProfileAssociationsResponse describe(
            Call call, DescribeIamInstanceProfileAssociationsRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeIamInstanceProfileAssociations", "*")
                        .with("ec2:Region", call.region().value()));
        return database.read(db -> {
            var by = Acting.of(db, call);
            var all =
                    ec2.instances().all(by).stream()
                            .filter(instance -> instance.profileAssociationId().isPresent())
                            .toList();
            for (var id : request.associationIds()) {
                if (all.stream().noneMatch(each -> associationId(each).equals(id))) {
                    throw ASSOCIATION_NOT_FOUND.because(
                            "An invalid association-id of '" + id + "' was given");
                }
            }
            var page =
                    Page.of(
                            FILTERS.select(
                                    all.stream()
                                            .filter(instance ->
                                                    request.associationIds().isEmpty()
                                                            || request.associationIds()
                                                                    .contains(
                                                                            associationId(
                                                                                    instance)))
                                            .map(instance ->
                                                    describe(
                                                            db,
                                                            call.account(),
                                                            instance,
                                                            "associated"))
                                            .toList(),
                                    request.filters()),
                            request.maxResults(),
                            request.nextToken());
            return DescribeIamInstanceProfileAssociationsResponse.builder()
                    .iamInstanceProfileAssociations(page.items())
                    .nextToken(page.next())
                    .build();
        });
    }

    private IamInstanceProfileAssociation describe(
            Handle db, AccountId account, Instance instance, String state) {
        return IamInstanceProfileAssociation.builder()
                .associationId(associationId(instance))
                .instanceId(instance.id())
                .iamInstanceProfile(profile(db, account, instance))
                .state(state)
                .build();
    }

    /** The profile of an instance; without an id where it was deleted meanwhile. */
    private IamInstanceProfile profile(Handle db, AccountId account, Instance instance) {
        var arn = instance.profileArn().orElseThrow();
        return IamInstanceProfile.builder()
                .arn(arn)
                .id(
                        profiles.find(db, account, arn.substring(arn.lastIndexOf('/') + 1))
                                .map(there -> there.id())
                                .orElse(null))
                .build();
    }

    private static String associationId(Instance instance) {
        return instance.profileAssociationId().orElseThrow();
    }

    private static String named(@Nullable IamInstanceProfileSpecification profile) {
        if (profile == null || (profile.arn() == null && profile.name() == null)) {
            throw MISSING_PARAMETER.because(
                    "The request must contain the parameter IamInstanceProfile");
        }
        return profile.arn() == null ? profile.name() : profile.arn();
    }
}

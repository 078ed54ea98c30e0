package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Role;
import dev.wheelhouse.identity.sql.AttachmentStore;
import dev.wheelhouse.identity.sql.RoleDeletionStore;
import dev.wheelhouse.identity.sql.RoleStore;
import dev.wheelhouse.identity.sql.RoleUseStore;
import dev.wheelhouse.identity.sql.TagStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteServiceLinkedRoleResponse;
import software.amazon.awssdk.services.iam.model.DeletionTaskStatusType;
import software.amazon.awssdk.services.iam.model.GetServiceLinkedRoleDeletionStatusRequest;
import software.amazon.awssdk.services.iam.model.GetServiceLinkedRoleDeletionStatusResponse;

/**
 * The actions of the IAM API on service-linked roles. A role is named as the service's guide names
 * it; a service whose name is not known here is refused. The permissions that AWS attaches to such
 * a role are not: no service here acts by them. A role is deleted at once.
 */
final class ServiceLinkedRoles {
    /** What service-linked roles' paths begin with. */
    static final String PATH = "/aws-service-role/";

    /** After each service's guide, "Using service-linked roles". */
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("autoscaling.amazonaws.com", "AutoScaling"),
                    Map.entry("config.amazonaws.com", "Config"),
                    Map.entry("ecs.amazonaws.com", "ECS"),
                    Map.entry("eks.amazonaws.com", "AmazonEKS"),
                    Map.entry("elasticache.amazonaws.com", "ElastiCache"),
                    Map.entry("elasticbeanstalk.amazonaws.com", "ElasticBeanstalk"),
                    Map.entry("elasticloadbalancing.amazonaws.com", "ElasticLoadBalancing"),
                    Map.entry("guardduty.amazonaws.com", "AmazonGuardDuty"),
                    Map.entry(
                            "member.org.stacksets.cloudformation.amazonaws.com",
                            "CloudFormationStackSetsOrgMember"),
                    Map.entry(
                            "stacksets.cloudformation.amazonaws.com",
                            "CloudFormationStackSetsOrgAdmin"),
                    Map.entry("organizations.amazonaws.com", "Organizations"),
                    Map.entry(
                            "orgsdatasync.servicecatalog.amazonaws.com",
                            "ServiceCatalogOrgsDataSync"),
                    Map.entry("sync.servicecatalog.amazonaws.com", "ServiceCatalogSync"),
                    Map.entry("rds.amazonaws.com", "RDS"),
                    Map.entry("replication.ecr.amazonaws.com", "ECRReplication"),
                    Map.entry("spot.amazonaws.com", "EC2Spot"),
                    Map.entry("spotfleet.amazonaws.com", "EC2SpotFleet"),
                    Map.entry("ssm.amazonaws.com", "AmazonSSM"),
                    Map.entry("sso.amazonaws.com", "SSO"),
                    Map.entry("support.amazonaws.com", "Support"),
                    Map.entry("trustedadvisor.amazonaws.com", "TrustedAdvisor"));

    private final Desk desk;
    private final Principals principals = new Principals();
    private final RoleStore roles = new RoleStore();
    private final RoleDeletionStore deletions = new RoleDeletionStore();
    private final AttachmentStore attachments = new AttachmentStore();
    private final TagStore tags = new TagStore();

    ServiceLinkedRoles(Desk desk) {
        this.desk = desk;
    }

    /** That a role of this ARN is one that its account may change. */
    static void requireModifiable(String arn) {
        if (arn.contains(":role" + PATH)) {
            throw IamError.UNMODIFIABLE_ENTITY.because(
                    "Cannot perform the operation on the protected role '"
                            + arn.substring(arn.lastIndexOf('/') + 1)
                            + "' - this role is only modifiable by AWS");
        }
    }

    CreateServiceLinkedRoleResponse create(Call call, CreateServiceLinkedRoleRequest request) {
        var service = request.awsServiceName();
        var known = Optional.ofNullable(NAMES.get(service));
        var suffix = Optional.ofNullable(request.customSuffix()).map(text -> "_" + text).orElse("");
        var role =
                new Role(
                        call.account(),
                        desk.identifiers().roleId(),
                        "AWSServiceRoleFor" + known.orElse("") + suffix,
                        PATH + service + "/",
                        desk.clock().instant(),
                        Optional.ofNullable(request.description()).orElse(""),
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
                        "Principal":{"Service":["%s"]},"Action":["sts:AssumeRole"]}]}\
                        """
                                .formatted(service),
                        Duration.ofHours(1),
                        Optional.empty());
        call.require(
                AccessRequest.to("iam:CreateServiceLinkedRole", role.arn())
                        .with("iam:AWSServiceName", service));
        if (known.isEmpty()) {
            throw IamError.INVALID_INPUT.because(
                    "Service-linked roles of " + service + " are not known.");
        }
        return desk.database()
                .write(db -> {
                    if (!roles.insert(db, role)) {
                        throw IamError.INVALID_INPUT.because(
                                "Service role name "
                                        + role.name()
                                        + " has been taken in this account, please try a different"
                                        + " suffix.");
                    }
                    Quotas.requireRoom("RolesPerAccount", 1_000, roles.count(db, call.account()));
                    desk.created(
                            db,
                            call,
                            "iam:CreateServiceLinkedRole",
                            role.arn(),
                            Value.text(role.id()));
                    return CreateServiceLinkedRoleResponse.builder()
                            .role(Roles.listed(db, role))
                            .build();
                });
    }

    DeleteServiceLinkedRoleResponse delete(Call call, DeleteServiceLinkedRoleRequest request) {
        return desk.database()
                .write(db -> {
                    var role =
                            principals.role(
                                    db, call, "DeleteServiceLinkedRole", request.roleName());
                    if (!role.path().startsWith(PATH)) {
                        throw IamError.NO_SUCH_ENTITY.because(
                                "The service-linked role with name "
                                        + request.roleName()
                                        + " cannot be found.");
                    }
                    var task =
                            "task" + role.path() + role.name() + "/" + desk.identifiers().taskId();
                    for (var attached : attachments.of(db, call.account(), role.id(), "", 1_000)) {
                        attachments.detach(db, call.account(), role.id(), attached.arn());
                    }
                    tags.clear(db, call.account(), role.id());
                    roles.delete(db, role);
                    new RoleUseStore().delete(db, role.id());
                    deletions.insert(db, call.account(), task, role.arn(), desk.clock().instant());
                    desk.deleted(
                            db,
                            call,
                            "iam:DeleteServiceLinkedRole",
                            role.arn(),
                            Value.text(role.id()));
                    return DeleteServiceLinkedRoleResponse.builder().deletionTaskId(task).build();
                });
    }

    GetServiceLinkedRoleDeletionStatusResponse deletionStatus(
            Call call, GetServiceLinkedRoleDeletionStatusRequest request) {
        call.require(AccessRequest.to("iam:GetServiceLinkedRoleDeletionStatus", "*"));
        if (!desk.database()
                .read(db -> deletions.exists(db, call.account(), request.deletionTaskId()))) {
            throw IamError.NO_SUCH_ENTITY.because(
                    "Deletion task " + request.deletionTaskId() + " cannot be found.");
        }
        return GetServiceLinkedRoleDeletionStatusResponse.builder()
                .status(DeletionTaskStatusType.SUCCEEDED)
                .build();
    }
}

package dev.wheelhouse.rollout.linux;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.thing.Ownership;
import dev.wheelhouse.rollout.thing.RoleWithPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * The role with which Service Catalog launches the two products: what their resources need and
 * nothing else.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/servicecatalog/latest/adminguide/constraints-launch.html">Launch
 *     constraints</a>
 */
public final class LaunchRole {
    /** The name that hub and spokes agree on when none is given. */
    public static final String DEFAULT_NAME = "LinuxProductsLaunchRole";

    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");
    private static final String SERVICE = "servicecatalog.amazonaws.com";
    private static final String DESCRIPTION =
            "Service Catalog launches the Linux products with this role";
    private static final String POLICY_NAME = "LaunchLinuxProducts";

    private static final List<String> STACK_ACTIONS =
            List.of(
                    "cloudformation:CreateStack",
                    "cloudformation:DeleteStack",
                    "cloudformation:DescribeStackEvents",
                    "cloudformation:DescribeStacks",
                    "cloudformation:SetStackPolicy",
                    "cloudformation:UpdateStack");

    /** Neither names a stack. */
    private static final List<String> TEMPLATE_ACTIONS =
            List.of("cloudformation:GetTemplateSummary", "cloudformation:ValidateTemplate");

    /** What CloudFormation's handler of AWS::EC2::SecurityGroup calls. */
    private static final List<String> SECURITY_GROUP_ACTIONS =
            List.of(
                    "ec2:AuthorizeSecurityGroupEgress",
                    "ec2:AuthorizeSecurityGroupIngress",
                    "ec2:CreateSecurityGroup",
                    "ec2:CreateTags",
                    "ec2:DeleteSecurityGroup",
                    "ec2:DeleteTags",
                    "ec2:RevokeSecurityGroupEgress",
                    "ec2:RevokeSecurityGroupIngress",
                    "ec2:UpdateSecurityGroupRuleDescriptionsEgress",
                    "ec2:UpdateSecurityGroupRuleDescriptionsIngress");

    /**
     * What CloudFormation's handler of AWS::EC2::Instance calls for the properties that the
     * templates use.
     */
    private static final List<String> INSTANCE_ACTIONS =
            List.of(
                    "ec2:ModifyInstanceAttribute",
                    "ec2:ModifyInstanceCreditSpecification",
                    "ec2:ModifyInstanceMaintenanceOptions",
                    "ec2:ModifyInstanceMetadataOptions",
                    "ec2:ModifyInstancePlacement",
                    "ec2:ModifyPrivateDnsNameOptions",
                    "ec2:MonitorInstances",
                    "ec2:RunInstances",
                    "ec2:StartInstances",
                    "ec2:StopInstances",
                    "ec2:TerminateInstances",
                    "ec2:UnmonitorInstances");

    /**
     * What both handlers read, and what the types of the templates' parameters are checked with.
     */
    private static final List<String> READ_ACTIONS =
            List.of(
                    "ec2:DescribeIamInstanceProfileAssociations",
                    "ec2:DescribeImages",
                    "ec2:DescribeInstanceAttribute",
                    "ec2:DescribeInstanceCreditSpecifications",
                    "ec2:DescribeInstances",
                    "ec2:DescribeKeyPairs",
                    "ec2:DescribeLaunchTemplates",
                    "ec2:DescribeLaunchTemplateVersions",
                    "ec2:DescribeNetworkInterfaces",
                    "ec2:DescribeSecurityGroups",
                    "ec2:DescribeSubnets",
                    "ec2:DescribeTags",
                    "ec2:DescribeVolumes",
                    "ec2:DescribeVpcs",
                    "ssm:DescribeAssociation",
                    "ssm:GetParameters",
                    "ssm:ListAssociations");

    private LaunchRole() {}

    /** The role in an account. */
    static RoleWithPolicy thing(AwsAccess access, Ownership ownership, String name) {
        return new RoleWithPolicy(
                access,
                ownership,
                name,
                DESCRIPTION,
                SERVICE,
                POLICY_NAME,
                policy(access.whereAmI().account()));
    }

    /**
     * The names of all roles that deployments have made in an account: IAM lists descriptions, and
     * tells the tags of one role at a time.
     */
    static List<String> made(AwsAccess access, Ownership ownership) {
        try {
            return access.iam().listRolesPaginator().roles().stream()
                    .filter(role -> DESCRIPTION.equals(role.description()))
                    .map(Role::roleName)
                    .filter(name -> ownership.marks(tags(access, name)))
                    .sorted()
                    .toList();
        } catch (SdkException cause) {
            throw access.failure("Looking for launch roles", cause);
        }
    }

    private static Map<String, String> tags(AwsAccess access, String role) {
        return access.iam().listRoleTagsPaginator(request -> request.roleName(role)).tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }

    /**
     * A role's name, checked.
     *
     * @throws RolloutException if it is no name of a role
     */
    static String checkedName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new RolloutException(
                    "The role's name \"" + name + "\"",
                    Optional.empty(),
                    "a role's name is 1 to 64 letters, digits and _+=,.@-",
                    "the name alone, without path or ARN, for example " + DEFAULT_NAME);
        }
        return name;
    }

    private static Value policy(String account) {
        return Value.object("Version", Value.text("2012-10-17"))
                .with(
                        "Statement",
                        Value.list(
                                List.of(
                                        statement("Stacks", STACK_ACTIONS)
                                                .with(
                                                        "Resource",
                                                        Value.text(
                                                                "arn:aws:cloudformation:*:"
                                                                        + account
                                                                        + ":stack/SC-*")),
                                        statement("Templates", TEMPLATE_ACTIONS)
                                                .with("Resource", Value.text("*")),
                                        statement("CatalogTemplates", List.of("s3:GetObject"))
                                                .with("Resource", Value.text("*"))
                                                .with("Condition", provisioningTag()),
                                        statement("SecurityGroups", SECURITY_GROUP_ACTIONS)
                                                .with("Resource", Value.text("*")),
                                        statement("Instances", INSTANCE_ACTIONS)
                                                .with("Resource", Value.text("*")),
                                        statement("Read", READ_ACTIONS)
                                                .with("Resource", Value.text("*")))));
    }

    private static Value.Members statement(String id, List<String> actions) {
        return Value.object("Sid", Value.text(id))
                .with("Effect", Value.text("Allow"))
                .with("Action", Value.texts(actions));
    }

    /** Service Catalog tags its copies of the templates. */
    private static Value provisioningTag() {
        return Json.read(
                """
                {"StringEquals": {"s3:ExistingObjectTag/servicecatalog:provisioning": "true"}}
                """);
    }
}

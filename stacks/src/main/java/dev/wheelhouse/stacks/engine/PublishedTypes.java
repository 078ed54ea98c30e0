package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.stacks.template.Template;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Tells resource types that CloudFormation has, but nobody provides here, from invented ones. */
final class PublishedTypes {
    private static final Set<String> SERVICES =
            Set.of(
                    "ACMPCA",
                    "AmazonMQ",
                    "Amplify",
                    "ApiGateway",
                    "ApiGatewayV2",
                    "AppConfig",
                    "AppMesh",
                    "AppRunner",
                    "AppStream",
                    "AppSync",
                    "ApplicationAutoScaling",
                    "Athena",
                    "AutoScaling",
                    "AutoScalingPlans",
                    "Backup",
                    "Batch",
                    "Bedrock",
                    "Budgets",
                    "CE",
                    "Cassandra",
                    "CertificateManager",
                    "Chatbot",
                    "Cloud9",
                    "CloudFormation",
                    "CloudFront",
                    "CloudTrail",
                    "CloudWatch",
                    "CodeArtifact",
                    "CodeBuild",
                    "CodeCommit",
                    "CodeDeploy",
                    "CodePipeline",
                    "Cognito",
                    "Config",
                    "Connect",
                    "DAX",
                    "DLM",
                    "DMS",
                    "DataSync",
                    "Detective",
                    "DirectoryService",
                    "DocDB",
                    "DynamoDB",
                    "EC2",
                    "ECR",
                    "ECS",
                    "EFS",
                    "EKS",
                    "EMR",
                    "ElastiCache",
                    "ElasticBeanstalk",
                    "ElasticLoadBalancing",
                    "ElasticLoadBalancingV2",
                    "Elasticsearch",
                    "Events",
                    "FIS",
                    "FMS",
                    "FSx",
                    "GameLift",
                    "GlobalAccelerator",
                    "Glue",
                    "Grafana",
                    "GuardDuty",
                    "IAM",
                    "ImageBuilder",
                    "Inspector",
                    "IoT",
                    "KMS",
                    "Kinesis",
                    "KinesisFirehose",
                    "LakeFormation",
                    "Lambda",
                    "Lightsail",
                    "Logs",
                    "MSK",
                    "MWAA",
                    "Macie",
                    "MediaLive",
                    "MemoryDB",
                    "Neptune",
                    "NetworkFirewall",
                    "NetworkManager",
                    "OpenSearchService",
                    "OpenSearchServerless",
                    "Organizations",
                    "Pinpoint",
                    "Pipes",
                    "QuickSight",
                    "RAM",
                    "RDS",
                    "Redshift",
                    "RedshiftServerless",
                    "ResourceGroups",
                    "Route53",
                    "Route53Resolver",
                    "S3",
                    "S3Express",
                    "SES",
                    "SNS",
                    "SQS",
                    "SSM",
                    "SSO",
                    "SageMaker",
                    "Scheduler",
                    "SecretsManager",
                    "SecurityHub",
                    "Serverless",
                    "ServiceCatalog",
                    "ServiceCatalogAppRegistry",
                    "ServiceDiscovery",
                    "Shield",
                    "Signer",
                    "StepFunctions",
                    "Synthetics",
                    "Timestream",
                    "Transfer",
                    "VpcLattice",
                    "WAF",
                    "WAFRegional",
                    "WAFv2",
                    "WorkSpaces",
                    "XRay");

    private PublishedTypes() {}

    /**
     * @throws StackRefusal if the template has types of AWS services that nobody provides here
     */
    static void refuseUnbuilt(Template template, Predicate<String> provided) {
        var unbuilt = new TreeSet<String>();
        template.typesByLogicalId()
                .values()
                .forEach(type -> {
                    if (!provided.test(type) && isPublished(type)) {
                        unbuilt.add(type);
                    }
                });
        if (!unbuilt.isEmpty()) {
            throw StackRefusal.validation(
                    "Template format error: Resource types that Wheelhouse does not provide yet: "
                            + unbuilt);
        }
    }

    private static boolean isPublished(String type) {
        if (type.startsWith("Custom::")) {
            return true;
        }
        var parts = type.split("::", -1);
        return parts.length == 3 && parts[0].equals("AWS") && SERVICES.contains(parts[1]);
    }
}

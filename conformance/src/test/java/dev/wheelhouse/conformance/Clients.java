package dev.wheelhouse.conformance;

import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.access.Profiles;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.servicecatalog.ServiceCatalogClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The AWS SDK's clients on the cloud of a data folder, as one of its profiles. */
record Clients(AwsAccess access) {
    static Clients of(Path data, String profile) {
        return new Clients(
                new AwsAccess(
                        Profiles.in(data.resolve("aws/config"), data.resolve("aws/credentials"))
                                .connection(Optional.of(profile))));
    }

    String account() {
        return access.whereAmI().account();
    }

    Ec2Client ec2() {
        return access.ec2();
    }

    S3Client s3() {
        return access.s3();
    }

    IamClient iam() {
        return access.iam();
    }

    StsClient sts() {
        return access.sts();
    }

    CloudFormationClient cloudFormation() {
        return access.cloudFormation();
    }

    ServiceCatalogClient serviceCatalog() {
        return access.serviceCatalog();
    }
}

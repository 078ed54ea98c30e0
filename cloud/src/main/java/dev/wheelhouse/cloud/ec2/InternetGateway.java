package dev.wheelhouse.cloud.ec2;

import java.util.Optional;

/**
 * A VPC's door to the internet.
 *
 * @param vpcId the VPC that it is attached to
 */
public record InternetGateway(String id, Optional<String> vpcId) {}

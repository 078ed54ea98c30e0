package dev.wheelhouse.cloud.ec2.provider;

import static dev.wheelhouse.cloud.ec2.provider.Schemas.fixed;
import static dev.wheelhouse.cloud.ec2.provider.Schemas.requiredFixed;

import dev.wheelhouse.cloud.ec2.KeyMaterial;
import dev.wheelhouse.cloud.ec2.KeyPair;
import dev.wheelhouse.cloud.ec2.operation.KeyPairs;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.cloud.ssm.Parameter;
import dev.wheelhouse.cloud.ssm.operation.Parameters;
import dev.wheelhouse.document.Value;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code AWS::EC2::KeyPair}. Without {@code PublicKeyMaterial} a key is made, and its private half
 * is kept in the SecureString parameter {@code /ec2/keypair/<id>} until the key pair is deleted
 * (EC2 user guide, "Create a key pair using CloudFormation").
 *
 * <p>Only the key format {@code pem} is built. Nothing of a key pair can change: a change of the
 * stack's tags alone does not reach it.
 */
public final class KeyPairProvider implements ResourceProvider {
    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::EC2::KeyPair",
                    Map.of(
                            "KeyName", requiredFixed(Shape.STRING),
                            "KeyType", fixed(Shape.STRING),
                            "KeyFormat", fixed(Shape.STRING),
                            "PublicKeyMaterial", fixed(Shape.STRING),
                            "Tags", fixed(Shape.LIST)),
                    List.of("KeyPairId", "KeyFingerprint"),
                    true,
                    false);

    private final KeyPairs keys;
    private final Parameters parameters;
    private final SecureRandom random;

    public KeyPairProvider(KeyPairs keys, Parameters parameters, SecureRandom random) {
        this.keys = keys;
        this.parameters = parameters;
        this.random = random;
    }

    @Override
    public ResourceSchema schema() {
        return SCHEMA;
    }

    @Override
    public Progress create(ResourceStep step, Value.Members values) {
        var properties = new Properties(values);
        var by = Acting.of(step);
        return Failures.translate(() -> {
            var name = properties.requiredText("KeyName");
            var tags = properties.tags(step.tags());
            var imported = properties.text("PublicKeyMaterial");
            if (imported.isPresent()) {
                var material = KeyMaterial.read(imported.get());
                return done(keys.create(by, "ImportKeyPair", name, material, tags));
            }
            if (!properties.text("KeyFormat").orElse("pem").equals("pem")) {
                throw Properties.invalid("Only the key format pem is built");
            }
            var made = KeyMaterial.generate(properties.text("KeyType").orElse("rsa"), name, random);
            var key = keys.create(by, "CreateKeyPair", name, made.publicHalf(), tags);
            keep(by, key, made.privateKey());
            return done(key);
        });
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        return done(
                keys.find(Acting.of(step), physicalId)
                        .orElseThrow(() ->
                                new ResourceFailure(
                                        ResourceFailure.Code.NOT_FOUND,
                                        "The key pair '" + physicalId + "' does not exist")));
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeKeyPairs");
            if (keys.find(by, physicalId).isPresent()) {
                keys.delete(by, physicalId)
                        .ifPresent(key ->
                                parameters.delete(by, "ssm:DeleteParameter", parameter(key)));
            }
            return new Progress.Done(physicalId, Map.of());
        });
    }

    private void keep(Acting by, KeyPair key, String privateKey) {
        parameters.put(
                by,
                new Parameters.Change(
                        parameter(key),
                        Optional.of(Parameter.SECURE),
                        privateKey,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Map.of()));
    }

    private static String parameter(KeyPair key) {
        return "/ec2/keypair/" + key.id();
    }

    private static Progress done(KeyPair key) {
        return new Progress.Done(
                key.name(),
                Map.of(
                        "KeyPairId", Value.text(key.id()),
                        "KeyFingerprint", Value.text(key.fingerprint())));
    }
}

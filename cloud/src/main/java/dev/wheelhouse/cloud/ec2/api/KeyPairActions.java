package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.KEY_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.MISSING_PARAMETER;

import dev.wheelhouse.cloud.ec2.KeyMaterial;
import dev.wheelhouse.cloud.ec2.KeyPair;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;

/** The key pair actions of EC2. */
final class KeyPairActions {
    static final Filters<KeyPairInfo> FILTERS =
            new Filters<KeyPairInfo>(key -> key)
                    .at(List.of("key-name", "key-pair-id"))
                    .at("fingerprint", "KeyFingerprint")
                    .tags("Tags");

    private static final String TYPE = "key-pair";

    private final Database database;
    private final Ec2Operations ec2;
    private final SecureRandom random;

    KeyPairActions(Database database, Ec2Operations ec2, SecureRandom random) {
        this.database = database;
        this.ec2 = ec2;
        this.random = random;
    }

    CreateKeyPairResponse create(Call call, CreateKeyPairRequest request) {
        if (request.keyFormat() != null && !request.keyFormatAsString().equals("pem")) {
            throw INVALID_PARAMETER_VALUE.because("Only the key format pem is built");
        }
        var tags = Tagged.of(request.tagSpecifications(), TYPE, Set.of());
        var type = request.keyType() == null ? "rsa" : request.keyTypeAsString();
        // Made before the transaction: it takes long, and a write may run more than once.
        var made = KeyMaterial.generate(type, request.keyName(), random);
        var key =
                database.write(db -> {
                    var stored =
                            ec2.keys()
                                    .create(
                                            Acting.of(db, call),
                                            "CreateKeyPair",
                                            request.keyName(),
                                            made.publicHalf(),
                                            tags);
                    DryRun.end(request.dryRun());
                    return stored;
                });
        return CreateKeyPairResponse.builder()
                .keyName(key.name())
                .keyPairId(key.id())
                .keyFingerprint(key.fingerprint())
                .keyMaterial(made.privateKey())
                .tags(Tagged.write(tags))
                .build();
    }

    ImportKeyPairResponse importKeyPair(Call call, ImportKeyPairRequest request) {
        var tags = Tagged.of(request.tagSpecifications(), TYPE, Set.of());
        var read =
                KeyMaterial.read(
                        new String(
                                request.publicKeyMaterial().asByteArray(), StandardCharsets.UTF_8));
        var key =
                database.write(db -> {
                    var stored =
                            ec2.keys()
                                    .create(
                                            Acting.of(db, call),
                                            "ImportKeyPair",
                                            request.keyName(),
                                            read,
                                            tags);
                    DryRun.end(request.dryRun());
                    return stored;
                });
        return ImportKeyPairResponse.builder()
                .keyName(key.name())
                .keyPairId(key.id())
                .keyFingerprint(key.fingerprint())
                .tags(Tagged.write(tags))
                .build();
    }

    DeleteKeyPairResponse delete(Call call, DeleteKeyPairRequest request) {
        if (request.keyName() == null && request.keyPairId() == null) {
            throw MISSING_PARAMETER.because(
                    "The request must contain the parameter KeyName or KeyPairId");
        }
        return database.write(db -> {
            var by = Acting.of(db, call);
            var name =
                    request.keyName() != null
                            ? request.keyName()
                            : ec2.keys().all(by).stream()
                                    .filter(key -> key.id().equals(request.keyPairId()))
                                    .map(KeyPair::name)
                                    .findFirst()
                                    .orElse(request.keyPairId());
            var deleted = ec2.keys().delete(by, name);
            DryRun.end(request.dryRun());
            return DeleteKeyPairResponse.builder()
                    .returnValue(true)
                    .keyPairId(deleted.map(KeyPair::id).orElse(request.keyPairId()))
                    .build();
        });
    }

    DescribeKeyPairsResponse describe(Call call, DescribeKeyPairsRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeKeyPairs", "*")
                        .with("ec2:Region", call.region().value()));
        return database.read(db -> {
            var by = Acting.of(db, call);
            var all = ec2.keys().all(by);
            requireAll(request.keyNames(), all.stream().map(KeyPair::name).toList());
            requireAll(request.keyPairIds(), all.stream().map(KeyPair::id).toList());
            var tags = ec2.tagging().all(by);
            boolean withKey = Boolean.TRUE.equals(request.includePublicKey());
            return DescribeKeyPairsResponse.builder()
                    .keyPairs(
                            FILTERS.select(
                                    all.stream()
                                            .filter(key ->
                                                    named(request.keyNames(), key.name())
                                                            && named(
                                                                    request.keyPairIds(), key.id()))
                                            .map(key ->
                                                    describe(
                                                            key,
                                                            tags.getOrDefault(
                                                                    key.id(), new TreeMap<>()),
                                                            withKey))
                                            .toList(),
                                    request.filters()))
                    .build();
        });
    }

    private static boolean named(List<String> wanted, String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }

    private static void requireAll(List<String> wanted, List<String> present) {
        wanted.stream()
                .filter(name -> !present.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw KEY_NOT_FOUND.because("The key pair '" + name + "' does not exist");
                });
    }

    private static KeyPairInfo describe(KeyPair key, Map<String, String> tags, boolean withKey) {
        return KeyPairInfo.builder()
                .keyName(key.name())
                .keyPairId(key.id())
                .keyType(key.type())
                .keyFingerprint(key.fingerprint())
                .createTime(key.createdAt())
                .publicKey(withKey ? key.publicKey() : null)
                .tags(Tagged.write(tags))
                .build();
    }
}

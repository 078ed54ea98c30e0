package dev.wheelhouse.cloud.ec2.operation;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.KEY_DUPLICATE;

import dev.wheelhouse.cloud.ec2.KeyMaterial;
import dev.wheelhouse.cloud.ec2.KeyPair;
import dev.wheelhouse.cloud.ec2.ResourceIds;
import dev.wheelhouse.cloud.ec2.sql.KeyPairStore;
import dev.wheelhouse.cloud.ec2.sql.TagStore;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.store.Journal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be done to key pairs. */
public final class KeyPairs {
    private final KeyPairStore keys = new KeyPairStore();
    private final TagStore tags = new TagStore();
    private final Questions questions = new Questions();
    private final Network network;
    private final Journal journal;
    private final InstantSource clock;
    private final ResourceIds newIds;

    public KeyPairs(Network network, Journal journal, InstantSource clock, ResourceIds ids) {
        this.network = network;
        this.journal = journal;
        this.clock = clock;
        this.newIds = ids;
    }

    /**
     * Stores a key pair.
     *
     * @param action {@code CreateKeyPair} or {@code ImportKeyPair}
     * @param material its public half
     * @throws dev.wheelhouse.cloud.ec2.Ec2Refusal if there is one of that name
     */
    public KeyPair create(
            Acting by,
            String action,
            String name,
            KeyMaterial.PublicHalf material,
            Map<String, String> wantedTags) {
        network.open(by);
        var arn = by.arn("ec2", "key-pair/" + name);
        var made = Map.of("ec2:KeyPairName", name, "ec2:KeyPairType", material.type());
        by.require(
                AccessRequest.to("ec2:" + action, arn).withRequestTags(wantedTags).withAll(made));
        TagRules.requireTagging(by, arn, action, wantedTags, made);
        if (name.isBlank() || name.length() > 255) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Invalid value '"
                            + name
                            + "' for keyPairNames. It should not be blank and at most 255 characters long.");
        }
        var key =
                new KeyPair(
                        name,
                        newIds.next("key"),
                        material.type(),
                        material.fingerprint(),
                        material.openSsh(),
                        clock.instant());
        if (!keys.insert(by.db(), by.account(), by.region(), key)) {
            throw KEY_DUPLICATE.because("The keypair already exists");
        }
        tags.put(by.db(), by.account(), by.region(), key.id(), wantedTags);
        journal.append(
                by.db(),
                by.entry(
                        "ec2:" + action,
                        arn,
                        Optional.empty(),
                        Optional.of(
                                Value.object("KeyFingerprint", Value.text(key.fingerprint())))));
        return key;
    }

    /**
     * Deletes a key pair; one that is not there counts as deleted.
     *
     * @return what was deleted
     */
    public Optional<KeyPair> delete(Acting by, String name) {
        var found = keys.find(by.db(), by.account(), by.region(), name);
        by.require(questions.aboutKeyPair(by, "DeleteKeyPair", name, found));
        found.ifPresent(key -> {
            keys.delete(by.db(), by.account(), by.region(), name);
            tags.removeAll(by.db(), by.account(), by.region(), key.id());
            journal.append(
                    by.db(),
                    by.entry(
                            "ec2:DeleteKeyPair",
                            by.arn("ec2", "key-pair/" + name),
                            Optional.of(
                                    Value.object("KeyFingerprint", Value.text(key.fingerprint()))),
                            Optional.empty()));
        });
        return found;
    }

    /** All key pairs, without asking for any right. */
    public List<KeyPair> all(Acting by) {
        return keys.all(by.db(), by.account(), by.region());
    }

    /** A key pair, without asking for any right. */
    public Optional<KeyPair> find(Acting by, String name) {
        return keys.find(by.db(), by.account(), by.region(), name);
    }
}

package dev.wheelhouse.rollout.linux;

import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bucket with the templates and constraints, read before anything is changed. */
final class Bucket {
    private static final int DIGEST_LENGTH = 16;

    private final String name;
    private final Map<String, byte[]> objects;

    private Bucket(String name, Map<String, byte[]> objects) {
        this.name = name;
        this.objects = objects;
    }

    /**
     * Reads objects.
     *
     * @throws RolloutException if the bucket or some of the keys are not there or may not be read;
     *     all missing keys are named
     */
    static Bucket read(AwsAccess access, String name, List<String> keys) {
        checkBucket(access, name);
        var objects = new HashMap<String, byte[]>();
        var missing = new ArrayList<String>();
        for (var key : keys) {
            try {
                objects.put(
                        key,
                        access.s3()
                                .getObjectAsBytes(request -> request.bucket(name).key(key))
                                .asByteArray());
            } catch (NoSuchKeyException _) {
                missing.add(key);
            } catch (SdkException cause) {
                throw access.failure("Reading s3://" + name + "/" + key, cause);
            }
        }
        if (!missing.isEmpty()) {
            throw new RolloutException(
                    "Reading the templates from bucket " + name,
                    Optional.of(access.whereAmI()),
                    "it does not hold " + String.join(", ", missing),
                    "aws s3 cp examples/linux/ s3://" + name + "/ --recursive");
        }
        return new Bucket(name, objects);
    }

    private static void checkBucket(AwsAccess access, String name) {
        try {
            access.s3().headBucket(request -> request.bucket(name));
        } catch (S3Exception cause) {
            var what = "Looking for bucket " + name;
            var place = Optional.of(access.whereAmI());
            throw switch (cause.statusCode()) {
                case 404 ->
                        new RolloutException(
                                what,
                                place,
                                "there is no such bucket",
                                "aws s3 mb s3://" + name,
                                cause);
                case 403 ->
                        new RolloutException(
                                what,
                                place,
                                "it may not be read by " + place.get().principal(),
                                "a bucket of this account, or have reading it allowed",
                                cause);
                case 301, 307, 400 ->
                        new RolloutException(
                                what,
                                place,
                                cause.statusCode() == 400
                                        ? "the request was refused: is that the name of a bucket?"
                                        : "it is in another region",
                                "a bucket in " + place.get().region(),
                                cause);
                default -> access.failure(what, cause);
            };
        } catch (SdkException cause) {
            throw access.failure("Looking for bucket " + name, cause);
        }
    }

    /** The URL that a product's version is made from. */
    String url(String key) {
        return "https://s3.amazonaws.com/" + name + "/" + key;
    }

    /**
     * An object's text.
     *
     * @throws CharacterCodingException if it is not UTF-8
     */
    String text(String key) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(key))).toString();
    }

    /** The first half of an object's SHA-256: enough to see that a template changed. */
    String digest(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes(key));
            return HexFormat.of().formatHex(digest, 0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException cause) {
            throw new IllegalStateException("Every JDK has SHA-256", cause);
        }
    }

    private byte[] bytes(String key) {
        var bytes = objects.get(key);
        if (bytes == null) {
            throw new IllegalArgumentException("Not read: " + key);
        }
        return bytes;
    }
}

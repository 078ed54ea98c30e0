package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.access.AwsAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The files of {@code examples/linux} in a bucket. */
final class ExampleFiles {
    static final String UNCHANGED = "found unchanged";

    private final AwsAccess access;
    private final String bucket;

    ExampleFiles(AwsAccess access, String bucket) {
        this.access = access;
        this.bucket = bucket;
    }

    /**
     * Brings the files to the bucket, making it where it is missing; says of each what was done.
     */
    Map<String, String> upload(List<String> keys) {
        ensureBucket();
        var done = new LinkedHashMap<String, String>();
        for (var key : keys) {
            var bytes = read(key);
            if (Arrays.equals(bytes, there(key))) {
                done.put(key, UNCHANGED);
            } else {
                access.s3()
                        .putObject(
                                request -> request.bucket(bucket).key(key),
                                RequestBody.fromBytes(bytes));
                done.put(key, "uploaded");
            }
        }
        return done;
    }

    private void ensureBucket() {
        try {
            access.s3().headBucket(request -> request.bucket(bucket));
        } catch (NoSuchBucketException missing) {
            access.s3().createBucket(request -> request.bucket(bucket));
        }
    }

    private byte[] there(String key) {
        try {
            return access.s3()
                    .getObjectAsBytes(request -> request.bucket(bucket).key(key))
                    .asByteArray();
        } catch (NoSuchKeyException missing) {
            return new byte[0];
        }
    }

    private static byte[] read(String key) {
        var home = System.getenv("WHEELHOUSE_HOME");
        var file = Path.of(home == null ? "." : home, "examples", "linux", key);
        try {
            return Files.readAllBytes(file);
        } catch (IOException cause) {
            throw new UncheckedIOException("Cannot read " + file, cause);
        }
    }
}

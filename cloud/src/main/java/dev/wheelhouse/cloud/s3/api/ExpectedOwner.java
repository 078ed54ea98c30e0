package dev.wheelhouse.cloud.s3.api;

import dev.wheelhouse.cloud.s3.S3Refusal;
import dev.wheelhouse.cloud.s3.sql.BucketStore;
import dev.wheelhouse.store.Database;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * {@code x-amz-expected-bucket-owner}: a request about a bucket of another account is refused (S3
 * user guide, "Verifying bucket ownership with bucket owner condition").
 */
final class ExpectedOwner {
    private final BucketStore buckets = new BucketStore();
    private final Database database;

    ExpectedOwner(Database database) {
        this.database = database;
    }

    /**
     * @throws S3Refusal if a bucket that the request is about belongs to another account
     */
    void check(Object request) {
        if (request instanceof S3Request about) {
            check(text(about, "Bucket"), text(about, "ExpectedBucketOwner"));
            text(about, "CopySource")
                    .ifPresent(source ->
                            check(
                                    Optional.of(ObjectCopies.Source.parse(source).bucket()),
                                    text(about, "ExpectedSourceBucketOwner")));
        }
    }

    private void check(Optional<String> bucket, Optional<String> owner) {
        if (bucket.isEmpty() || owner.isEmpty()) {
            return;
        }
        database.read(db -> buckets.find(db, bucket.get()))
                .filter(there -> !there.account().value().equals(owner.get()))
                .ifPresent(_ -> {
                    throw S3Refusal.Reason.WRONG_OWNER.because("Access Denied");
                });
    }

    private static Optional<String> text(S3Request request, String member) {
        @Nullable Object value = request.getValueForField(member, Object.class).orElse(null);
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }
}

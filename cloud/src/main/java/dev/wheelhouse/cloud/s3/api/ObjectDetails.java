package dev.wheelhouse.cloud.s3.api;

import dev.wheelhouse.cloud.s3.StoredObject;
import dev.wheelhouse.cloud.s3.operation.BucketAccess;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.Checksum;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesParts;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;

/** What S3 tells of an object without its content. */
final class ObjectDetails {
    private final BucketAccess access = new BucketAccess();
    private final Database database;

    ObjectDetails(Database database) {
        this.database = database;
    }

    GetObjectAttributesResponse attributes(Call call, GetObjectAttributesRequest request) {
        Versions.check(request.versionId());
        Headers.checkEncryption(null, request.sseCustomerAlgorithm());
        var object =
                database.read(db -> {
                    access.object(
                            db,
                            call::require,
                            "s3:GetObjectAttributes",
                            request.bucket(),
                            request.key());
                    return access.objectToRead(db, call::require, request.bucket(), request.key());
                });
        var answer = GetObjectAttributesResponse.builder().lastModified(object.modifiedAt());
        for (var wanted : request.objectAttributesAsStrings()) {
            switch (wanted) {
                case "ETag" -> answer.eTag(object.etag());
                case "ObjectSize" -> answer.objectSize(object.size());
                case "StorageClass" ->
                        answer.storageClass(
                                object.headers().getOrDefault(Headers.STORAGE_CLASS, "STANDARD"));
                case "Checksum" -> checksum(object).ifPresent(answer::checksum);
                case "ObjectParts" -> parts(object).ifPresent(answer::objectParts);
                default -> {
                    // the model admits no other
                }
            }
        }
        return answer.build();
    }

    private static Optional<Checksum> checksum(StoredObject object) {
        if (object.checksums().isEmpty()) {
            return Optional.empty();
        }
        var checksum = Checksum.builder().checksumType(Checksums.type(object));
        Checksums.set(
                object.checksums(),
                checksum::checksumCRC32,
                checksum::checksumCRC32C,
                checksum::checksumCRC64NVME,
                checksum::checksumSHA1,
                checksum::checksumSHA256);
        return Optional.of(checksum.build());
    }

    /** How many parts an object was uploaded in; none for one that came in one piece. */
    private static Optional<GetObjectAttributesParts> parts(StoredObject object) {
        return object.partCount()
                .map(count -> GetObjectAttributesParts.builder().totalPartsCount(count).build());
    }
}

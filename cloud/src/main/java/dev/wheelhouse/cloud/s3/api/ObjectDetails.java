package dev.wheelhouse.cloud.s3.api;

import dev.wheelhouse.cloud.s3.StoredObject;
import dev.wheelhouse.cloud.s3.operation.BucketAccess;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.model.Checksum;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesParts;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.ObjectPart;

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
                case "ObjectParts" -> parts(object, request).ifPresent(answer::objectParts);
                default -> {
                    // the model admits no other
                }
            }
        }
        return answer.build();
    }

    /** The checksum; here one of checksums of parts is told without their number. */
    private static Optional<Checksum> checksum(StoredObject object) {
        if (object.checksums().isEmpty()) {
            return Optional.empty();
        }
        var checksum = Checksum.builder().checksumType(Checksums.type(object));
        var bare = new LinkedHashMap<>(object.checksums());
        bare.replaceAll((_, text) -> Completion.unnumbered(text));
        Checksums.set(
                bare,
                checksum::checksumCRC32,
                checksum::checksumCRC32C,
                checksum::checksumCRC64NVME,
                checksum::checksumSHA1,
                checksum::checksumSHA256);
        return Optional.of(checksum.build());
    }

    /**
     * The parts that an object was uploaded in; none for one that came in one piece. They are
     * listed where the object's checksum is made of theirs, and only counted otherwise (S3 API
     * reference, GetObjectAttributesParts).
     */
    private static Optional<GetObjectAttributesParts> parts(
            StoredObject object, GetObjectAttributesRequest request) {
        if (object.partCount().isEmpty()) {
            return Optional.empty();
        }
        var answer = GetObjectAttributesParts.builder().totalPartsCount(object.parts().size());
        if (object.parts().stream().anyMatch(part -> part.checksums().isEmpty())) {
            return Optional.of(answer.build());
        }
        int limit = MultipartUploads.limit(request.maxParts());
        int marker = MultipartUploads.marker(request.partNumberMarker());
        int first = Math.min(marker, object.parts().size());
        int end = Math.min(first + limit, object.parts().size());
        return Optional.of(
                answer.maxParts(limit)
                        .partNumberMarker(marker)
                        .nextPartNumberMarker(end == first ? marker : end)
                        .isTruncated(limit > 0 && end < object.parts().size())
                        .parts(
                                IntStream.range(first, end)
                                        .mapToObj(index ->
                                                describe(index + 1, object.parts().get(index)))
                                        .toList())
                        .build());
    }

    private static ObjectPart describe(int number, StoredObject.Part part) {
        var described = ObjectPart.builder().partNumber(number).size(part.size());
        Checksums.set(
                part.checksums(),
                described::checksumCRC32,
                described::checksumCRC32C,
                described::checksumCRC64NVME,
                described::checksumSHA1,
                described::checksumSHA256);
        return described.build();
    }
}

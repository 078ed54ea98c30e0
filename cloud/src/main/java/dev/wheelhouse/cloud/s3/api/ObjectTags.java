package dev.wheelhouse.cloud.s3.api;

import dev.wheelhouse.cloud.s3.operation.BucketAccess;
import dev.wheelhouse.cloud.s3.sql.ObjectStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingResponse;

/** The actions on tags of objects of S3. */
final class ObjectTags {
    private final ObjectStore store = new ObjectStore();
    private final BucketAccess access = new BucketAccess();
    private final Database database;
    private final ObjectJournal journal;

    ObjectTags(Database database, ObjectJournal journal) {
        this.database = database;
        this.journal = journal;
    }

    GetObjectTaggingResponse get(Call call, GetObjectTaggingRequest request) {
        Versions.check(request.versionId());
        var object =
                database.read(db ->
                        access.object(
                                db,
                                call::require,
                                "s3:GetObjectTagging",
                                request.bucket(),
                                request.key()));
        return GetObjectTaggingResponse.builder().tagSet(Tags.write(object.tags())).build();
    }

    PutObjectTaggingResponse put(Call call, PutObjectTaggingRequest request) {
        Versions.check(request.versionId());
        var tags = Tags.readForObject(request.tagging().tagSet());
        change(call, "s3:PutObjectTagging", request.bucket(), request.key(), tags);
        return PutObjectTaggingResponse.builder().build();
    }

    DeleteObjectTaggingResponse delete(Call call, DeleteObjectTaggingRequest request) {
        Versions.check(request.versionId());
        change(call, "s3:DeleteObjectTagging", request.bucket(), request.key(), Map.of());
        return DeleteObjectTaggingResponse.builder().build();
    }

    private void change(
            Call call, String action, String bucketName, String key, Map<String, String> tags) {
        database.write(db -> {
            var before =
                    access.object(
                            db,
                            question ->
                                    call.require(
                                            question.action().equals(action)
                                                    ? WriteKeys.tagged(question, tags)
                                                    : question),
                            action,
                            bucketName,
                            key);
            var after = before.withTags(tags);
            store.put(db, after);
            journal.tagged(db, call, access.find(db, bucketName).orElseThrow(), before, after);
            return Optional.empty();
        });
    }
}

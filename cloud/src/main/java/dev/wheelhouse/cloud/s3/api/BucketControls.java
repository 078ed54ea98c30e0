package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_ARGUMENT;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NOT_IMPLEMENTED;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NO_SUCH_OWNERSHIP_CONTROLS;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NO_SUCH_PUBLIC_ACCESS_BLOCK;

import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.s3.Bucket;
import dev.wheelhouse.cloud.s3.PublicAccessBlock;
import dev.wheelhouse.cloud.s3.operation.BucketAccess;
import dev.wheelhouse.cloud.s3.operation.BucketChanges;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.PutBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.PutBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** The actions of S3 on what protects buckets: public access, encryption, ownership of objects. */
final class BucketControls {
    private final BucketAccess access = new BucketAccess();
    private final Database database;
    private final BucketChanges changes;

    BucketControls(Database database, BucketChanges changes) {
        this.database = database;
        this.changes = changes;
    }

    GetPublicAccessBlockResponse publicAccessBlock(Call call, GetPublicAccessBlockRequest request) {
        var block =
                bucket(call, "s3:GetBucketPublicAccessBlock", request.bucket())
                        .settings()
                        .publicAccessBlock()
                        .orElseThrow(() ->
                                NO_SUCH_PUBLIC_ACCESS_BLOCK.because(
                                        "The public access block configuration was not found"));
        return GetPublicAccessBlockResponse.builder()
                .publicAccessBlockConfiguration(told ->
                        told.blockPublicAcls(block.blockPublicAcls())
                                .ignorePublicAcls(block.ignorePublicAcls())
                                .blockPublicPolicy(block.blockPublicPolicy())
                                .restrictPublicBuckets(block.restrictPublicBuckets()))
                .build();
    }

    PutPublicAccessBlockResponse putPublicAccessBlock(
            Call call, PutPublicAccessBlockRequest request) {
        var wanted = request.publicAccessBlockConfiguration();
        var block =
                new PublicAccessBlock(
                        Boolean.TRUE.equals(wanted.blockPublicAcls()),
                        Boolean.TRUE.equals(wanted.ignorePublicAcls()),
                        Boolean.TRUE.equals(wanted.blockPublicPolicy()),
                        Boolean.TRUE.equals(wanted.restrictPublicBuckets()));
        change(call, by -> changes.setPublicAccessBlock(by, request.bucket(), Optional.of(block)));
        return PutPublicAccessBlockResponse.builder().build();
    }

    DeletePublicAccessBlockResponse deletePublicAccessBlock(
            Call call, DeletePublicAccessBlockRequest request) {
        change(call, by -> changes.setPublicAccessBlock(by, request.bucket(), Optional.empty()));
        return DeletePublicAccessBlockResponse.builder().build();
    }

    GetBucketEncryptionResponse encryption(Call call, GetBucketEncryptionRequest request) {
        var settings = bucket(call, "s3:GetEncryptionConfiguration", request.bucket()).settings();
        return GetBucketEncryptionResponse.builder()
                .serverSideEncryptionConfiguration(told ->
                        told.rules(
                                ServerSideEncryptionRule.builder()
                                        .applyServerSideEncryptionByDefault(rule ->
                                                rule.sseAlgorithm(ServerSideEncryption.AES256))
                                        .bucketKeyEnabled(settings.bucketKey())
                                        .build()))
                .build();
    }

    PutBucketEncryptionResponse putEncryption(Call call, PutBucketEncryptionRequest request) {
        var rules = request.serverSideEncryptionConfiguration().rules();
        if (rules.size() != 1) {
            throw INVALID_ARGUMENT.because("The encryption configuration must have one rule");
        }
        var rule = rules.getFirst();
        if (rule.blockedEncryptionTypes() != null) {
            throw NOT_IMPLEMENTED.because("Wheelhouse has not built BlockedEncryptionTypes yet");
        }
        var algorithm =
                Optional.ofNullable(rule.applyServerSideEncryptionByDefault())
                        .map(byDefault -> byDefault.sseAlgorithmAsString())
                        .orElse("AES256");
        change(
                call,
                by ->
                        changes.setEncryption(
                                by,
                                request.bucket(),
                                algorithm,
                                Boolean.TRUE.equals(rule.bucketKeyEnabled())));
        return PutBucketEncryptionResponse.builder().build();
    }

    DeleteBucketEncryptionResponse deleteEncryption(
            Call call, DeleteBucketEncryptionRequest request) {
        change(call, by -> changes.deleteEncryption(by, request.bucket()));
        return DeleteBucketEncryptionResponse.builder().build();
    }

    GetBucketOwnershipControlsResponse ownership(
            Call call, GetBucketOwnershipControlsRequest request) {
        var ownership =
                bucket(call, "s3:GetBucketOwnershipControls", request.bucket())
                        .settings()
                        .ownership()
                        .orElseThrow(() ->
                                NO_SUCH_OWNERSHIP_CONTROLS.because(
                                        "The bucket ownership controls were not found"));
        return GetBucketOwnershipControlsResponse.builder()
                .ownershipControls(told ->
                        told.rules(
                                OwnershipControlsRule.builder().objectOwnership(ownership).build()))
                .build();
    }

    PutBucketOwnershipControlsResponse putOwnership(
            Call call, PutBucketOwnershipControlsRequest request) {
        var rules = request.ownershipControls().rules();
        if (rules.size() != 1) {
            throw INVALID_ARGUMENT.because("The ownership controls must have one rule");
        }
        change(
                call,
                by ->
                        changes.setOwnership(
                                by,
                                request.bucket(),
                                Optional.of(rules.getFirst().objectOwnershipAsString())));
        return PutBucketOwnershipControlsResponse.builder().build();
    }

    DeleteBucketOwnershipControlsResponse deleteOwnership(
            Call call, DeleteBucketOwnershipControlsRequest request) {
        change(call, by -> changes.setOwnership(by, request.bucket(), Optional.empty()));
        return DeleteBucketOwnershipControlsResponse.builder().build();
    }

    private Bucket bucket(Call call, String action, String name) {
        return database.read(db -> access.bucket(db, call::require, action, name));
    }

    private void change(Call call, Consumer<Acting> changing) {
        database.write(db -> {
            changing.accept(Acting.of(db, call));
            return Optional.empty();
        });
    }
}

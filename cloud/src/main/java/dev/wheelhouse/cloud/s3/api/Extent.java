package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_REQUEST;

import dev.wheelhouse.cloud.s3.ByteRange;
import dev.wheelhouse.cloud.s3.StoredObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is read of an object.
 *
 * @param first the offset of the first byte
 * @param length how many bytes
 * @param contentRange the header that says so; empty where the whole is read and no part of it was
 *     asked for
 */
record Extent(long first, long length, Optional<String> contentRange) {
    /**
     * By a range, or by the number that a part was uploaded under.
     *
     * @throws dev.wheelhouse.cloud.s3.S3Refusal if both are given, or lie outside of the object
     */
    static Extent of(StoredObject object, @Nullable String range, @Nullable Integer partNumber) {
        if (partNumber == null) {
            return Optional.ofNullable(range)
                    .flatMap(text -> ByteRange.parse(text, object.size()))
                    .map(part -> of(object, part))
                    .orElse(new Extent(0, object.size(), Optional.empty()));
        }
        if (range != null) {
            throw INVALID_REQUEST.because(
                    "Cannot specify both Range header and partNumber query parameter");
        }
        var part = object.part(partNumber);
        return part.length() == 0
                ? new Extent(part.first(), 0, Optional.empty())
                : of(object, new ByteRange(part.first(), part.first() + part.length() - 1));
    }

    private static Extent of(StoredObject object, ByteRange range) {
        return new Extent(
                range.first(),
                range.length(),
                Optional.of("bytes " + range.first() + "-" + range.last() + "/" + object.size()));
    }
}

package dev.wheelhouse.cloud.s3.operation;

import dev.wheelhouse.cloud.s3.ObjectAddress;
import dev.wheelhouse.cloud.s3.S3Refusal;
import dev.wheelhouse.cloud.s3.sql.BodyStore;
import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.store.sql.Handle;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads small objects for other parts of the cloud: templates and the like, with the rights of
 * whoever asked for them. Thread-safe.
 */
public final class ObjectReader {
    private static final String S3_SCHEME = "s3://";

    /** The largest template that is read, in bytes. */
    public static final int MAX_TEMPLATE_BYTES = 1_048_576;

    private static final String MORE =
            "\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html";

    private final BucketAccess buckets = new BucketAccess();
    private final BodyStore bodies = new BodyStore();

    /** Says why an object was not read, in the words in which AWS says it of templates. */
    public static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String text;

        UnreadableException(String message) {
            super(message, null, false, false);
            this.text = message;
        }

        /** What it says. */
        public String text() {
            return text;
        }
    }

    /**
     * Reads a template.
     *
     * @param db the transaction, for reading or writing
     * @param caller with whose rights it is read
     * @param url as {@link ObjectAddress#parse} takes it
     * @param own the server's own base URL
     * @return the text, UTF-8
     * @throws UnreadableException if the URL is no object of this cloud, the caller may not read
     *     it, it is not there, is longer than {@link #MAX_TEMPLATE_BYTES}, or is no text
     */
    public String template(Handle db, Caller caller, String url, URI own) {
        if (url.startsWith(S3_SCHEME)) {
            throw new UnreadableException(
                    "S3 error: Domain name specified in "
                            + url.substring(S3_SCHEME.length()).split("/", 2)[0]
                            + " is not a valid S3 domain");
        }
        var address =
                ObjectAddress.parse(url, own)
                        .orElseThrow(() ->
                                new UnreadableException("TemplateURL must be a supported URL."));
        try {
            var bytes = read(db, caller, address);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (AccessDeniedException _) {
            throw new UnreadableException("S3 error: Access Denied" + MORE);
        } catch (S3Refusal refusal) {
            throw new UnreadableException("S3 error: " + refusal.text() + MORE);
        } catch (CharacterCodingException _) {
            throw new UnreadableException("Template format error: the template is not UTF-8 text.");
        }
    }

    private byte[] read(Handle db, Caller caller, ObjectAddress address) {
        var object =
                buckets.objectToRead(
                        db,
                        question -> caller.require(ForwardedRequests.signed(question)),
                        address.bucket(),
                        address.key());
        if (object.size() > MAX_TEMPLATE_BYTES) {
            throw new UnreadableException(
                    "Template may not exceed " + MAX_TEMPLATE_BYTES + " bytes in size.");
        }
        var bytes = new ByteArrayOutputStream();
        for (var segment : object.segments()) {
            bytes.writeBytes(bodies.head(db, segment.body(), (int) segment.size()));
        }
        return bytes.toByteArray();
    }
}

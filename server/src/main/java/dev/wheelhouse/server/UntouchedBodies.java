package dev.wheelhouse.server;

import io.helidon.http.Headers;
import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.encoding.ContentEncodingContextConfig;
import java.util.NoSuchElementException;

/**
 * Leaves bodies as they are. {@code Content-Encoding} is S3's business here: it is kept with the
 * object, and {@code aws-chunked} is undone by {@code wire}; the web server would refuse what it
 * does not know.
 */
final class UntouchedBodies implements ContentEncodingContext {
    private final ContentEncodingContext none =
            ContentEncodingContext.create((ContentEncodingContextConfig.Builder config) ->
                    config.contentEncodingsDiscoverServices(false));

    @Override
    public ContentEncodingContextConfig prototype() {
        return none.prototype();
    }

    @Override
    public boolean contentEncodingEnabled() {
        return false;
    }

    /**
     * Enabled, with a decoder that does nothing: where it is disabled the web server refuses the
     * header itself.
     */
    @Override
    public boolean contentDecodingEnabled() {
        return true;
    }

    @Override
    public boolean contentEncodingSupported(String encoding) {
        return false;
    }

    @Override
    public boolean contentDecodingSupported(String encoding) {
        return true;
    }

    @Override
    public ContentEncoder encoder(String encoding) {
        throw new NoSuchElementException(encoding);
    }

    @Override
    public ContentDecoder decoder(String encoding) {
        return ContentDecoder.NO_OP;
    }

    @Override
    public ContentEncoder encoder(Headers headers) {
        return none.encoder(headers);
    }
}

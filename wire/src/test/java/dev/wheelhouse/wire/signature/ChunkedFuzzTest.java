package dev.wheelhouse.wire.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

class ChunkedFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyBodyIsReadOrRefused(byte[] body) throws IOException {
        try (var in = new ChunkedStream(new ByteArrayInputStream(body), new Silent())) {
            assertThat(in.transferTo(OutputStream.nullOutputStream())).isLessThan(body.length);
        } catch (EOFException | ChunkedStream.MalformedChunkException refused) {
            // that is an answer
        }
    }

    private static final class Silent implements ChunkedStream.Listener {
        @Override
        public void data(byte[] bytes, int offset, int length) {}

        @Override
        public void endOfChunk(Optional<String> signature) {}

        @Override
        public void trailers(Map<String, String> trailers) {}
    }
}

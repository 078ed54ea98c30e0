package dev.wheelhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket's policy asks how requests are signed. */
class SignatureKeysTest {
    @TempDir private Path folder;

    private TestCloud cloud;
    private RawClient client;

    @BeforeEach
    void start() {
        cloud = TestCloud.in(folder.resolve("data"));
        client = cloud.client();
        assertThat(status(cloud.s3("PUT", "/shelf", "").sign())).isEqualTo(200);
        assertThat(status(put().sign())).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    private int status(SignedRequest request) {
        return client.send(request).status();
    }

    private SignedRequest get() {
        return cloud.s3("GET", "/shelf/book", "");
    }

    private SignedRequest put() {
        return cloud.s3("PUT", "/shelf/book", "pages");
    }

    private void deny(String action, String operator, String key, String value) {
        var policy =
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*",
                "Action":"%s","Resource":"arn:aws:s3:::shelf/*",
                "Condition":{"%s":{"%s":"%s"}}}]}
                """
                        .formatted(action, operator, key, value);
        assertThat(status(cloud.s3("PUT", "/shelf", policy).query("policy", "").sign()))
                .isEqualTo(200);
    }

    @Test
    void byHeaderAlone() {
        assertThat(status(get().presign("60"))).isEqualTo(200);
        deny("s3:*", "StringNotEquals", "s3:authType", "REST-HEADER");
        assertThat(status(get().sign())).isEqualTo(200);
        assertThat(status(get().presign("60"))).isEqualTo(403);
    }

    @Test
    void byVersionFourAlone() {
        deny("s3:*", "StringNotEquals", "s3:signatureversion", "AWS4-HMAC-SHA256");
        assertThat(status(get().sign())).isEqualTo(200);
        assertThat(status(get().presign("60"))).isEqualTo(200);
    }

    @Test
    void notLongAgo() {
        deny("s3:*", "NumericGreaterThan", "s3:signatureAge", "60000");
        var early = get().presign("600");
        assertThat(status(early)).isEqualTo(200);
        cloud.pass(Duration.ofSeconds(61));
        assertThat(status(early)).isEqualTo(403);
        assertThat(status(get().presign("600"))).isEqualTo(200);
    }

    @Test
    void withItsContent() {
        deny("s3:PutObject", "StringEquals", "s3:x-amz-content-sha256", "UNSIGNED-PAYLOAD");
        assertThat(status(put().sign())).isEqualTo(200);
        assertThat(status(put().header("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD").sign()))
                .isEqualTo(403);
        assertThat(status(put().presign("60"))).isEqualTo(403);
    }
}

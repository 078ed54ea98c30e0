package dev.wheelhouse.wire.signature;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.ServiceException;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.route.Route;
import dev.wheelhouse.wire.route.Router;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Whoever has no secret gets in by no header and no query, and breaks nothing. */
class AuthorizationFuzzTest {
    private static final Router ROUTER = new Router(List.of("servicecatalog", "iam", "ec2", "s3"));
    private static final SigningKey KEY =
            new SigningKey(
                    "AKIDEXAMPLE",
                    "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                    Optional.empty(),
                    Optional.empty());

    @FuzzTest(maxDuration = "60s")
    void nobodyGetsInWithoutASecret(FuzzedDataProvider data) {
        var headers = new HashMap<String, List<String>>();
        headers.put("host", List.of(data.consumeString(40)));
        headers.put("x-amz-date", List.of("20150830T123600Z"));
        for (var name :
                List.of(
                        "authorization",
                        "x-amz-target",
                        "x-amz-content-sha256",
                        "content-type",
                        "x-amz-security-token",
                        "date")) {
            if (data.consumeBoolean()) {
                headers.put(
                        name,
                        List.of(
                                name.equals("authorization")
                                        ? "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/"
                                                + data.consumeString(200)
                                        : data.consumeString(100)));
            }
        }
        var request =
                new WireRequest(
                        data.pickValue(new String[] {"GET", "POST", "PUT", "HEAD"}),
                        "/" + data.consumeString(60),
                        data.consumeString(200),
                        headers,
                        Payload.of(
                                data.consumeRemainingAsString().getBytes(StandardCharsets.UTF_8)));
        if (ROUTER.route(request) instanceof Route route) {
            try {
                Signatures.verify(
                        route,
                        request,
                        id -> Optional.of(KEY),
                        Instant.parse("2015-08-30T12:36:00Z"));
            } catch (ServiceException refused) {
                return;
            }
            throw new AssertionError("Somebody got in: " + request);
        }
    }
}

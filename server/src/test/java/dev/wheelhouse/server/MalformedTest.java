package dev.wheelhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.server.RawClient.Answer;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Well-signed nonsense, ill-formed HTTP and clients that dawdle: each is answered by a 4xx in the
 * shape that its protocol's clients understand, or cut off; and the server goes on.
 */
class MalformedTest {
    @TempDir private static Path folder;

    private static TestCloud cloud;
    private static RawClient client;

    @BeforeAll
    static void start() {
        cloud = TestCloud.in(folder.resolve("data"));
        client = cloud.client();
        assertThat(client.send(cloud.s3("PUT", "/desk", "").sign()).status()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @AfterEach
    void theServerGoesOn() throws IOException {
        assertThat(client.send(cloud.json("ListPortfolios", "{}").sign()).status()).isEqualTo(200);
        var log = Files.readString(folder.resolve("data/log/wheelhouse.log"));
        assertThat(log).doesNotContain("\"failure\"");
    }

    private static String told(Answer answer) {
        return answer.status() + " " + answer.code();
    }

    private static String json(String body) {
        return told(client.send(cloud.json("CreatePortfolio", body).sign()));
    }

    @Test
    void bodiesThatAreNoJson() {
        for (var body :
                List.of(
                        "{",
                        "nonsense",
                        "[]",
                        "\"text\"",
                        "null",
                        "{} {}",
                        "{\"DisplayName\":}",
                        "{\"DisplayName\":\"a\\u0000b\",\"ProviderName\":\"p\"}",
                        "{\"DisplayName\":{\"a\":1},\"ProviderName\":\"p\"}",
                        "{\"Tags\":{\"a\":1}}",
                        "{\"Tags\":" + "[".repeat(10_000),
                        "{\"Unknown\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                        "{\"Unknown\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_001),
                        "{\"Unknown\":" + "9".repeat(100_000) + "}",
                        "\u0000\u0000\u0000\u0000",
                        "{\"DisplayName\":\"\u0000\"}")) {
            assertThat(json(body))
                    .as(body.substring(0, Math.min(80, body.length())))
                    .isEqualTo("400 SerializationException");
        }
        var notUtf8 = cloud.json("CreatePortfolio", "");
        notUtf8.body("{\"DisplayName\":\"\u00ff\u00fe\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(told(client.send(notUtf8.sign()))).isEqualTo("400 SerializationException");
        assertThat(json("{}")).isEqualTo("400 ValidationException");
        assertThat(json("{\"PageSize\":1e999999999}")).startsWith("400 ");
        var wide = cloud.json("ListPortfolios", "{\"PageSize\":1e999999999}").sign();
        assertThat(client.send(wide).status()).isEqualTo(400);
    }

    @Test
    void bodiesThatAreTooLarge() {
        var large = cloud.json("CreatePortfolio", "{\"a\":\"" + "x".repeat(5_000_000) + "\"}");
        assertThat(told(client.send(large.sign()))).isEqualTo("413 RequestEntityTooLargeException");
        var larger = "x".repeat(7_000_000);
        assertThat(told(client.send(cloud.json("CreatePortfolio", larger).sign())))
                .isEqualTo("413 RequestEntityTooLargeException");
        assertThat(told(client.send(cloud.form("iam", larger).sign())))
                .isEqualTo("413 RequestEntityTooLarge");
        assertThat(told(client.send(cloud.s3("PUT", "/desk/large", larger).sign())))
                .isEqualTo("400 MaxMessageLengthExceeded");
        // without a length, in HTTP's own chunks
        var chunked = cloud.s3("PUT", "/desk/large", "").header("Transfer-Encoding", "chunked");
        chunked.unsigned.add("transfer-encoding");
        chunked.sign();
        var chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";
        chunked.body = chunk.repeat(8).getBytes(StandardCharsets.US_ASCII);
        assertThat(told(client.send(chunked))).isEqualTo("400 MaxMessageLengthExceeded");
        assertThat(folder.resolve("data/tmp")).satisfies(MalformedTest::isEmptyFolder);
    }

    private static void isEmptyFolder(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (var files = Files.list(path)) {
                assertThat(files).isEmpty();
            }
        }
    }

    @Test
    void contentOfAnotherType() {
        for (var type : List.of("text/plain", "application/xml", "application/json;x", "\"")) {
            var json = cloud.json("ListPortfolios", "{}").replaceHeader("Content-Type", type);
            assertThat(told(client.send(json.sign())))
                    .as(type)
                    .isEqualTo("400 UnknownOperationException");
            var form =
                    cloud.form("iam", "Action=ListUsers&Version=2010-05-08")
                            .replaceHeader("Content-Type", type);
            assertThat(told(client.send(form.sign()))).as(type).isEqualTo("400 MissingAction");
        }
    }

    @Test
    void actionsThatNobodyHas() {
        assertThat(told(client.send(cloud.json("Frobnicate", "{}").sign())))
                .isEqualTo("400 UnknownOperationException");
        var target =
                cloud.json("ListPortfolios", "{}").replaceHeader("X-Amz-Target", "Nobody.Nothing");
        assertThat(told(client.send(target.sign()))).isEqualTo("400 UnknownOperationException");
        for (var form :
                List.of(
                        "Action=Frobnicate&Version=2010-05-08",
                        "Action=ListUsers&Version=1999-01-01",
                        "Action=%00&Version=2010-05-08")) {
            assertThat(told(client.send(cloud.form("iam", form).sign())))
                    .as(form)
                    .isEqualTo("400 InvalidAction");
        }
        assertThat(told(client.send(cloud.form("iam", "Version=2010-05-08").sign())))
                .isEqualTo("400 MissingAction");
        assertThat(told(client.send(cloud.form("ec2", "Action=Frob&Version=2016-11-15").sign())))
                .isEqualTo("400 InvalidAction");
        assertThat(told(client.send(cloud.form("ec2", "Action=DescribeVpcs&Version=x").sign())))
                .isEqualTo("400 NoSuchVersion");
        assertThat(told(client.send(cloud.s3("PATCH", "/desk/x", "").sign())))
                .isEqualTo("405 MethodNotAllowed");
    }

    @Test
    void formsThatAreNone() {
        for (var form :
                List.of(
                        "Action=CreateUser&Version=2010-05-08&UserName=%",
                        "Action=CreateUser&Version=2010-05-08&UserName=%zz",
                        "Action=CreateUser&Version=2010-05-08&UserName=%ff%fe",
                        "Action=CreateUser&Version=2010-05-08&UserName=%00",
                        "Action=CreateUser&Version=2010-05-08&UserName.a=b",
                        "Action=CreateUser&Version=2010-05-08&Tags.member.99999999999999999999.Key=1",
                        "Action=CreateUser&Version=2010-05-08&" + "a.".repeat(100_000) + "=1",
                        "Action=CreateUser&Version=2010-05-08" + "&a.b.c=1".repeat(100_000))) {
            var answer = client.send(cloud.form("iam", form).sign());
            assertThat(answer.status())
                    .as(form.substring(0, Math.min(100, form.length())) + answer)
                    .isEqualTo(400);
            assertThat(answer.code()).isNotEmpty();
        }
        var sparse =
                client.send(
                        cloud.form(
                                        "ec2",
                                        "Action=DescribeVpcs&Version=2016-11-15&VpcId.2147483647=vpc-0")
                                .sign());
        assertThat(sparse.status()).isLessThan(500);
    }

    @Test
    void bodiesThatAreNoXml() {
        var lol = new StringBuilder("<!DOCTYPE l [<!ENTITY a0 \"lol\">");
        for (var i = 1; i < 30; i++) {
            lol.append("<!ENTITY a").append(i).append(" \"");
            lol.append(("&a" + (i - 1) + ";").repeat(10)).append("\">");
        }
        lol.append("]><Tagging><TagSet><Tag><Key>&a29;</Key></Tag></TagSet></Tagging>");
        for (var body :
                List.of(
                        "nonsense",
                        "<Tagging>",
                        "<Tagging><TagSet></Tagging>",
                        "<Tagging/><Tagging/>",
                        lol.toString(),
                        "<!DOCTYPE t [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Tagging><TagSet>"
                                + "<Tag><Key>&x;</Key><Value>v</Value></Tag></TagSet></Tagging>",
                        "<!DOCTYPE t SYSTEM \"http://127.0.0.1:1/x.dtd\"><Tagging/>",
                        "<Tagging>" + "<a>".repeat(10_000) + "</a>".repeat(10_000) + "</Tagging>",
                        "<Tagging><TagSet><Tag><Key>\u0000</Key></Tag></TagSet></Tagging>",
                        "<Tagging><TagSet><Tag><Key>&#0;</Key></Tag></TagSet></Tagging>",
                        "<Tagging " + "a='1' ".repeat(10) + "/>")) {
            var answer = client.send(cloud.s3("PUT", "/desk", body).query("tagging", "").sign());
            assertThat(told(answer))
                    .as(body.substring(0, Math.min(80, body.length())))
                    .isEqualTo("400 MalformedXML");
            assertThat(answer.body()).doesNotContain("root:");
        }
        var notUtf8 = cloud.s3("PUT", "/desk", "").query("tagging", "");
        notUtf8.body("<Tagging>\u00ff\u00fe</Tagging>".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(told(client.send(notUtf8.sign()))).isEqualTo("400 MalformedXML");
    }

    @Test
    void keysAreNamesAndNoPaths() {
        for (var key :
                List.of(
                        "../../../etc/passwd",
                        "..%2F..%2Fx",
                        "./a",
                        "a/../b",
                        "a//b",
                        "%2e%2e/c")) {
            var raw = key.replace("%2F", "/").replace("%2e", ".");
            var path = "/desk/" + raw;
            var answer = client.send(cloud.s3("PUT", path, "mine").sign());
            assertThat(answer.status()).as(key + answer).isEqualTo(200);
            assertThat(client.send(cloud.s3("GET", path, "").sign()).body()).isEqualTo("mine");
            var list = client.send(cloud.s3("GET", "/desk", "").query("list-type", "2").sign());
            assertThat(list.body()).contains("<Key>" + raw + "</Key>");
        }
        assertThat(
                        told(
                                client.send(
                                        "GET /desk/%00 HTTP/1.1\r\nHost: a\r\n\r\n"
                                                .getBytes(StandardCharsets.US_ASCII))))
                .startsWith("400 ");
        assertThat(
                        told(
                                client.send(
                                        "GET /desk/%zz HTTP/1.1\r\nHost: a\r\n\r\n"
                                                .getBytes(StandardCharsets.US_ASCII))))
                .startsWith("400 ");
        var longKey = client.send(cloud.s3("PUT", "/desk/" + "k".repeat(1025), "x").sign());
        assertThat(told(longKey)).isEqualTo("400 KeyTooLongError");
    }

    @Test
    void anOlderHttpIsToldWhichOneIsExpected() {
        var request = "GET /livez HTTP/1.0\r\nHost: a\r\nConnection: close\r\n\r\n";

        var answer = client.send(request.getBytes(StandardCharsets.US_ASCII));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("must speak HTTP/1.1");
    }

    @Test
    void whatIsNoHttp() {
        for (var request :
                List.of(
                        "nonsense\r\n\r\n",
                        "GET\r\n\r\n",
                        "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
                        "GET / HTTP/1.1\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: a\r\nHost : b\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: a\r\nX: a\u0000b\r\n\r\n",
                        "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(100_000) + "\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: a\r\n" + "X: a\r\n".repeat(50_000) + "\r\n",
                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                        "CONNECT evil:443 HTTP/1.1\r\nHost: evil:443\r\n\r\n",
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n")) {
            var answer = client.send(request.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(answer.status())
                    .as(request.substring(0, Math.min(60, request.length())) + answer)
                    .satisfiesAnyOf(
                            status -> assertThat(status).isZero(),
                            status -> assertThat(status).isBetween(400, 499));
            if (answer.status() != 0) {
                assertThat(answer.code()).as(request + answer).isNotEmpty();
            }
        }
    }

    @Test
    void aRequestIsNeverTakenForTwo() throws IOException {
        var hidden = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n";
        for (var headers :
                List.of(
                        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                        "Transfer-Encoding: xchunked\r\n",
                        "Transfer-Encoding: identity\r\n",
                        "Transfer-Encoding : chunked\r\n",
                        "Content-Length: 5\r\nContent-Length: 50\r\n",
                        "Content-Length: 5, 50\r\n",
                        "Content-Length: +5\r\n",
                        "Content-Length: 0x5\r\n")) {
            try (var socket = client.connect()) {
                var request = "POST / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n0\r\n\r\n" + hidden;
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                var first = RawClient.read(socket);
                assertThat(first.status()).as(headers + first).isBetween(400, 499);
                assertThat(RawClient.read(socket)).as(headers).isEqualTo(Answer.CLOSED);
            } catch (SocketException reset) {
                // as good as closed
            }
        }
    }

    @Test
    void whoIsSilentOrSlowIsCutOff() throws IOException {
        var head = cloud.s3("PUT", "/desk/slow", "x".repeat(100_000)).sign();
        try (var silent = client.connect();
                var half = client.connect();
                var halfBody = client.connect()) {
            half.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            halfBody.getOutputStream().write(head.head().getBytes(StandardCharsets.US_ASCII));
            halfBody.getOutputStream().write(new byte[100]);
            for (var socket : List.of(silent, half, halfBody)) {
                assertThat(RawClient.read(socket).status())
                        .satisfiesAnyOf(
                                status -> assertThat(status).isZero(),
                                status -> assertThat(status).isBetween(400, 499));
            }
        }
    }

    @Test
    void headersThatTrickleAreCutOff() throws IOException {
        try (var socket = client.connect()) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(trickled(socket, "X: a\r\n")).isZero();
        }
    }

    @Test
    void aBodyThatTricklesIsRefused() throws IOException {
        var request = cloud.s3("PUT", "/desk/slow", "x".repeat(100_000)).sign();
        try (var socket = client.connect()) {
            socket.getOutputStream().write(request.head().getBytes(StandardCharsets.US_ASCII));
            assertThat(trickled(socket, "x")).isIn(0, 400);
        }
    }

    /** Sends a little now and then until an answer comes or the connection ends. */
    private static int trickled(java.net.Socket socket, String drop) throws IOException {
        socket.setSoTimeout(100);
        var deadline = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < deadline) {
            try {
                return RawClient.read(socket).status();
            } catch (SocketTimeoutException nothingYet) {
                try {
                    socket.getOutputStream().write(drop.getBytes(StandardCharsets.US_ASCII));
                } catch (SocketException closed) {
                    return 0;
                }
            }
        }
        throw new AssertionError("The server bears it for ever");
    }

    @Test
    void whoDoesNotTakeHisAnswerIsCutOff() throws IOException {
        var body = "x".repeat(5_000_000);
        assertThat(client.send(cloud.s3("PUT", "/desk/big", body).sign()).status()).isEqualTo(200);
        var get = cloud.s3("GET", "/desk/big", "").sign().bytes();
        try (var socket = new java.net.Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(
                    new java.net.InetSocketAddress(
                            java.net.InetAddress.getLoopbackAddress(), cloud.port()));
            for (var i = 0; i < 4; i++) {
                socket.getOutputStream().write(get);
            }
            var deadline = System.nanoTime() + 15_000_000_000L;
            while (cloud.connections() > 0 && System.nanoTime() < deadline) {
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
            assertThat(cloud.connections()).isZero();
        }
    }
}

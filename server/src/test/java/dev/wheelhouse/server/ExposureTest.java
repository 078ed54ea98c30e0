package dev.wheelhouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may listen where, and what a client of an encrypted server sees. */
class ExposureTest {
    @TempDir private Path folder;

    private static final char[] PASSWORD = "password".toCharArray();

    /** A certificate for this machine and its key, as PEM files. */
    private Exposure.Encrypted certificate() throws Exception {
        var store = folder.resolve("keys.p12");
        var made =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD),
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=wheelhouse",
                                "-ext",
                                "SAN=DNS:localhost,IP:127.0.0.1")
                        .redirectErrorStream(true)
                        .start();
        assertThat(made.waitFor())
                .as(new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        return new Exposure.Encrypted(
                pem("CERTIFICATE", keys.getCertificate("server").getEncoded()),
                pem("PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded()));
    }

    private Path pem(String kind, byte[] bytes) throws IOException {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(
                folder.resolve(kind + ".pem"),
                "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private static SSLContext trusting(Path certificate)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", PemFiles.certificates(certificate).getFirst());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void anEncryptedServerShowsItsCertificateAndSpeaksNothingElse() throws Exception {
        var files = certificate();
        var settings =
                ServerSettings.local(folder.resolve("data"), 0)
                        .exposed("0.0.0.0", files)
                        .withLimits(TestCloud.TIGHT);
        try (var cloud = new TestCloud(settings)) {
            var sockets = trusting(files.certificate()).getSocketFactory();
            try (var socket = (SSLSocket) sockets.createSocket("127.0.0.1", cloud.port())) {
                var checked = socket.getSSLParameters();
                checked.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(checked);
                socket.getOutputStream().write(cloud.json("ListPortfolios", "{}").sign().bytes());
                assertThat(RawClient.read(socket).status()).isEqualTo(200);
            }
            try (var socket = (SSLSocket) sockets.createSocket("127.0.0.1", cloud.port())) {
                socket.setEnabledProtocols(new String[] {"TLSv1.1", "TLSv1"});
                assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
            }
            var plain = cloud.client().send(cloud.json("ListPortfolios", "{}").sign());
            assertThat(plain).isEqualTo(RawClient.Answer.CLOSED);
            // who begins no handshake is cut off like everybody who is silent
            try (var silent = new Socket(InetAddress.getLoopbackAddress(), cloud.port())) {
                silent.setSoTimeout(20_000);
                InputStream in = silent.getInputStream();
                assertThat(in.read()).isEqualTo(-1);
            }
            assertThat(cloud.client().port()).isEqualTo(cloud.port());
        }
    }

    @Test
    void filesThatHoldNoKeyOrCertificateAreNamed() throws Exception {
        var files = certificate();
        for (var wrong :
                List.of(
                        new Exposure.Encrypted(files.key(), files.key()),
                        new Exposure.Encrypted(files.certificate(), files.certificate()),
                        new Exposure.Encrypted(folder.resolve("absent"), files.key()))) {
            var settings = ServerSettings.local(folder.resolve("data"), 0);
            assertThatThrownBy(() -> new TestCloud(settings.exposed("127.0.0.1", wrong)).close())
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(folder.toString());
        }
    }

    @Test
    void aKeyOfAnotherCertificateIsRefusedBeforeAnythingIsMade() throws Exception {
        var files = certificate();
        for (var algorithm : List.of("EC", "RSA", "Ed25519")) {
            var other =
                    KeyPairGenerator.getInstance(algorithm)
                            .generateKeyPair()
                            .getPrivate()
                            .getEncoded();
            var wrong = new Exposure.Encrypted(files.certificate(), pem("PRIVATE KEY", other));
            var settings = ServerSettings.local(folder.resolve("data"), 0);
            assertThatThrownBy(() -> new TestCloud(settings.exposed("127.0.0.1", wrong)).close())
                    .isInstanceOf(StartException.class)
                    .hasMessage(
                            "The key in "
                                    + wrong.key()
                                    + " is not that of the certificate in "
                                    + wrong.certificate()
                                    + ".");
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }

    @Test
    void anAddressOfAnotherMachineIsToldFromATakenPort() {
        var settings =
                ServerSettings.local(folder.resolve("data"), 14_630)
                        .exposed("192.0.2.5", new Exposure.BehindProxy());
        assertThatThrownBy(() -> new TestCloud(settings).close())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("not one of this machine's")
                .message()
                .doesNotContain("Another program");
    }

    @Test
    void anAddressThatOthersReachNeedsEncryption() {
        var local = ServerSettings.local(folder, 0);
        for (var address : List.of("0.0.0.0", "::", "192.0.2.1")) {
            assertThatThrownBy(() -> local.exposed(address, new Exposure.Local()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("--tls-cert")
                    .hasMessageContaining("--behind-proxy");
            assertThat(local.exposed(address, new Exposure.BehindProxy()).bind())
                    .isEqualTo(address);
        }
        for (var address : List.of("127.0.0.1", "127.0.0.2", "::1", "localhost")) {
            assertThat(local.exposed(address, new Exposure.Local()).bind()).isEqualTo(address);
        }
    }

    /** A policy that lets only this address in, as who may say where he comes from would. */
    @Test
    void whereARequestComesFromIsTheProxysWordOnlyBehindOne() throws Exception {
        for (var behindProxy : List.of(true, false)) {
            var settings =
                    ServerSettings.local(folder.resolve("data-" + behindProxy), 0)
                            .exposed(
                                    "127.0.0.1",
                                    behindProxy
                                            ? new Exposure.BehindProxy()
                                            : new Exposure.Local());
            try (var cloud = new TestCloud(settings)) {
                var policy =
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":"
                                + "\"iam:ListUsers\",\"Resource\":\"*\",\"Condition\":{\"IpAddress\":"
                                + "{\"aws:SourceIp\":\"203.0.113.7\"}}}]}";
                var put =
                        cloud.form(
                                        "iam",
                                        "Action=PutUserPolicy&Version=2010-05-08&UserName=admin"
                                                + "&PolicyName=p&PolicyDocument="
                                                + SignedRequest.encode(policy))
                                .sign();
                assertThat(cloud.client().send(put).status()).isEqualTo(200);
                var list =
                        cloud.form("iam", "Action=ListUsers&Version=2010-05-08")
                                .sign()
                                .header("X-Forwarded-For", "198.51.100.1, 203.0.113.7");
                assertThat(cloud.client().send(list).status()).isEqualTo(behindProxy ? 403 : 200);
            }
        }
    }
}

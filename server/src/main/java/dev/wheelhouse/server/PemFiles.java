package dev.wheelhouse.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates and private keys as PEM files. */
public final class PemFiles {
    private static final Pattern PRIVATE_KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private PemFiles() {}

    /**
     * What a TLS server needs of a certificate and its key.
     *
     * @throws UnusableException if a file cannot be read or used; the message names it
     */
    static SSLContext context(Exposure.Encrypted files) {
        var chain = certificates(files.certificate());
        var key = privateKey(files.key());
        if (!belong(key, chain.getFirst().getPublicKey())) {
            throw new UnusableException(
                    "The key in "
                            + files.key()
                            + " is not that of the certificate in "
                            + files.certificate()
                            + ".");
        }
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, new char[0], chain.toArray(new X509Certificate[0]));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException cause) {
            throw new UnusableException(
                    "The key in "
                            + files.key()
                            + " cannot be used with the certificate in "
                            + files.certificate()
                            + ": "
                            + cause.getMessage(),
                    cause);
        }
    }

    /**
     * Makes sure that a server can use a certificate and its key.
     *
     * @throws UnusableException if it cannot; the message names the file
     */
    public static void check(Exposure.Encrypted files) {
        context(files);
    }

    /** Whether what the one has signed the other confirms. */
    private static boolean belong(PrivateKey secret, PublicKey known) {
        var algorithm =
                switch (secret.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "EdDSA";
                };
        var text = "wheelhouse".getBytes(StandardCharsets.US_ASCII);
        try {
            var signing = Signature.getInstance(algorithm);
            signing.initSign(secret);
            signing.update(text);
            var signed = signing.sign();
            var checking = Signature.getInstance(algorithm);
            checking.initVerify(known);
            checking.update(text);
            return checking.verify(signed);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }

    /**
     * The certificates of a file, the server's own first.
     *
     * @throws UnusableException if there are none
     */
    public static List<X509Certificate> certificates(Path file) {
        try {
            var found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(Files.readAllBytes(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IOException cause) {
            throw unreadable(file, cause);
        } catch (CertificateException _) {
            // said below, as of a file that has none
        }
        throw new UnusableException(
                file + " holds no certificate: it must have -----BEGIN CERTIFICATE-----.");
    }

    private static PrivateKey privateKey(Path file) {
        byte[] encoded;
        try {
            var matcher = PRIVATE_KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (!matcher.find()) {
                throw notAKey(file);
            }
            encoded = Base64.getMimeDecoder().decode(matcher.group(1));
        } catch (IOException cause) {
            throw unreadable(file, cause);
        }
        for (var algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException _) {
                // a key of another algorithm
            } catch (GeneralSecurityException cause) {
                throw new IllegalStateException(cause); // every JDK has these
            }
        }
        throw notAKey(file);
    }

    private static UnusableException notAKey(Path file) {
        return new UnusableException(
                file
                        + " holds no private key that can be read: it must have -----BEGIN PRIVATE"
                        + " KEY----- (PKCS #8, not encrypted; make one of another kind with:"
                        + " openssl pkcs8 -topk8 -nocrypt -in FILE).");
    }

    private static UnusableException unreadable(Path file, IOException cause) {
        return new UnusableException(
                "Cannot read " + file + ": " + StartException.reason(cause), cause);
    }

    /** A file that does not hold what it must; the message names it. */
    public static final class UnusableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }

        UnusableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

package dev.wheelhouse.rollout.access;

import dev.wheelhouse.rollout.RolloutException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The authorities of a PEM file, as {@code ca_bundle} of a profile names it. */
final class CaBundle {
    private CaBundle() {}

    /**
     * Trusts the certificates of a file and no other.
     *
     * @throws RolloutException if the file cannot be read or has none
     */
    static TrustManager[] trustManagers(Path file) {
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (var certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            if (store.size() == 0) {
                throw unusable(file, "it holds no certificate", null);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust.getTrustManagers();
        } catch (IOException | GeneralSecurityException cause) {
            throw unusable(file, String.valueOf(cause.getMessage()), cause);
        }
    }

    private static RolloutException unusable(
            Path file, String why, @org.jspecify.annotations.Nullable Exception cause) {
        var what = "Reading the ca_bundle " + file;
        var remedy = "name a PEM file with -----BEGIN CERTIFICATE----- in it";
        return cause == null
                ? new RolloutException(what, Optional.empty(), why, remedy)
                : new RolloutException(what, Optional.empty(), why, remedy, cause);
    }
}

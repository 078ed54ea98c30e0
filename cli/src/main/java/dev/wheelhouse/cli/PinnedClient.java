package dev.wheelhouse.cli;

import dev.wheelhouse.server.PemFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * HTTP to the server that this program itself has started: it must show the very certificate that
 * it was given, whatever name that bears, and no proxy is asked.
 */
final class PinnedClient {
    private PinnedClient() {}

    /** A client of an encrypted server. */
    static SdkHttpClient to(Path certificates) {
        var sockets = context(PemFiles.certificates(certificates).getFirst()).getSocketFactory();
        return UrlConnectionHttpClient.create(uri -> {
            var connection = open(uri);
            if (connection instanceof HttpsURLConnection encrypted) {
                encrypted.setSSLSocketFactory(sockets);
                encrypted.setHostnameVerifier((_, _) -> true); // it is that certificate or none
            }
            return connection;
        });
    }

    private static HttpURLConnection open(URI uri) {
        try {
            return (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static SSLContext context(X509Certificate expected) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Only(expected)}, null);
            return context;
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause); // every JDK has TLS
        }
    }

    private record Only(X509Certificate expected) implements X509TrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String how)
                throws CertificateException {
            if (chain.length == 0 || !chain[0].equals(expected)) {
                throw new CertificateException("This is another server's certificate");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String how)
                throws CertificateException {
            throw new CertificateException("There are no clients here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

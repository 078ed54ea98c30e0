package dev.wheelhouse.cli;

import dev.wheelhouse.server.DataFolder;
import dev.wheelhouse.server.PemFiles;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a server is: for this machine's own programs, and for those who check its certificate.
 *
 * @param direct where this machine reaches it, whatever its certificate says
 * @param url what profiles name; of an encrypted server, a name that its certificate has
 * @param trusted the certificates that clients need a file of, where the server is encrypted and
 *     the authority that they lead to is not known everywhere
 */
record ServerAddress(URI direct, URI url, Optional<Path> trusted) {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    /** The address of a server that runs on a folder. */
    static ServerAddress of(DataFolder folder, URI direct) {
        if (!Objects.equals(direct.getScheme(), "https")) {
            return new ServerAddress(direct, direct, Optional.empty());
        }
        var chain = PemFiles.certificates(folder.certificates());
        var url = URI.create("https://" + name(chain.getFirst()) + ":" + direct.getPort());
        var last = chain.getLast();
        var ownAuthority = last.getSubjectX500Principal().equals(last.getIssuerX500Principal());
        return new ServerAddress(
                direct, url, ownAuthority ? Optional.of(folder.certificates()) : Optional.empty());
    }

    /** Of the names that a certificate has, the nearest: loopback first, then the first of all. */
    private static String name(X509Certificate certificate) {
        var names = names(certificate);
        return List.of("127.0.0.1", "localhost").stream()
                .filter(names::contains)
                .findFirst()
                .or(() -> names.stream().filter(name -> !name.contains("*")).findFirst())
                .orElseThrow(() ->
                        new CommandException(
                                "The certificate names no host: it needs a subjectAltName such as"
                                        + " DNS:cloud.example.com or IP:127.0.0.1."));
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return all == null
                    ? List.of()
                    : all.stream()
                            .filter(name ->
                                    Objects.equals(name.getFirst(), DNS_NAME)
                                            || Objects.equals(name.getFirst(), IP_ADDRESS))
                            .map(name -> String.valueOf(name.get(1)))
                            .map(name -> name.contains(":") ? "[" + name + "]" : name)
                            .toList();
        } catch (CertificateParsingException cause) {
            throw new CommandException(
                    "The certificate's names cannot be read: " + cause.getMessage());
        }
    }
}

package dev.wheelhouse.cli;

import dev.wheelhouse.catalog.CatalogSettings;
import dev.wheelhouse.catalog.Quotas;
import dev.wheelhouse.server.DataFolder;
import dev.wheelhouse.server.Exposure;
import dev.wheelhouse.server.Limits;
import dev.wheelhouse.server.PemFiles;
import dev.wheelhouse.server.ServerSettings;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How the embedded cloud can be reached and what it takes: options of {@code up}, else the file
 * {@code wheelhouse.properties} of the data folder, whose keys are named like the options; limits
 * stand in the file only. {@code docs/configuration.md} describes them all.
 */
final class ServerOptions {
    static final String DATABASE_URL = "WHEELHOUSE_DATABASE_URL";

    /** What these options are called on the command line. */
    static final List<String> NAMES =
            List.of("--bind", "--tls-cert", "--tls-key", "--behind-proxy", "--database-url");

    private static final String BIND = "bind";
    private static final String TLS_CERT = "tls-cert";
    private static final String TLS_KEY = "tls-key";
    private static final String BEHIND_PROXY = "behind-proxy";
    private static final String DATABASE = "database-url";

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "The address to listen on (default: 127.0.0.1); one that other machines reach needs --tls-cert and"
                            + " --tls-key, or --behind-proxy.")
    private @Nullable String bind;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "Serves HTTPS with this certificate (PEM, with those that it leads to).")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "The certificate's private key (PEM, PKCS #8, not encrypted).")
    private @Nullable Path key;

    @Option(
            names = "--behind-proxy",
            description =
                    "A proxy encrypts: its X-Forwarded-For and X-Forwarded-Proto are believed, and any --bind is taken.")
    private boolean behindProxy;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description =
                    "A PostgreSQL database instead of the file: jdbc:postgresql://HOST/DATABASE?user=... With a password"
                            + " in it, better in $WHEELHOUSE_DATABASE_URL, which other users of the machine cannot see.")
    private @Nullable String databaseUrl;

    /**
     * The settings that hold.
     *
     * @throws IllegalArgumentException if options contradict each other or one cannot be read
     * @throws CommandException if that is so of the file, or a file that is named cannot be used
     */
    ServerSettings settings(DataFolder folder, int port, Map<String, String> environment) {
        var file = new SettingsFile(folder.properties());
        try {
            var url = databaseUrl(file, environment);
            var inFile = file.text(BIND);
            var settings =
                    new ServerSettings(
                            folder.path(),
                            Optional.ofNullable(bind)
                                    .or(() -> inFile)
                                    .orElse(ServerSettings.LOOPBACK),
                            port,
                            exposure(file),
                            url,
                            file.checked(() -> limits(file)),
                            file.checked(() -> catalog(file)));
            file.refuseUnknown();
            if (settings.exposure() instanceof Exposure.Encrypted files) {
                PemFiles.check(files);
            }
            return settings;
        } catch (IllegalArgumentException wrong) {
            if (Stream.of(BIND, TLS_CERT, TLS_KEY, BEHIND_PROXY).anyMatch(file::has)) {
                throw file.wrong(String.valueOf(wrong.getMessage()));
            }
            throw wrong;
        } catch (PemFiles.UnusableException unusable) {
            throw new CommandException(String.valueOf(unusable.getMessage()));
        }
    }

    /** The PostgreSQL database that is named for a folder, by any way but an option. */
    Optional<String> databaseUrl(DataFolder folder, Map<String, String> environment) {
        return databaseUrl(new SettingsFile(folder.properties()), environment);
    }

    private Optional<String> databaseUrl(SettingsFile file, Map<String, String> environment) {
        var inFile = file.text(DATABASE);
        return Optional.ofNullable(databaseUrl)
                .or(() -> present(environment.get(DATABASE_URL)))
                .or(() -> inFile);
    }

    private static Optional<String> present(@Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isBlank());
    }

    private Exposure exposure(SettingsFile file) {
        var certInFile = file.text(TLS_CERT).map(Path::of);
        var keyInFile = file.text(TLS_KEY).map(Path::of);
        var cert = Optional.ofNullable(certificate).or(() -> certInFile);
        var secret = Optional.ofNullable(key).or(() -> keyInFile);
        var proxy = file.truth(BEHIND_PROXY, false) || behindProxy;
        if (cert.isPresent() != secret.isPresent()) {
            throw new IllegalArgumentException("--tls-cert and --tls-key go together.");
        }
        if (cert.isPresent() && proxy) {
            throw new IllegalArgumentException(
                    "Either --tls-cert and --tls-key, or --behind-proxy: one of them encrypts.");
        }
        if (cert.isPresent() && secret.isPresent()) {
            return new Exposure.Encrypted(cert.get(), secret.get());
        }
        return proxy ? new Exposure.BehindProxy() : new Exposure.Local();
    }

    private static Limits limits(SettingsFile file) {
        var usual = Limits.USUAL;
        return new Limits(
                file.number("max-body-bytes", usual.maxBodyBytes()),
                (int) file.number("max-connections", usual.maxConnections()),
                (int) file.number("max-requests", usual.maxRequests()),
                Duration.ofSeconds(file.number("idle-seconds", usual.idle().toSeconds())),
                Duration.ofSeconds(file.number("header-seconds", usual.headers().toSeconds())),
                file.number("body-bytes-per-second", usual.bodyBytesPerSecond()),
                file.number("log-bytes", usual.logBytes()),
                (int) file.number("log-files", usual.logFiles()));
    }

    private static CatalogSettings catalog(SettingsFile file) {
        var usual = CatalogSettings.standard();
        var quotas = usual.quotas();
        return new CatalogSettings(
                new Quotas(
                        file.count("catalog-portfolios", quotas.portfolios()),
                        file.count("catalog-products", quotas.products()),
                        file.count("catalog-products-per-portfolio", quotas.productsPerPortfolio()),
                        file.count(
                                "catalog-principals-per-portfolio",
                                quotas.principalsPerPortfolio()),
                        file.count(
                                "catalog-principal-patterns-per-portfolio",
                                quotas.principalPatternsPerPortfolio()),
                        file.count("catalog-principals-per-product", quotas.principalsPerProduct()),
                        file.count("catalog-shares-per-portfolio", quotas.sharesPerPortfolio()),
                        file.count("catalog-versions-per-product", quotas.artifactsPerProduct()),
                        file.count(
                                "catalog-constraints-per-product",
                                quotas.constraintsPerAssociation()),
                        file.count("catalog-tags", quotas.tags()),
                        file.count(
                                "catalog-tags-per-provisioned-product",
                                quotas.tagsPerProvisionedProduct())),
                Duration.ofHours(
                        file.number("catalog-token-hours", usual.tokenRetention().toHours())),
                file.truth("catalog-launch-constraints-follow", usual.launchConstraintsFollow()),
                file.truth("catalog-tags-reach-stacks", usual.tagsReachStacks()));
    }

    /** The options as arguments of another process; the database's URL goes by environment. */
    List<String> arguments() {
        var all = new ArrayList<String>();
        if (bind != null) {
            all.addAll(List.of("--bind", bind));
        }
        if (certificate != null) {
            all.addAll(List.of("--tls-cert", certificate.toAbsolutePath().toString()));
        }
        if (key != null) {
            all.addAll(List.of("--tls-key", key.toAbsolutePath().toString()));
        }
        if (behindProxy) {
            all.add("--behind-proxy");
        }
        return all;
    }

    /** What another process must find in its environment. */
    Map<String, String> environment() {
        return databaseUrl == null ? Map.of() : Map.of(DATABASE_URL, databaseUrl);
    }

    /** The file of settings, each asked for by name. */
    private static final class SettingsFile {
        private static final long MOST = Integer.MAX_VALUE;

        private final Path path;
        private final Map<String, String> values = new HashMap<>();
        private final TreeSet<String> unasked;

        SettingsFile(Path path) {
            this.path = path;
            if (Files.exists(path)) {
                try (var in = Files.newBufferedReader(path)) {
                    var all = new Properties();
                    all.load(in);
                    all.stringPropertyNames()
                            .forEach(name -> values.put(name, all.getProperty(name).strip()));
                } catch (AccessDeniedException denied) {
                    throw unreadable("permission denied");
                } catch (IOException | IllegalArgumentException cause) {
                    throw unreadable(String.valueOf(cause.getMessage()));
                }
            }
            unasked = new TreeSet<>(values.keySet());
            values.forEach((name, value) -> {
                if (value.isEmpty()) {
                    throw wrongAt(name, name + " has no value: give it one, or leave the line out");
                }
            });
        }

        private CommandException unreadable(String reason) {
            return new CommandException(
                    "Cannot read the settings in "
                            + path
                            + ": "
                            + reason
                            + ". Give the file to the user who runs Wheelhouse (chown), or mend it.");
        }

        boolean has(String name) {
            return values.containsKey(name);
        }

        /** Tells what is wrong with settings of the file, with its name. */
        <T> T checked(Supplier<T> settings) {
            try {
                return settings.get();
            } catch (IllegalArgumentException wrong) {
                throw wrong(String.valueOf(wrong.getMessage()));
            }
        }

        Optional<String> text(String name) {
            unasked.remove(name);
            return present(values.get(name));
        }

        boolean truth(String name, boolean usual) {
            return switch (text(name).orElse(String.valueOf(usual))) {
                case "true" -> true;
                case "false" -> false;
                default -> throw wrong(name, "true or false");
            };
        }

        long number(String name, long usual) {
            var text = text(name);
            if (text.isEmpty()) {
                return usual;
            }
            if (!text.get().matches("[0-9]{1,10}") || Long.parseLong(text.get()) > MOST) {
                throw wrong(name, "a number from 1 to " + MOST);
            }
            return Long.parseLong(text.get());
        }

        int count(String name, int usual) {
            return (int) number(name, usual);
        }

        private CommandException wrong(String name, String expected) {
            return wrongAt(name, name + " takes " + expected + ", not " + values.get(name));
        }

        private CommandException wrongAt(String name, String what) {
            return new CommandException(path + line(name) + ": " + what);
        }

        /** Where a setting stands; of one that stands there twice the last counts. */
        private String line(String name) {
            var begins = Pattern.compile("\\s*" + Pattern.quote(name) + "\\s*([=:\\s].*)?");
            try {
                var lines = Files.readAllLines(path);
                for (int number = lines.size(); number > 0; number--) {
                    if (begins.matcher(lines.get(number - 1)).matches()) {
                        return ", line " + number;
                    }
                }
            } catch (IOException _) {
                return ""; // it was read a moment ago; without its line the error is still true
            }
            return "";
        }

        CommandException wrong(String what) {
            return new CommandException(path + ": " + what);
        }

        void refuseUnknown() {
            if (!unasked.isEmpty()) {
                throw wrongAt(unasked.first(), "there is no setting named " + unasked.first());
            }
        }
    }
}

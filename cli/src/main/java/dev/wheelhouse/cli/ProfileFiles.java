package dev.wheelhouse.cli;

import dev.wheelhouse.server.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files {@code aws/config} and {@code aws/credentials} of a data folder, in the form that the
 * AWS CLI and SDKs read. Both are replaced as a whole; the credentials are their owner's alone
 * (mode 0600).
 */
final class ProfileFiles {
    private static final String REGION = "us-east-1";
    private static final String SERVICES = "wheelhouse";

    private final DataFolder folder;

    ProfileFiles(DataFolder folder) {
        this.folder = folder;
    }

    /** Keys of a user. */
    record Keys(String accessKeyId, String secretAccessKey) {
        @Override
        public String toString() {
            return "Keys[" + accessKeyId + ", ****]";
        }
    }

    /** A spoke as profiles name it. */
    record Spoke(String name, String accountId) {}

    /** The keys of a profile, where the credentials file has them. */
    Optional<Keys> keys(String profile) {
        var section = credentials().get(profile);
        if (section == null) {
            return Optional.empty();
        }
        var id = section.get("aws_access_key_id");
        var secret = section.get("aws_secret_access_key");
        return id == null || secret == null ? Optional.empty() : Optional.of(new Keys(id, secret));
    }

    /** Puts the keys of a profile into the credentials file. */
    void save(String profile, Keys keys) {
        var all = credentials();
        all.put(
                profile,
                Map.of(
                        "aws_access_key_id",
                        keys.accessKeyId(),
                        "aws_secret_access_key",
                        keys.secretAccessKey()));
        var text = new StringBuilder();
        all.forEach((name, section) -> {
            text.append('[').append(name).append("]\n");
            for (var key : List.of("aws_access_key_id", "aws_secret_access_key")) {
                text.append(key).append(" = ").append(section.getOrDefault(key, "")).append('\n');
            }
            text.append('\n');
        });
        DataFolder.writeAtomically(folder.awsCredentials(), text.toString(), true);
    }

    /** Writes the config file anew: every profile, at this address. */
    void writeConfig(ServerAddress address, List<Spoke> spokes) {
        var text = new StringBuilder();
        section(text, "hub", address, List.of());
        for (var spoke : spokes) {
            section(
                    text,
                    spoke.name(),
                    address,
                    List.of(
                            "role_arn = arn:aws:iam::"
                                    + spoke.accountId()
                                    + ":role/OrganizationAccountAccessRole",
                            "source_profile = hub",
                            "role_session_name = wheelhouse"));
            section(text, spoke.name() + "-enduser", address, List.of());
        }
        // Terraform ignores a plain endpoint_url when it assumes a profile's role; this it reads.
        text.append("[services ").append(SERVICES).append("]\n");
        text.append("sts =\n  endpoint_url = ").append(address.url()).append('\n');
        DataFolder.writeAtomically(folder.awsConfig(), text.toString(), false);
    }

    private static void section(
            StringBuilder text, String profile, ServerAddress address, List<String> lines) {
        text.append("[profile ").append(profile).append("]\n");
        text.append("region = ").append(REGION).append('\n');
        text.append("endpoint_url = ").append(address.url()).append('\n');
        address.trusted().ifPresent(file -> text.append("ca_bundle = ").append(file).append('\n'));
        text.append("services = ").append(SERVICES).append('\n');
        lines.forEach(line -> text.append(line).append('\n'));
        text.append("s3 =\n  addressing_style = path\n  signature_version = s3v4\n\n");
    }

    private Map<String, Map<String, String>> credentials() {
        List<String> lines;
        try {
            lines = new ArrayList<>(Files.readAllLines(folder.awsCredentials()));
        } catch (NoSuchFileException absent) {
            return new LinkedHashMap<>();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        var all = new LinkedHashMap<String, Map<String, String>>();
        Map<String, String> section = new LinkedHashMap<>();
        for (var line : lines) {
            var text = line.strip();
            if (text.startsWith("[") && text.endsWith("]")) {
                section = new LinkedHashMap<>();
                all.put(text.substring(1, text.length() - 1), section);
            } else if (text.contains("=")) {
                section.put(
                        text.substring(0, text.indexOf('=')).strip(),
                        text.substring(text.indexOf('=') + 1).strip());
            }
        }
        return all;
    }
}

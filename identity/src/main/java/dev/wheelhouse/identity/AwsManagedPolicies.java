package dev.wheelhouse.identity;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * AWS's own managed policies, as far as they are kept here: every account can attach them, none can
 * change them. Their contents follow the AWS Managed Policy Reference Guide. Immutable.
 */
public final class AwsManagedPolicies {
    private static final String FOLDER = "aws-managed/";

    /** One of AWS's own policies with the document of its version in force. */
    public record AwsManagedPolicy(ManagedPolicy policy, PolicyVersion version) {}

    private final Map<String, AwsManagedPolicy> byArn;

    private AwsManagedPolicies(Map<String, AwsManagedPolicy> byArn) {
        this.byArn = byArn;
    }

    /** Reads them from the program's resources. */
    public static AwsManagedPolicies load() {
        var byArn = new TreeMap<String, AwsManagedPolicy>();
        for (var name : resource("index").lines().toList()) {
            if (!name.isBlank()) {
                var policy = read(name.strip());
                byArn.put(policy.policy().arn(), policy);
            }
        }
        return new AwsManagedPolicies(byArn);
    }

    /** By ARN, {@code arn:aws:iam::aws:policy/AdministratorAccess}. */
    public Optional<AwsManagedPolicy> find(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    /** All, in the order of ARNs. */
    public Collection<AwsManagedPolicy> all() {
        return byArn.values();
    }

    private static AwsManagedPolicy read(String name) {
        var file = Json.readObject(resource(name + ".json"));
        var path = text(file, "Path");
        var version = Integer.parseInt(text(file, "DefaultVersionId").substring(1));
        var created = Instant.parse(text(file, "CreateDate"));
        var updated = Instant.parse(text(file, "UpdateDate"));
        var document = Json.write(file.get("Document").orElse(Value.object()));
        return new AwsManagedPolicy(
                new ManagedPolicy(
                        "arn:aws:iam::aws:policy" + path + name,
                        text(file, "PolicyId"),
                        name,
                        path,
                        text(file, "Description"),
                        version,
                        created,
                        updated),
                new PolicyVersion(version, document, updated));
    }

    private static String text(Value.Members file, String name) {
        return file.text(name)
                .orElseThrow(() -> new IllegalStateException("A managed policy without " + name));
    }

    private static String resource(String name) {
        try (var in = AwsManagedPolicies.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("Missing resource " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}

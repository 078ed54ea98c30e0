package dev.wheelhouse.rollout.access;

import dev.wheelhouse.rollout.RolloutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * The profiles of AWS's configuration files, and which of them is meant.
 *
 * <p>A profile is chosen by {@code --profile}, else {@code AWS_PROFILE}, else {@code
 * AWS_DEFAULT_PROFILE}; when both variables are set and differ, nothing is guessed. A chosen
 * profile wins over credentials in the environment. Without a choice, credentials in the
 * environment are used, else the profile {@code default}, else what the machine offers.
 *
 * <p>Endpoints, strongest first: {@code AWS_ENDPOINT_URL_<SERVICE>}, {@code AWS_ENDPOINT_URL}, the
 * profile's services section, the profile's {@code endpoint_url}; none when {@code
 * AWS_IGNORE_CONFIGURED_ENDPOINT_URLS} is {@code true}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Service-specific
 *     endpoints</a>
 */
public final class Profiles {
    private static final String SERVICE_VARIABLE = "AWS_ENDPOINT_URL_";

    private final Map<String, String> environment;
    private final Path configFile;
    private final Path credentialsFile;
    private final ProfileFile file;

    private Profiles(Map<String, String> environment, Path configFile, Path credentialsFile) {
        this.environment = Map.copyOf(environment);
        this.configFile = configFile;
        this.credentialsFile = credentialsFile;
        this.file = read(configFile, credentialsFile);
    }

    /**
     * The profiles that an environment names: {@code AWS_CONFIG_FILE} and {@code
     * AWS_SHARED_CREDENTIALS_FILE}, else the files in {@code .aws} of the home folder.
     *
     * @throws RolloutException if a file cannot be read
     */
    public static Profiles of(Map<String, String> environment, Path home) {
        return new Profiles(
                environment,
                path(environment, "AWS_CONFIG_FILE", home, "config"),
                path(environment, "AWS_SHARED_CREDENTIALS_FILE", home, "credentials"));
    }

    /**
     * The profiles of two files, whatever the environment says.
     *
     * @throws RolloutException if a file cannot be read
     */
    public static Profiles in(Path configFile, Path credentialsFile) {
        return new Profiles(Map.of(), configFile, credentialsFile);
    }

    /** The names of all profiles, sorted. */
    public List<String> names() {
        return file.profiles().keySet().stream().sorted().toList();
    }

    /**
     * How to connect.
     *
     * @param option the value of {@code --profile}
     * @throws RolloutException if the choice is ambiguous, the profile is unknown or incomplete, or
     *     no region is set
     */
    public Connection connection(Optional<String> option) {
        var chosen = chosen(option);
        if (chosen.isPresent()) {
            return ofProfile(chosen.get());
        }
        var keys = environmentKeys();
        if (keys.isPresent()) {
            return new Connection(
                    Optional.empty(),
                    region(Optional.empty()),
                    endpoints(Optional.empty()),
                    keys.get(),
                    caBundle(Optional.empty()));
        }
        if (file.profile("default").isPresent()) {
            return ofProfile("default");
        }
        return new Connection(
                Optional.empty(),
                region(Optional.empty()),
                endpoints(Optional.empty()),
                new CredentialSource.Machine(),
                caBundle(Optional.empty()));
    }

    private Optional<String> chosen(Optional<String> option) {
        if (option.isPresent()) {
            return option;
        }
        var profile = variable("AWS_PROFILE");
        var defaultProfile = variable("AWS_DEFAULT_PROFILE");
        if (profile.isPresent() && defaultProfile.isPresent() && !profile.equals(defaultProfile)) {
            throw refuse(
                    "Choosing a profile",
                    "AWS_PROFILE is "
                            + profile.get()
                            + " and AWS_DEFAULT_PROFILE is "
                            + defaultProfile.get(),
                    "unset one of them, or say --profile NAME");
        }
        return profile.or(() -> defaultProfile);
    }

    private Connection ofProfile(String name) {
        var profile = profile(name);
        return new Connection(
                Optional.of(name),
                region(Optional.of(profile)),
                endpoints(Optional.of(profile)),
                credentials(profile, new LinkedHashSet<>()),
                caBundle(Optional.of(profile)));
    }

    /** As the AWS CLI has it: {@code AWS_CA_BUNDLE}, else the profile's {@code ca_bundle}. */
    private Optional<Path> caBundle(Optional<Profile> profile) {
        return variable("AWS_CA_BUNDLE")
                .or(() -> profile.flatMap(it -> it.property("ca_bundle")))
                .map(Path::of);
    }

    private Profile profile(String name) {
        return file.profile(name)
                .orElseThrow(() ->
                        refuse(
                                "Profile " + name,
                                "there is no such profile in "
                                        + configFile
                                        + " or "
                                        + credentialsFile,
                                names().isEmpty()
                                        ? "\"aws configure\", or eval \"$(wheelhouse env)\""
                                        : "one of " + String.join(", ", names())));
    }

    private CredentialSource credentials(Profile profile, SequencedSet<String> visited) {
        if (!visited.add(profile.name())) {
            throw refuse(
                    "Profile " + profile.name(),
                    "its source_profile leads back to itself: " + String.join(" -> ", visited),
                    "let one of them hold access keys");
        }
        var role = profile.property(ProfileProperty.ROLE_ARN);
        if (role.isPresent() && !profile.properties().containsKey("web_identity_token_file")) {
            return role(profile, role.get(), visited);
        }
        var keys = keys(profile);
        if (keys.isPresent()) {
            return keys.get();
        }
        if (profile.properties().keySet().stream().anyMatch(key -> key.startsWith("sso_"))) {
            throw refuse(
                    "Profile " + profile.name(),
                    "it signs in through IAM Identity Center, which is not built in here",
                    "eval \"$(aws configure export-credentials --format env --profile "
                            + profile.name()
                            + ")\" and leave --profile out");
        }
        if (profile.property(ProfileProperty.CREDENTIAL_PROCESS).isPresent()
                || profile.property(ProfileProperty.WEB_IDENTITY_TOKEN_FILE).isPresent()) {
            return new CredentialSource.Profile(profile.name(), configFile, credentialsFile);
        }
        throw refuse(
                "Profile " + profile.name(),
                "it names no credentials",
                "aws configure --profile " + profile.name());
    }

    private CredentialSource role(Profile profile, String role, SequencedSet<String> visited) {
        if (profile.property(ProfileProperty.MFA_SERIAL).isPresent()) {
            throw refuse(
                    "Profile " + profile.name(),
                    "its role asks for a second factor, which is not built in here",
                    "eval \"$(aws configure export-credentials --format env --profile "
                            + profile.name()
                            + ")\" and leave --profile out");
        }
        return new CredentialSource.Role(
                role,
                profile.property(ProfileProperty.ROLE_SESSION_NAME).orElse("wheelhouse"),
                profile.property(ProfileProperty.EXTERNAL_ID),
                profile.property(ProfileProperty.DURATION_SECONDS).map(Integer::valueOf),
                source(profile, visited));
    }

    private CredentialSource source(Profile profile, SequencedSet<String> visited) {
        var source = profile.property(ProfileProperty.SOURCE_PROFILE);
        if (source.isPresent()) {
            // A profile may name itself: the role is then assumed with its own keys.
            if (source.get().equals(profile.name())) {
                return keys(profile)
                        .orElseThrow(() ->
                                refuse(
                                        "Profile " + profile.name(),
                                        "it is its own source_profile and holds no keys",
                                        "aws configure --profile " + profile.name()));
            }
            return credentials(profile(source.get()), visited);
        }
        return switch (profile.property(ProfileProperty.CREDENTIAL_SOURCE).orElse("")) {
            case "Environment" ->
                    environmentKeys()
                            .orElseThrow(() ->
                                    refuse(
                                            "Profile " + profile.name(),
                                            "credential_source is Environment and"
                                                    + " AWS_ACCESS_KEY_ID is not set",
                                            "set AWS_ACCESS_KEY_ID and"
                                                    + " AWS_SECRET_ACCESS_KEY"));
            case "Ec2InstanceMetadata", "EcsContainer" -> new CredentialSource.Machine();
            default ->
                    throw refuse(
                            "Profile " + profile.name(),
                            "it names a role_arn but no source_profile or credential_source",
                            "add source_profile = NAME to it in " + configFile);
        };
    }

    private static Optional<CredentialSource> keys(Profile profile) {
        var id = profile.property(ProfileProperty.AWS_ACCESS_KEY_ID);
        var secret = profile.property(ProfileProperty.AWS_SECRET_ACCESS_KEY);
        if (id.isEmpty() || secret.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new CredentialSource.Keys(
                        id.get(),
                        secret.get(),
                        profile.property(ProfileProperty.AWS_SESSION_TOKEN)));
    }

    private Optional<CredentialSource> environmentKeys() {
        var id = variable("AWS_ACCESS_KEY_ID");
        var secret = variable("AWS_SECRET_ACCESS_KEY");
        if (id.isEmpty() || secret.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new CredentialSource.Keys(id.get(), secret.get(), variable("AWS_SESSION_TOKEN")));
    }

    private String region(Optional<Profile> profile) {
        return variable("AWS_REGION")
                .or(() -> variable("AWS_DEFAULT_REGION"))
                .or(() -> profile.flatMap(it -> it.property(ProfileProperty.REGION)))
                .orElseThrow(() ->
                        refuse(
                                "Choosing a region",
                                profile.map(it -> "profile " + it.name() + " names none")
                                        .orElse("none is set"),
                                profile.map(it ->
                                                "aws configure set region"
                                                        + " us-east-1 --profile "
                                                        + it.name())
                                        .orElse("export AWS_REGION=us-east-1")));
    }

    private Endpoints endpoints(Optional<Profile> profile) {
        if (variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS").orElse("").equalsIgnoreCase("true")) {
            return Endpoints.AWS;
        }
        var services = new HashMap<String, URI>();
        var others = variable("AWS_ENDPOINT_URL").map(value -> url("AWS_ENDPOINT_URL", value));
        if (others.isEmpty() && profile.isPresent()) {
            services.putAll(servicesSection(profile.get()));
            others =
                    profile.get()
                            .property(ProfileProperty.ENDPOINT_URL)
                            .map(value -> url("endpoint_url of " + profile.get().name(), value));
        }
        environment.forEach((name, value) -> {
            if (name.startsWith(SERVICE_VARIABLE) && !value.isBlank()) {
                services.put(
                        name.substring(SERVICE_VARIABLE.length()).toLowerCase(Locale.ROOT),
                        url(name, value));
            }
        });
        return new Endpoints(services, others);
    }

    private Map<String, URI> servicesSection(Profile profile) {
        var name = profile.property("services");
        if (name.isEmpty()) {
            return Map.of();
        }
        var section =
                file.getSection("services", name.get())
                        .orElseThrow(() ->
                                refuse(
                                        "Profile " + profile.name(),
                                        "its services section " + name.get() + " does not exist",
                                        "add [services " + name.get() + "] to " + configFile));
        var services = new HashMap<String, URI>();
        section.properties()
                .forEach((key, value) -> {
                    if (key.endsWith("." + ProfileProperty.ENDPOINT_URL)) {
                        var service = key.substring(0, key.lastIndexOf('.'));
                        services.put(service.toLowerCase(Locale.ROOT), url(key, value));
                    }
                });
        return services;
    }

    private static URI url(String source, String value) {
        try {
            var url = new URI(value.strip());
            if (url.getHost() != null
                    && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException _) {
            // said below, with all other values that are no URL
        }
        throw refuse(source, "not a URL: " + value, "http://HOST:PORT or https://HOST");
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static Path path(Map<String, String> environment, String name, Path home, String file) {
        var value = environment.get(name);
        if (value == null || value.isBlank()) {
            return home.resolve(".aws").resolve(file);
        }
        return value.startsWith("~/") ? home.resolve(value.substring(2)) : Path.of(value);
    }

    static ProfileFile read(Path configFile, Path credentialsFile) {
        var files = new ArrayList<ProfileFile>();
        add(files, credentialsFile, ProfileFile.Type.CREDENTIALS);
        add(files, configFile, ProfileFile.Type.CONFIGURATION);
        var all = ProfileFile.aggregator();
        files.forEach(all::addFile);
        return all.build();
    }

    private static void add(List<ProfileFile> files, Path path, ProfileFile.Type type) {
        if (!Files.exists(path)) {
            return;
        }
        try {
            files.add(ProfileFile.builder().content(path).type(type).build());
        } catch (RuntimeException cause) { // the SDK's parser throws several kinds
            throw new RolloutException(
                    "Reading " + path,
                    Optional.empty(),
                    String.valueOf(cause.getMessage()),
                    "correct the file",
                    cause);
        }
    }

    private static RolloutException refuse(String what, String why, String remedy) {
        return new RolloutException(what, Optional.empty(), why, remedy);
    }
}

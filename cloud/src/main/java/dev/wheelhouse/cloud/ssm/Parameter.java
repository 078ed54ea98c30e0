package dev.wheelhouse.cloud.ssm;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A Systems Manager parameter.
 *
 * @param type {@code String}, {@code StringList} or {@code SecureString}
 * @param value sealed for a SecureString
 * @param version 1 and counting
 * @param tier {@code Standard}, {@code Advanced} or {@code Intelligent-Tiering}
 */
public record Parameter(
        String name,
        String type,
        String value,
        long version,
        Optional<String> description,
        Optional<String> allowedPattern,
        String dataType,
        String tier,
        Map<String, String> tags,
        String modifiedBy,
        Instant modifiedAt) {
    public static final String SECURE = "SecureString";

    /** The key that seals every SecureString here: the one that AWS manages for Systems Manager. */
    public static final String KEY = "alias/aws/ssm";

    public Parameter {
        tags = Map.copyOf(tags);
    }

    /** The same with other tags. */
    public Parameter withTags(Map<String, String> others) {
        return new Parameter(
                name,
                type,
                value,
                version,
                description,
                allowedPattern,
                dataType,
                tier,
                others,
                modifiedBy,
                modifiedAt);
    }

    /** The key that seals it; only a SecureString has one. */
    public Optional<String> keyId() {
        return type.equals(SECURE) ? Optional.of(KEY) : Optional.empty();
    }

    /** The part of the ARN after {@code parameter}: begins with one slash. */
    public static String resource(String name) {
        return "parameter" + (name.startsWith("/") ? name : "/" + name);
    }
}

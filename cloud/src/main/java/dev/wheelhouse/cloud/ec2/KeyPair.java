package dev.wheelhouse.cloud.ec2;

import java.time.Instant;

/**
 * A key pair; the private half is never kept.
 *
 * @param name unique in account and region
 * @param id {@code key-} and 17 hexadecimal digits
 * @param type {@code rsa} or {@code ed25519}
 * @param publicKey in OpenSSH's form
 */
public record KeyPair(
        String name,
        String id,
        String type,
        String fingerprint,
        String publicKey,
        Instant createdAt) {}

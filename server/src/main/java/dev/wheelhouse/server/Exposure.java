package dev.wheelhouse.server;

import java.nio.file.Path;

/** Who can read what goes over the wire. */
public sealed interface Exposure {
    /** Plain HTTP, for programs of this machine alone. */
    record Local() implements Exposure {}

    /**
     * HTTPS.
     *
     * @param certificate a PEM file: the server's certificate and those that it leads to
     * @param key a PEM file: its private key, PKCS #8, not encrypted
     */
    record Encrypted(Path certificate, Path key) implements Exposure {}

    /**
     * Plain HTTP behind a proxy that encrypts. The proxy sets {@code X-Forwarded-For} and {@code
     * X-Forwarded-Proto} itself, lets nobody else set them, and leaves {@code Host} as it is.
     */
    record BehindProxy() implements Exposure {}
}

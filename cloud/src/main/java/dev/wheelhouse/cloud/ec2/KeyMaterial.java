package dev.wheelhouse.cloud.ec2;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.KEY_FORMAT;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes and reads the keys of key pairs: RSA of 2048 bits and Ed25519, in the forms that {@code
 * ssh} reads.
 */
public final class KeyMaterial {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    private KeyMaterial() {}

    /**
     * What is kept of a key.
     *
     * @param type {@code rsa} or {@code ed25519}
     * @param openSsh {@code ssh-rsa AAAA...}
     * @param fingerprint as EC2 shows it
     */
    public record PublicHalf(String type, String openSsh, String fingerprint) {}

    /**
     * A new key.
     *
     * @param privateKey in PEM; given out once
     */
    public record Generated(PublicHalf publicHalf, String privateKey) {}

    /**
     * Makes a key.
     *
     * @param type {@code rsa} or {@code ed25519}
     */
    public static Generated generate(String type, String name, SecureRandom random) {
        try {
            return switch (type) {
                case "rsa" -> rsa(name, random);
                case "ed25519" -> ed25519(name, random);
                default ->
                        throw INVALID_PARAMETER_VALUE.because(
                                "Value (" + type + ") for parameter KeyType is invalid.");
            };
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("Every Java platform has RSA and Ed25519", cause);
        }
    }

    /**
     * Reads a public key in OpenSSH's form.
     *
     * @throws Ec2Refusal if it is none, or of another kind
     */
    public static PublicHalf read(String text) {
        var fields = text.strip().split("\\s+", -1);
        if (fields.length < 2) {
            throw malformed();
        }
        try {
            var blob = Base64.getDecoder().decode(fields[1]);
            var buffer = ByteBuffer.wrap(blob);
            var kind = new String(field(buffer), StandardCharsets.US_ASCII);
            var openSsh = kind + " " + fields[1];
            return switch (kind) {
                case "ssh-ed25519" -> new PublicHalf("ed25519", openSsh, sha256(blob));
                case "ssh-rsa" -> {
                    var exponent = new BigInteger(1, field(buffer));
                    var modulus = new BigInteger(1, field(buffer));
                    if (!List.of(1024, 2048, 3072, 4096).contains(modulus.bitLength())) {
                        throw KEY_FORMAT.because(
                                "Key is not in valid OpenSSH public key format: RSA keys have 1024, 2048, 3072 or 4096 bits");
                    }
                    var encoded =
                            KeyFactory.getInstance("RSA")
                                    .generatePublic(new RSAPublicKeySpec(modulus, exponent))
                                    .getEncoded();
                    yield new PublicHalf("rsa", openSsh, COLONS.formatHex(digest("MD5", encoded)));
                }
                default -> throw malformed();
            };
        } catch (IllegalArgumentException
                | java.nio.BufferUnderflowException
                | GeneralSecurityException _) {
            throw malformed();
        }
    }

    private static Generated rsa(String name, SecureRandom random) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048, random);
        var pair = generator.generateKeyPair();
        var open = (RSAPublicKey) pair.getPublic();
        var blob = new ByteArrayOutputStream();
        writeField(blob, "ssh-rsa".getBytes(StandardCharsets.US_ASCII));
        writeField(blob, open.getPublicExponent().toByteArray());
        writeField(blob, open.getModulus().toByteArray());
        var secret = (RSAPrivateCrtKey) pair.getPrivate();
        var numbers = new ByteArrayOutputStream();
        for (var number :
                List.of(
                        BigInteger.ZERO,
                        secret.getModulus(),
                        secret.getPublicExponent(),
                        secret.getPrivateExponent(),
                        secret.getPrimeP(),
                        secret.getPrimeQ(),
                        secret.getPrimeExponentP(),
                        secret.getPrimeExponentQ(),
                        secret.getCrtCoefficient())) {
            writeDer(numbers, 0x02, number.toByteArray());
        }
        var pkcs1 = new ByteArrayOutputStream();
        writeDer(pkcs1, 0x30, numbers.toByteArray());
        return new Generated(
                new PublicHalf(
                        "rsa",
                        "ssh-rsa " + base64(blob.toByteArray()) + " " + name,
                        COLONS.formatHex(digest("SHA-1", secret.getEncoded()))),
                pem("RSA PRIVATE KEY", pkcs1.toByteArray()));
    }

    private static Generated ed25519(String name, SecureRandom random)
            throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, random);
        var pair = generator.generateKeyPair();
        var point = littleEndian((EdECPublicKey) pair.getPublic());
        var encoded = pair.getPrivate().getEncoded();
        var seed = java.util.Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        var kind = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
        var blob = new ByteArrayOutputStream();
        writeField(blob, kind);
        writeField(blob, point);
        var secret = new ByteArrayOutputStream();
        var check = ByteBuffer.allocate(4).putInt(random.nextInt()).array();
        secret.writeBytes(check);
        secret.writeBytes(check);
        writeField(secret, kind);
        writeField(secret, point);
        writeField(secret, ByteBuffer.allocate(64).put(seed).put(point).array());
        writeField(secret, name.getBytes(StandardCharsets.UTF_8));
        for (int padding = 1; secret.size() % 8 != 0; padding++) {
            secret.write(padding);
        }
        var file = new ByteArrayOutputStream();
        file.writeBytes("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
        writeField(file, "none".getBytes(StandardCharsets.US_ASCII));
        writeField(file, "none".getBytes(StandardCharsets.US_ASCII));
        writeField(file, new byte[0]);
        file.writeBytes(new byte[] {0, 0, 0, 1});
        writeField(file, blob.toByteArray());
        writeField(file, secret.toByteArray());
        return new Generated(
                new PublicHalf(
                        "ed25519",
                        "ssh-ed25519 " + base64(blob.toByteArray()) + " " + name,
                        sha256(blob.toByteArray())),
                pem("OPENSSH PRIVATE KEY", file.toByteArray()));
    }

    /** RFC 8032: the y coordinate, least byte first, with the sign of x in the last bit. */
    private static byte[] littleEndian(EdECPublicKey key) {
        var y = key.getPoint().getY();
        var bytes = new byte[32];
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] = y.shiftRight(8 * index).byteValue();
        }
        if (key.getPoint().isXOdd()) {
            bytes[31] |= (byte) 0x80;
        }
        return bytes;
    }

    private static byte[] field(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException("A field is longer than the key");
        }
        var bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private static void writeField(ByteArrayOutputStream out, byte[] bytes) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private static void writeDer(ByteArrayOutputStream out, int tag, byte[] content) {
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else if (content.length < 0x100) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
    }

    private static String pem(String label, byte[] content) {
        var lines =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----";
    }

    private static String sha256(byte[] blob) throws GeneralSecurityException {
        return base64(digest("SHA-256", blob));
    }

    private static byte[] digest(String algorithm, byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance(algorithm).digest(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Ec2Refusal malformed() {
        return KEY_FORMAT.because("Key is not in valid OpenSSH public key format");
    }
}

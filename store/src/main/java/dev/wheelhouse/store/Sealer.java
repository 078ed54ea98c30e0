package dev.wheelhouse.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets before they rest: AES-256-GCM under a key that lies beside the database, not in it.
 * Thread-safe; shows nothing of the key.
 *
 * <p>A sealed text is {@code v1.} and the base64url text of 12 random bytes, the encrypted bytes
 * and a 16-byte tag. It opens only in the context that it was sealed in, for example {@code
 * access-key/AKIA…}: copied to another row it is refused.
 */
public final class Sealer {
    private static final String VERSION = "v1.";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    static final String CHECK = "seal_check";

    private static final String FIND_CHECK = "SELECT value FROM setting WHERE name = :name";
    private static final String SET_CHECK =
            "INSERT INTO setting (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING";

    private final SecretKey key;
    private final SecureRandom random;

    /**
     * Those that nobody uses just now: finding one among the providers takes longer than its use.
     */
    private final Queue<Cipher> ciphers = new ConcurrentLinkedQueue<>();

    private Sealer(byte[] key, SecureRandom random) {
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
    }

    /** The key file: what {@code WHEELHOUSE_KEY_FILE} names, or {@code key} in the data folder. */
    public static Path keyFile(Map<String, String> environment, Path data) {
        return KeyFile.of(environment, data);
    }

    /**
     * Reads the key file and proves that it is the one that the database is sealed with. Makes the
     * file, with mode 0600, when neither of them has been used yet.
     *
     * @throws SealException if the file is missing though the database is sealed, is open to
     *     others, holds no key, or holds another key
     */
    public static Sealer open(Database database, Path keyFile, SecureRandom random) {
        var check = database.read(Sealer::check);
        if (Files.notExists(keyFile)) {
            if (check.isPresent()) {
                throw new SealException(
                        "The key file "
                                + keyFile
                                + " is missing, and the secrets in this database are sealed with"
                                + " it. Restore it from a backup, or name it in"
                                + " WHEELHOUSE_KEY_FILE");
            }
            KeyFile.create(keyFile, random);
        }
        var sealer = new Sealer(KeyFile.read(keyFile), random);
        sealer.prove(keyFile, check.orElseGet(() -> sealer.setCheck(database)));
        return sealer;
    }

    /**
     * Proves that a key file is the one that some database is sealed with.
     *
     * @param check what the database keeps under {@link #CHECK}
     * @throws SealException if the file is open to others, holds no key, or holds another key
     */
    static void prove(Path keyFile, String check, SecureRandom random) {
        new Sealer(KeyFile.read(keyFile), random).prove(keyFile, check);
    }

    private void prove(Path keyFile, String expected) {
        try {
            open(CHECK, expected);
        } catch (SealException cause) {
            throw new SealException(
                    "The key file "
                            + keyFile
                            + " holds another key than the one that this database is sealed with."
                            + " Restore the right one, or name it in WHEELHOUSE_KEY_FILE",
                    cause);
        }
    }

    /**
     * Seals bytes.
     *
     * @param context where they belong; the same is needed to open them
     */
    public String seal(String context, byte[] plain) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var encrypted =
                    with(Cipher.ENCRYPT_MODE, context, nonce, cipher -> cipher.doFinal(plain));
            var sealed = ByteBuffer.allocate(NONCE_BYTES + encrypted.length);
            sealed.put(nonce).put(encrypted);
            return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.array());
        } catch (GeneralSecurityException cause) {
            throw new SealException("Cannot seal for " + context, cause);
        }
    }

    /** Seals text. */
    public String seal(String context, String plain) {
        return seal(context, plain.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Opens a sealed text.
     *
     * @throws SealException if it was altered, belongs to another context, or was sealed with
     *     another key
     */
    public byte[] open(String context, String sealed) {
        var bytes = decode(context, sealed);
        try {
            var nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            return with(
                    Cipher.DECRYPT_MODE,
                    context,
                    nonce,
                    cipher -> cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
        } catch (AEADBadTagException cause) {
            throw new SealException(
                    "What is sealed for "
                            + context
                            + " was altered, belongs elsewhere, or was sealed with another key",
                    cause);
        } catch (GeneralSecurityException cause) {
            throw new SealException("Cannot open what is sealed for " + context, cause);
        }
    }

    /** Opens sealed text, as {@link #open}. */
    public String openText(String context, String sealed) {
        return new String(open(context, sealed), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Sealer[****]";
    }

    private static byte[] decode(String context, String sealed) {
        if (!sealed.startsWith(VERSION)) {
            throw new SealException("What is stored for " + context + " is not sealed");
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(sealed.substring(VERSION.length()));
            if (bytes.length >= NONCE_BYTES + TAG_BITS / Byte.SIZE) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new SealException("What is sealed for " + context + " is damaged");
    }

    /** What one use of a cipher makes. */
    @FunctionalInterface
    private interface Use {
        byte[] of(Cipher cipher) throws GeneralSecurityException;
    }

    /** One that failed is not used again. */
    private byte[] with(int mode, String context, byte[] nonce, Use use)
            throws GeneralSecurityException {
        var idle = ciphers.poll();
        var cipher = idle == null ? Cipher.getInstance("AES/GCM/NoPadding") : idle;
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((VERSION + context).getBytes(StandardCharsets.UTF_8));
        var made = use.of(cipher);
        ciphers.add(cipher);
        return made;
    }

    private static Optional<String> check(dev.wheelhouse.store.sql.Handle db) {
        return db.createQuery(FIND_CHECK).bind("name", CHECK).mapTo(String.class).findOne();
    }

    private String setCheck(Database database) {
        return database.write(db -> {
            db.createUpdate(SET_CHECK)
                    .bind("name", CHECK)
                    .bind("value", seal(CHECK, "Wheelhouse"))
                    .execute();
            return check(db).orElseThrow();
        });
    }
}

package dev.wheelhouse.stacks.operation;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.stacks.Signal;
import dev.wheelhouse.stacks.WaitHandleUrl;
import dev.wheelhouse.stacks.sql.SignalStore;
import dev.wheelhouse.stacks.sql.SignalStore.Target;
import dev.wheelhouse.stacks.sql.WaitHandleStore;
import dev.wheelhouse.stacks.sql.WaitHandleStore.WaitHandle;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.sql.Handle;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The handles of wait conditions: made for a stack, signalled by whoever has the URL, asked by the
 * wait condition. Each method runs in the transaction of the handle it is given. Thread-safe.
 */
public final class WaitHandles {
    private static final int SIGNATURE_BYTES = 32;
    private static final int ID_BYTES = 16;

    private final WaitHandleStore handles = new WaitHandleStore();
    private final SignalStore signals;
    private final InstantSource clock;
    private final SecureRandom random;

    public WaitHandles(Sealer sealer, InstantSource clock, SecureRandom random) {
        this.signals = new SignalStore(sealer);
        this.clock = clock;
        this.random = random;
    }

    /** Makes a handle for a resource of a stack. */
    public WaitHandleUrl create(
            Handle db, AccountId account, Region region, String stackId, String logicalId) {
        var signature =
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SIGNATURE_BYTES));
        var url =
                new WaitHandleUrl(
                        account, region, HexFormat.of().formatHex(bytes(ID_BYTES)), signature);
        handles.insert(
                db,
                account,
                region,
                url.handleId(),
                new WaitHandle(hash(signature), stackId, logicalId),
                clock.instant());
        return url;
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The handle of a URL; empty when there is none, or the URL is not signed by it. */
    public Optional<WaitHandle> find(Handle db, WaitHandleUrl url) {
        var given = hash(url.signature()).getBytes(StandardCharsets.US_ASCII);
        return handles.find(db, url.account(), url.region(), url.handleId())
                .filter(handle ->
                        MessageDigest.isEqual(
                                handle.signatureHash().getBytes(StandardCharsets.US_ASCII), given));
    }

    /**
     * Takes a signal for a handle that {@link #find} gave.
     *
     * @return whether it is the first of its sender: later ones change nothing
     */
    public boolean signal(Handle db, WaitHandleUrl url, Signal signal) {
        return signals.insert(db, target(url), signal, clock.instant());
    }

    /** The signals that a handle was sent, oldest first. */
    public List<Signal> signals(Handle db, WaitHandleUrl url) {
        return signals.of(db, target(url));
    }

    /** Forgets a handle and its signals. */
    public void delete(Handle db, WaitHandleUrl url) {
        handles.delete(db, url.account(), url.region(), url.handleId());
        signals.delete(db, target(url));
    }

    private static Target target(WaitHandleUrl url) {
        return Target.handle(url.account(), url.region(), url.handleId());
    }

    private static String hash(String signature) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(signature.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException cause) {
            throw new IllegalStateException("Every JDK has SHA-256", cause);
        }
    }
}

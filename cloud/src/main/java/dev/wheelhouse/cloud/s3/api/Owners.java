package dev.wheelhouse.cloud.s3.api;

import dev.wheelhouse.identity.AccountId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import software.amazon.awssdk.services.s3.model.Owner;

/** Accounts by their canonical user ids: 64 hexadecimal digits that follow from the account id. */
final class Owners {
    private Owners() {}

    static Owner of(AccountId account) {
        return Owner.builder().id(canonicalId(account)).build();
    }

    private static String canonicalId(AccountId account) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(
                                            ("canonical-user/" + account)
                                                    .getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException cause) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", cause);
        }
    }
}

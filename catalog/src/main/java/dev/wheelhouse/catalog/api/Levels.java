package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_NOT_FOUND;

import dev.wheelhouse.catalog.ProvisionedProduct.Owner;
import dev.wheelhouse.catalog.Whose;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.AccessLevelFilter;

/**
 * Whose provisioned products and records a caller may deal with. Policies tell the levels apart by
 * {@code servicecatalog:accountLevel}, {@code :roleLevel} and {@code :userLevel}, each {@code
 * self}.
 */
enum Levels {
    /** All of the account's. */
    ACCOUNT("Account", "accountLevel"),
    /** Those of the caller's user or role. */
    ROLE("Role", "roleLevel"),
    /** Those of the caller's user or very session. */
    USER("User", "userLevel");

    private static final String PREFIX = "servicecatalog:";

    private final String key;
    private final String conditionKey;

    Levels(String key, String conditionKey) {
        this.key = key;
        this.conditionKey = conditionKey;
    }

    /** What a list at this level shows. */
    Whose whose(Call call) {
        return switch (this) {
            case ACCOUNT -> new Whose.Anybody();
            case ROLE -> new Whose.OfPrincipal(call.caller().principalArn());
            case USER -> new Whose.OfSession(call.caller().arn());
        };
    }

    /** Whether what somebody launched is at this level the caller's. */
    private boolean covers(Call call, Owner owner) {
        return switch (this) {
            case ACCOUNT -> true;
            case ROLE -> owner.arn().equals(call.caller().principalArn());
            case USER -> owner.sessionArn().equals(call.caller().arn());
        };
    }

    /**
     * Returns when the caller may deal with what somebody launched.
     *
     * @param kind what it is, for the message of a caller that may deal with others only
     */
    static void require(
            Call call, AccessRequest question, Optional<Owner> owner, String kind, String id) {
        if (owner.isPresent() && call.allowed(about(call, question, owner.get()))) {
            return;
        }
        call.require(USER.asked(question));
        throw RESOURCE_NOT_FOUND.because(kind + " " + id + " not found.");
    }

    private static AccessRequest about(Call call, AccessRequest question, Owner owner) {
        var about = question;
        for (var level : values()) {
            if (level.covers(call, owner)) {
                about = about.with(PREFIX + level.conditionKey, "self");
            }
        }
        return about;
    }

    /** The question about everything at this level: narrower levels are part of it. */
    private AccessRequest asked(AccessRequest question) {
        var asked = question;
        for (var level : values()) {
            if (level.compareTo(this) <= 0) {
                asked = asked.with(PREFIX + level.conditionKey, "self");
            }
        }
        return asked;
    }

    /** Documents of different years call the only value self and Self. */
    private static void requireSelf(@Nullable String value) {
        if (value == null || !value.equalsIgnoreCase("self")) {
            throw INVALID_PARAMETERS.because(
                    "The only value of an AccessLevelFilter is self"
                            + (value == null ? ", which must be given." : ", not " + value + "."));
        }
    }

    /**
     * The level of a list: the one that the request names, or the widest that the policies allow
     * among the action's own default and the narrower ones.
     */
    static Levels of(Call call, String action, @Nullable AccessLevelFilter filter, Levels widest) {
        var question = AuthorizedLookup.about(action);
        if (filter != null && filter.keyAsString() != null) {
            requireSelf(filter.value());
            var named =
                    List.of(values()).stream()
                            .filter(level -> level.key.equals(filter.keyAsString()))
                            .findFirst()
                            .orElseThrow(() ->
                                    INVALID_PARAMETERS.because(
                                            "Invalid AccessLevelFilter key: "
                                                    + filter.keyAsString()));
            call.require(named.asked(question));
            return named;
        }
        for (var level : values()) {
            if (level.compareTo(widest) >= 0 && call.allowed(level.asked(question))) {
                return level;
            }
        }
        call.require(widest.asked(question));
        return widest;
    }
}

package dev.wheelhouse.identity.access;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.Role;
import dev.wheelhouse.identity.User;
import dev.wheelhouse.identity.sql.AccountStore;
import dev.wheelhouse.identity.sql.RoleStore;
import dev.wheelhouse.identity.sql.UserStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The users and roles that a resource's policy names, by their unique ids. A policy is kept with
 * {@code AIDA...} and {@code AROA...} in the place of ARNs, so that who is made anew under the name
 * of somebody deleted gets nothing of what that one was allowed; it is shown with ARNs, and with
 * the id of who is no more. IAM User Guide, "AWS JSON policy elements: Principal".
 *
 * <p>Of accounts that are not here nothing is known: what a policy says of them is kept as it is,
 * since templates name accounts of AWS and of vendors.
 *
 * <p>Thread-safe; each method reads in the transaction of the handle it is given.
 */
public final class PrincipalIds {
    private static final Pattern ID = Pattern.compile("(A(?:IDA|ROA)[A-Z0-9]{17})(?::(.+))?");

    private final UserStore users = new UserStore();
    private final RoleStore roles = new RoleStore();
    private final AccountStore accounts = new AccountStore();

    /**
     * A policy as it is kept.
     *
     * @param policy the text of a well-formed policy of a resource
     * @throws UnknownPrincipalException if somebody it names does not exist
     */
    public String kept(Handle db, String policy) {
        return each(policy, principal -> keptOne(db, principal));
    }

    /** A kept policy as it is shown. */
    public String shown(Handle db, String policy) {
        var mayNameIds = policy.contains("AIDA") || policy.contains("AROA");
        return mayNameIds ? each(policy, principal -> arn(db, principal)) : policy;
    }

    private String keptOne(Handle db, String principal) {
        if (ID.matcher(principal).matches()) {
            if (arn(db, principal).equals(principal)) {
                throw new UnknownPrincipalException(principal);
            }
            return principal;
        }
        if (!principal.startsWith("arn:")) {
            return principal;
        }
        var arn = Arn.parse(principal);
        var account = new AccountId(arn.account());
        if (arn.resourceType().equals("root") || accounts.find(db, account).isEmpty()) {
            return principal;
        }
        return switch (arn.resourceType()) {
            case "user" ->
                    users.find(db, account, arn.resourceName())
                            .filter(user -> user.arn().equals(principal))
                            .map(User::id)
                            .orElseThrow(() -> new UnknownPrincipalException(principal));
            case "role" ->
                    roles.find(db, account, arn.resourceName())
                            .filter(role -> role.arn().equals(principal))
                            .map(Role::id)
                            .orElseThrow(() -> new UnknownPrincipalException(principal));
            case "assumed-role" -> session(db, account, arn, principal);
            default -> throw new UnknownPrincipalException(principal);
        };
    }

    private String session(Handle db, AccountId account, Arn arn, String principal) {
        var parts = arn.resource().split("/", -1);
        return Optional.of(parts)
                .filter(named -> named.length == 3)
                .flatMap(named -> roles.find(db, account, named[1]))
                .map(role -> role.id() + ":" + parts[2])
                .orElseThrow(() -> new UnknownPrincipalException(principal));
    }

    /** The ARN of an id; of nobody's, and of everything else, the text itself. */
    private String arn(Handle db, String principal) {
        var id = ID.matcher(principal);
        if (!id.matches()) {
            return principal;
        }
        var session = Optional.ofNullable(id.group(2));
        return session.isPresent()
                ? roles.findById(db, id.group(1))
                        .map(role -> role.sessionArn(session.get()))
                        .orElse(principal)
                : users.findById(db, principal)
                        .map(User::arn)
                        .or(() -> roles.findById(db, principal).map(Role::arn))
                        .orElse(principal);
    }

    private static String each(String policy, UnaryOperator<String> principal) {
        var document = Json.readObject(policy);
        var changed = document;
        var statements = document.get("Statement");
        if (statements.isPresent()) {
            changed = document.with("Statement", statements(statements.get(), principal));
        }
        return changed.equals(document) ? policy : Json.write(changed);
    }

    private static Value statements(Value value, UnaryOperator<String> principal) {
        return switch (value) {
            case Value.Items(var items) ->
                    Value.list(items.stream().map(item -> statements(item, principal)).toList());
            case Value.Members statement -> {
                var changed = statement;
                for (var name : List.of("Principal", "NotPrincipal")) {
                    if (statement.get(name).orElse(null) instanceof Value.Members named) {
                        changed = changed.with(name, principals(named, principal));
                    }
                }
                yield changed;
            }
            default -> value;
        };
    }

    private static Value principals(Value.Members named, UnaryOperator<String> principal) {
        var given = named.get("AWS");
        return given.isEmpty() ? named : named.with("AWS", texts(given.get(), principal));
    }

    private static Value texts(Value value, UnaryOperator<String> principal) {
        return switch (value) {
            case Value.Items(var items) ->
                    Value.list(items.stream().map(item -> texts(item, principal)).toList());
            case Value.Text(var text) -> Value.text(principal.apply(text));
            default -> value;
        };
    }
}

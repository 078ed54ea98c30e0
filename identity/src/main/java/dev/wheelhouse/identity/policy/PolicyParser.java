package dev.wheelhouse.identity.policy;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.MalformedJsonException;
import dev.wheelhouse.document.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A policy's text to a {@link PolicyDocument}, with IAM's complaints. What is no policy at all is
 * complained about at once; of everything else that IAM refuses, the complaint of the first {@link
 * Check} is answered.
 */
final class PolicyParser {
    /**
     * What IAM looks at, in its order, once the grammar is right: so its answers to documents with
     * several faults have shown.
     */
    private enum Check {
        LEGACY,
        UNIQUE_SIDS,
        SOME_ACTIONS,
        RESOURCE_FORMAT,
        ACTION_FORMAT,
        SOME_RESOURCES
    }

    private static final Set<String> VERSIONS = Set.of("2008-10-17", "2012-10-17");
    private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_MEMBERS =
            Set.of(
                    "Sid",
                    "Effect",
                    "Principal",
                    "NotPrincipal",
                    "Action",
                    "NotAction",
                    "Resource",
                    "NotResource",
                    "Condition");
    private static final Map<String, Principals.Kind> PRINCIPAL_KINDS =
            Map.of(
                    "AWS", Principals.Kind.AWS,
                    "Service", Principals.Kind.SERVICE,
                    "Federated", Principals.Kind.FEDERATED,
                    "CanonicalUser", Principals.Kind.CANONICAL_USER);
    private static final Pattern VENDOR = Pattern.compile("[a-zA-Z0-9.-]+");
    private static final Pattern SID = Pattern.compile("[0-9A-Za-z]*");
    private static final Pattern STS_ACTION =
            Pattern.compile(
                    "sts:(AssumeRole|AssumeRoleWithSAML|AssumeRoleWithWebIdentity|TagSession"
                            + "|SetSourceIdentity|SetContext)",
                    Pattern.CASE_INSENSITIVE);
    private static final String SYNTAX = "Syntax errors in policy.";
    private static final String VENDOR_MISSING =
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";

    private final PolicyDocument.Kind kind;
    private final boolean variables;
    private final EnumMap<Check, String> complaints = new EnumMap<>(Check.class);

    private PolicyParser(PolicyDocument.Kind kind, boolean variables) {
        this.kind = kind;
        this.variables = variables;
    }

    /**
     * Reads a policy that is to be kept.
     *
     * @throws MalformedPolicyException if IAM would not keep it
     */
    static PolicyDocument parse(String text, PolicyDocument.Kind kind) {
        return parse(text, kind, true);
    }

    /**
     * Reads a policy that was kept before: what it says counts, also where it would be refused now.
     *
     * @throws MalformedPolicyException if it is no policy at all
     */
    static PolicyDocument read(String text, PolicyDocument.Kind kind) {
        return parse(text, kind, false);
    }

    private static PolicyDocument parse(String text, PolicyDocument.Kind kind, boolean checked) {
        Value.Members document;
        try {
            document = Json.readObject(text);
        } catch (MalformedJsonException notJson) {
            throw new MalformedPolicyException(
                    kind == PolicyDocument.Kind.TRUST
                            ? "This policy contains invalid Json"
                            : SYNTAX);
        }
        for (var name : document.values().keySet()) {
            require(MEMBERS.contains(name), SYNTAX);
        }
        var version = document.get("Version").map(PolicyParser::text).orElse("2008-10-17");
        require(VERSIONS.contains(version), SYNTAX);
        var id = document.get("Id").map(PolicyParser::text);
        var parser = new PolicyParser(kind, version.equals("2012-10-17"));
        var statements = new ArrayList<Statement>();
        var sids = new HashSet<String>();
        for (var value : oneOrMany(document.get("Statement").orElse(new Value.Null()))) {
            if (!(value instanceof Value.Members members)) {
                throw new MalformedPolicyException(SYNTAX);
            }
            var statement = parser.statement(members, statements.size() + 1);
            parser.check(
                    Check.UNIQUE_SIDS,
                    statement.sid().filter(sid -> !sid.isEmpty()).map(sids::add).orElse(true),
                    "Statement IDs (SID) in a single policy must be unique.");
            statements.add(statement);
        }
        require(!statements.isEmpty(), SYNTAX);
        if (checked) {
            parser.complaints.values().stream()
                    .findFirst()
                    .ifPresent(complaint -> {
                        throw new MalformedPolicyException(complaint);
                    });
        }
        return new PolicyDocument(version, id, statements);
    }

    private Statement statement(Value.Members members, int number) {
        for (var name : members.values().keySet()) {
            require(
                    STATEMENT_MEMBERS.contains(name),
                    kind == PolicyDocument.Kind.TRUST ? "Has prohibited field " + name : SYNTAX);
        }
        var sid = members.get("Sid").map(PolicyParser::text);
        require(
                kind == PolicyDocument.Kind.RESOURCE
                        || sid.map(text -> SID.matcher(text).matches()).orElse(true),
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the"
                        + " regular expression [0-9A-Za-z]*");
        return new Statement(
                number,
                sid,
                effect(members),
                principals(members),
                actions(members),
                resources(members),
                conditions(members));
    }

    private Effect effect(Value.Members members) {
        var text =
                members.get("Effect")
                        .map(PolicyParser::text)
                        .orElseThrow(() -> new MalformedPolicyException(missing("Effect")));
        return switch (text) {
            case "Allow" -> Effect.ALLOW;
            case "Deny" -> Effect.DENY;
            default ->
                    throw new MalformedPolicyException(
                            text.equalsIgnoreCase("Allow") || text.equalsIgnoreCase("Deny")
                                    ? PolicyValues.LEGACY
                                    : SYNTAX);
        };
    }

    private String missing(String name) {
        return kind == PolicyDocument.Kind.TRUST ? "Missing required field " + name : SYNTAX;
    }

    private Optional<Statement.Who> principals(Value.Members members) {
        var included = members.get("Principal");
        var excluded = members.get("NotPrincipal");
        require(included.isEmpty() || excluded.isEmpty(), SYNTAX);
        switch (kind) {
            case IDENTITY ->
                    require(
                            included.isEmpty() && excluded.isEmpty(),
                            "Policy document should not specify a principal.");
            case TRUST -> {
                require(excluded.isEmpty(), "Has prohibited field NotPrincipal");
                require(included.isPresent(), missing("Principal"));
            }
            case RESOURCE ->
                    require(
                            included.isPresent() || excluded.isPresent(),
                            "Missing required field Principal");
        }
        return included.map(value -> new Statement.Who(false, principals(value)))
                .or(() -> excluded.map(value -> new Statement.Who(true, principals(value))));
    }

    private Principals principals(Value value) {
        if (value instanceof Value.Text(String text)) {
            require(text.equals("*"), "Invalid principal in policy: \"" + text + "\"");
            return new Principals.Everybody();
        }
        if (!(value instanceof Value.Members members) || members.values().isEmpty()) {
            throw new MalformedPolicyException("Invalid principal in policy");
        }
        var named = new ArrayList<Principals.Named>();
        members.values()
                .forEach((name, texts) -> {
                    var principalKind = PRINCIPAL_KINDS.get(name);
                    if (principalKind == null) {
                        throw new MalformedPolicyException(
                                "Invalid principal in policy: \"" + name + "\"");
                    }
                    var values = texts(texts);
                    require(!values.isEmpty(), "Invalid principal in policy: \"" + name + "\":[]");
                    if (principalKind == Principals.Kind.AWS) {
                        for (var text : values) {
                            require(
                                    Principals.isAwsPrincipal(text),
                                    "Invalid principal in policy: \"AWS\":\"" + text + "\"");
                        }
                    }
                    named.add(new Principals.Named(principalKind, values));
                });
        return new Principals.Listed(named);
    }

    private Statement.Actions actions(Value.Members members) {
        var included = members.get("Action");
        var excluded = members.get("NotAction");
        require(included.isEmpty() || excluded.isEmpty(), SYNTAX);
        var texts = included.or(() -> excluded).map(PolicyParser::texts).orElse(List.of());
        check(Check.SOME_ACTIONS, !texts.isEmpty(), "Policy statement must contain actions.");
        for (var action : texts) {
            requireAction(action);
        }
        return new Statement.Actions(excluded.isPresent(), texts.stream().map(Glob::of).toList());
    }

    private void requireAction(String action) {
        if (action.equals("*")) {
            require(
                    kind != PolicyDocument.Kind.TRUST,
                    "AssumeRole policy may only specify STS AssumeRole actions.");
            return;
        }
        var colon = action.indexOf(':');
        check(Check.ACTION_FORMAT, colon >= 0, VENDOR_MISSING);
        check(
                Check.ACTION_FORMAT,
                action.indexOf(':', colon + 1) < 0,
                "Actions/Condition can contain only one colon.");
        var vendor = colon < 0 ? "*" : action.substring(0, colon);
        check(
                Check.ACTION_FORMAT,
                vendor.equals("*") || VENDOR.matcher(vendor).matches(),
                "Vendor " + vendor + " is not valid");
        if (kind == PolicyDocument.Kind.TRUST) {
            check(
                    Check.ACTION_FORMAT,
                    STS_ACTION.matcher(action).matches() || action.contains("*"),
                    "AssumeRole policy may only specify STS AssumeRole actions.");
        }
    }

    private Optional<Statement.Resources> resources(Value.Members members) {
        var included = members.get("Resource");
        var excluded = members.get("NotResource");
        require(included.isEmpty() || excluded.isEmpty(), SYNTAX);
        if (kind == PolicyDocument.Kind.TRUST) {
            require(included.isEmpty(), "Has prohibited field Resource");
            require(excluded.isEmpty(), "Has prohibited field NotResource");
            return Optional.empty();
        }
        var texts = included.or(() -> excluded).map(PolicyParser::texts).orElse(List.of());
        check(Check.SOME_RESOURCES, !texts.isEmpty(), "Policy statement must contain resources.");
        for (var resource : texts) {
            PolicyValues.resourceComplaint(resource)
                    .ifPresentOrElse(
                            complaint -> check(Check.RESOURCE_FORMAT, false, complaint),
                            () ->
                                    check(
                                            Check.LEGACY,
                                            PolicyValues.isResource(resource),
                                            PolicyValues.LEGACY));
        }
        return Optional.of(
                new Statement.Resources(
                        excluded.isPresent(), texts.stream().map(this::template).toList()));
    }

    private List<Condition> conditions(Value.Members members) {
        var value = members.get("Condition");
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof Value.Members operators)) {
            throw new MalformedPolicyException(SYNTAX);
        }
        var conditions = new ArrayList<Condition>();
        operators
                .values()
                .forEach((operator, keys) -> {
                    if (!(keys instanceof Value.Members wanted)) {
                        throw new MalformedPolicyException(SYNTAX);
                    }
                    wanted.values()
                            .forEach((key, texts) ->
                                    conditions.add(condition(operator, key, scalars(texts))));
                });
        return conditions;
    }

    private Condition condition(String operator, String key, List<String> wanted) {
        var condition =
                Condition.of(operator, key, wanted.stream().map(this::template).toList())
                        .orElseThrow(() ->
                                new MalformedPolicyException(
                                        kind == PolicyDocument.Kind.IDENTITY
                                                ? SYNTAX
                                                : "Invalid Condition type : " + operator + "."));
        if (kind != PolicyDocument.Kind.RESOURCE
                && condition instanceof Condition.Compare comparison) {
            for (var value : wanted) {
                check(
                        Check.LEGACY,
                        (variables && value.contains("${"))
                                || PolicyValues.fits(comparison.operator(), value),
                        PolicyValues.LEGACY);
            }
        }
        return condition;
    }

    private Template template(String text) {
        return variables ? Template.of(text) : Template.plain(text);
    }

    private static String text(Value value) {
        if (value instanceof Value.Text(String text)) {
            return text;
        }
        throw new MalformedPolicyException(SYNTAX);
    }

    private static List<String> texts(Value value) {
        return oneOrMany(value).stream().map(PolicyParser::text).toList();
    }

    /** Condition values may be numbers and booleans too. */
    private static List<String> scalars(Value value) {
        return oneOrMany(value).stream()
                .map(one -> one.scalar().orElseThrow(() -> new MalformedPolicyException(SYNTAX)))
                .toList();
    }

    private static List<Value> oneOrMany(Value value) {
        return switch (value) {
            case Value.Items items -> items.values();
            case Value.Null _ -> throw new MalformedPolicyException(SYNTAX);
            case Value.Text _, Value.Num _, Value.Bool _, Value.Members _ -> List.of(value);
        };
    }

    private void check(Check check, boolean holds, String complaint) {
        if (!holds) {
            complaints.putIfAbsent(check, complaint);
        }
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new MalformedPolicyException(complaint);
        }
    }
}

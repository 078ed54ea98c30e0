package dev.wheelhouse.identity.policy;

import dev.wheelhouse.identity.Arn;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The {@code Principal} of a resource's policy. IAM User Guide, "AWS JSON policy elements:
 * Principal".
 */
public sealed interface Principals {
    /** How closely a policy names who asks; the closer, the less else is needed to allow. */
    enum Closeness {
        /** Not named. */
        NONE,
        /** The account is named: its own policies must allow too. */
        ACCOUNT,
        /** Everybody, or the role of a session: boundary and session policy still limit. */
        ROLE,
        /** The very user, role session or service. */
        EXACT
    }

    /** The texts of one kind: {@code {"AWS": [...]}}. */
    record Named(Kind kind, List<String> values) {}

    /** The kinds of principals. */
    enum Kind {
        AWS,
        SERVICE,
        FEDERATED,
        CANONICAL_USER
    }

    /** {@code "*"}: everybody. */
    record Everybody() implements Principals {}

    /** All that is named, by kind. */
    record Listed(List<Named> named) implements Principals {}

    /** How closely these name the subject. */
    default Closeness closeness(Subject subject) {
        return switch (this) {
            case Everybody _ -> Closeness.ROLE;
            case Listed listed -> {
                var closest = Closeness.NONE;
                for (var named : listed.named()) {
                    for (var value : named.values()) {
                        var closeness = closeness(named.kind(), value, subject);
                        closest = closeness.compareTo(closest) > 0 ? closeness : closest;
                    }
                }
                yield closest;
            }
        };
    }

    private static Closeness closeness(Kind kind, String value, Subject subject) {
        return switch (kind) {
            case SERVICE ->
                    subject.kind() == Subject.Kind.SERVICE && value.equals(subject.arn())
                            ? Closeness.EXACT
                            : Closeness.NONE;
            case FEDERATED, CANONICAL_USER -> Closeness.NONE;
            case AWS -> {
                if (subject.kind() == Subject.Kind.SERVICE) {
                    yield value.equals("*") ? Closeness.ROLE : Closeness.NONE;
                }
                if (value.equals("*")) {
                    yield Closeness.ROLE;
                }
                if (value.equals(subject.arn()) || value.equals(subject.uniqueId())) {
                    yield Closeness.EXACT;
                }
                if (value.equals(subject.principalArn()) || value.equals(subject.id())) {
                    yield Closeness.ROLE;
                }
                var account = subject.account().value();
                yield value.equals(account) || value.equals("arn:aws:iam::" + account + ":root")
                        ? Closeness.ACCOUNT
                        : Closeness.NONE;
            }
        };
    }

    /** Whether the text can stand under {@code "AWS"}. */
    static boolean isAwsPrincipal(String text) {
        if (text.equals("*")
                || Formats.ACCOUNT.matcher(text).matches()
                || Formats.ID.matcher(text).matches()) {
            return true;
        }
        return Arn.find(text)
                .filter(arn -> arn.service().equals("iam") || arn.service().equals("sts"))
                .filter(arn -> arn.region().isEmpty() && arn.accountId().isPresent())
                .filter(arn -> Formats.RESOURCE.matcher(arn.resource()).matches())
                .isPresent();
    }

    /** The formats of a principal's text. */
    final class Formats {
        private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
        private static final Pattern ID = Pattern.compile("A(IDA|ROA)[A-Z0-9]{17}(:[^*?]+)?");
        private static final Pattern RESOURCE =
                Pattern.compile("root|(user|role|assumed-role|federated-user)/[^*?]+");

        private Formats() {}
    }
}

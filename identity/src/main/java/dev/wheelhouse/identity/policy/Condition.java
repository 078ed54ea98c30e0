package dev.wheelhouse.identity.policy;

import java.util.List;
import java.util.Optional;

/**
 * One line of a statement's condition: an operator, a key and the values that are wanted. All lines
 * of a condition must hold; of the values one suffices.
 */
sealed interface Condition {
    /** How an operator looks at a key that has several values. */
    enum Quantifier {
        /** No qualifier: the key is expected to have one value. */
        SINGLE,
        /** {@code ForAllValues:}. */
        ALL,
        /** {@code ForAnyValue:}. */
        ANY
    }

    Match holds(RequestContext context);

    /** {@code Null}: whether the key is missing. */
    record Missing(String key, List<Boolean> wanted) implements Condition {
        @Override
        public Match holds(RequestContext context) {
            if (!context.knows(key)) {
                return Match.UNKNOWN;
            }
            return Match.of(wanted.contains(context.values(key).isEmpty()));
        }
    }

    /** Any other operator. */
    record Compare(
            Operator operator,
            Quantifier quantifier,
            boolean ifExists,
            String key,
            List<Template> wanted)
            implements Condition {
        @Override
        public Match holds(RequestContext context) {
            var values = context.values(key);
            if (values.isEmpty()) {
                return context.knows(key) ? Match.of(holdsWithoutKey()) : Match.UNKNOWN;
            }
            return switch (quantifier) {
                case ALL ->
                        values.stream()
                                .map(value -> holds(value, context))
                                .reduce(Match.YES, Match::and);
                case ANY ->
                        values.stream()
                                .map(value -> holds(value, context))
                                .reduce(Match.NO, Match::or);
                case SINGLE ->
                        operator.isNegated()
                                ? values.stream()
                                        .map(value -> holds(value, context))
                                        .reduce(Match.YES, Match::and)
                                : values.stream()
                                        .map(value -> holds(value, context))
                                        .reduce(Match.NO, Match::or);
            };
        }

        private boolean holdsWithoutKey() {
            return ifExists
                    || switch (quantifier) {
                        case ALL -> true;
                        case ANY -> false;
                        case SINGLE -> operator.isNegated();
                    };
        }

        private Match holds(String value, RequestContext context) {
            var match = Match.NO;
            for (var template : wanted) {
                match =
                        match.or(
                                switch (template.resolve(context)) {
                                    case Template.Resolved.Known known ->
                                            operator.fits(value, known);
                                    case Template.Resolved.Absent _ ->
                                            operator.isNegated() ? Match.UNKNOWN : Match.NO;
                                    case Template.Resolved.Unknown _ -> Match.UNKNOWN;
                                });
            }
            return operator.isNegated() ? match.negated() : match;
        }
    }

    /** The condition that a policy's text means; empty when there is no such operator. */
    static Optional<Condition> of(String operator, String key, List<Template> wanted) {
        var name = operator;
        var quantifier = Quantifier.SINGLE;
        if (name.startsWith("ForAllValues:")) {
            quantifier = Quantifier.ALL;
            name = name.substring("ForAllValues:".length());
        } else if (name.startsWith("ForAnyValue:")) {
            quantifier = Quantifier.ANY;
            name = name.substring("ForAnyValue:".length());
        }
        if (name.equals("Null")) {
            return Optional.of(
                    new Missing(
                            key,
                            wanted.stream()
                                    .map(value -> value.source().equalsIgnoreCase("true"))
                                    .toList()));
        }
        var ifExists = name.endsWith("IfExists");
        if (ifExists) {
            name = name.substring(0, name.length() - "IfExists".length());
        }
        var quantified = quantifier;
        return Operator.named(name)
                .map(found -> new Compare(found, quantified, ifExists, key, wanted));
    }
}

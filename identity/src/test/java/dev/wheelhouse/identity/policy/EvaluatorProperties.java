package dev.wheelhouse.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for all policies. */
class EvaluatorProperties {
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final String ARN = "arn:aws:iam::111122223333:user/alice";

    @Property(tries = 2_000)
    void aWildcardPatternMatchesWhatANaiveMatcherMatches(
            @ForAll("patterns") String pattern, @ForAll("texts") String text) {
        assertThat(Glob.of(pattern).matches(text)).isEqualTo(naive(pattern, text));
    }

    @Property(tries = 20)
    void aPatternOfManyWildcardsStillEnds(@ForAll("texts") String text) {
        var pattern = "*a".repeat(200) + "b";

        assertThat(Glob.of(pattern).matches((text + "a").repeat(500))).isFalse();
    }

    @Property(tries = 500)
    void aDenyWinsOverWhateverElseIsThere(
            @ForAll("statements") List<String> statements, @ForAll("actions") String action) {
        var all = new ArrayList<>(statements);
        all.add(statement("Deny", action, "*"));

        assertThat(decide(all, action)).isInstanceOf(Decision.ExplicitlyDenied.class);
    }

    @Property(tries = 500)
    void oneMoreAllowNeverTakesAccessAway(
            @ForAll("statements") List<String> statements,
            @ForAll("patternsOfActions") String added,
            @ForAll("actions") String action) {
        var more = new ArrayList<>(statements);
        more.add(statement("Allow", added, "*"));

        if (decide(statements, action) instanceof Decision.Allowed) {
            assertThat(decide(more, action)).isInstanceOf(Decision.Allowed.class);
        }
    }

    @Property(tries = 500)
    void oneMoreDenyNeverGivesAccess(
            @ForAll("statements") List<String> statements,
            @ForAll("patternsOfActions") String added,
            @ForAll("actions") String action) {
        var more = new ArrayList<>(statements);
        more.add(statement("Deny", added, "*"));

        if (!(decide(statements, action) instanceof Decision.Allowed)) {
            assertThat(decide(more, action)).isNotInstanceOf(Decision.Allowed.class);
        }
    }

    @Property(tries = 500)
    void theOrderOfStatementsDoesNotMatter(
            @ForAll("statements") List<String> statements, @ForAll("actions") String action) {
        assertThat(decide(statements.reversed(), action).getClass())
                .isEqualTo(decide(statements, action).getClass());
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("ab*?").ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab").ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> actions() {
        return Arbitraries.of("s3:GetObject", "s3:PutObject", "ec2:RunInstances");
    }

    @Provide
    Arbitrary<String> patternsOfActions() {
        return Arbitraries.of("s3:GetObject", "s3:*", "*", "ec2:*", "s3:?utObject", "iam:*");
    }

    @Provide
    Arbitrary<List<String>> statements() {
        return Combinators.combine(
                        Arbitraries.of("Allow", "Allow", "Deny"),
                        patternsOfActions(),
                        Arbitraries.of("*", "arn:aws:s3:::bucket/*", "arn:aws:s3:::other/*"))
                .as(EvaluatorProperties::statement)
                .list()
                .ofMaxSize(5);
    }

    private static String statement(String effect, String action, String resource) {
        return """
        {"Effect": "%s", "Action": "%s", "Resource": "%s"}
        """
                .formatted(effect, action, resource);
    }

    private static Decision decide(List<String> statements, String action) {
        var policies =
                statements.isEmpty()
                        ? List.<NamedPolicy>of()
                        : List.of(
                                new NamedPolicy(
                                        "all",
                                        PolicyDocument.parse(
                                                "{\"Version\": \"2012-10-17\", \"Statement\": "
                                                        + statements
                                                        + "}")));
        return Evaluator.decide(
                new Subject(
                        Subject.Kind.USER,
                        ACCOUNT,
                        ARN,
                        ARN,
                        "AIDA2222222222222ALIC",
                        policies,
                        Optional.empty(),
                        List.of(),
                        List.of()),
                new Evaluator.Question(
                        action,
                        "arn:aws:s3:::bucket/key",
                        new RequestContext(Map.of()),
                        Optional.empty()));
    }

    private static boolean naive(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        var rest = pattern.substring(1);
        return switch (pattern.charAt(0)) {
            case '*' -> naive(rest, text) || (!text.isEmpty() && naive(pattern, text.substring(1)));
            case '?' -> !text.isEmpty() && naive(rest, text.substring(1));
            default ->
                    !text.isEmpty()
                            && text.charAt(0) == pattern.charAt(0)
                            && naive(rest, text.substring(1));
        };
    }
}

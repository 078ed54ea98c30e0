package dev.wheelhouse.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Decision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every line of {@code policy-cases.json}: a rule with the page that it is from. */
class EvaluatorTest {
    private static final AccountId ACCOUNT = new AccountId("111122223333");

    @TestFactory
    Stream<DynamicTest> documentedCases() throws IOException {
        String text;
        try (var in = EvaluatorTest.class.getResourceAsStream("policy-cases.json")) {
            text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        return items(Json.read(text)).stream()
                .map(Value.Members.class::cast)
                .map(line ->
                        DynamicTest.dynamicTest(
                                text(line, "source") + ": " + text(line, "about"),
                                () -> check(line)));
    }

    private static void check(Value.Members line) {
        var decision = Evaluator.decide(subject(line), question(line));

        assertThat(
                        switch (decision) {
                            case Decision.Allowed _ -> "ALLOW";
                            case Decision.ExplicitlyDenied _ -> "DENY";
                            case Decision.ImplicitlyDenied _ -> "NONE";
                        })
                .as("%s", decision)
                .isEqualTo(text(line, "expect"));
        line.text("because")
                .ifPresent(because ->
                        assertThat(decision).isEqualTo(new Decision.ImplicitlyDenied(because)));
        line.text("in")
                .ifPresent(in ->
                        assertThat(((Decision.ExplicitlyDenied) decision).in()).isEqualTo(in));
    }

    private static Subject subject(Value.Members line) {
        var kind = Subject.Kind.valueOf(line.text("kind").orElse("USER"));
        var arn =
                switch (kind) {
                    case USER -> "arn:aws:iam::111122223333:user/alice";
                    case ROLE_SESSION -> "arn:aws:sts::111122223333:assumed-role/worker/s1";
                    case ROOT -> "arn:aws:iam::111122223333:root";
                    case SERVICE -> "servicecatalog.amazonaws.com";
                };
        var control =
                line.get("control").stream()
                        .flatMap(levels -> items(levels).stream())
                        .map(level -> List.of(policy("control", level, line)))
                        .toList();
        return new Subject(
                kind,
                ACCOUNT,
                arn,
                kind == Subject.Kind.ROLE_SESSION
                        ? "arn:aws:iam::111122223333:role/path/worker"
                        : arn,
                switch (kind) {
                    case USER -> "AIDA2222222222222ALIC";
                    case ROLE_SESSION -> "AROA222222222222WORKR";
                    case ROOT -> "111122223333";
                    case SERVICE -> arn;
                },
                policies("identity", line),
                policies("boundary", line).stream().findFirst(),
                policies("session", line),
                control);
    }

    private static List<NamedPolicy> policies(String name, Value.Members line) {
        return line.get(name)
                .filter(statements -> !items(statements).isEmpty())
                .map(statements -> List.of(policy(name, statements, line)))
                .orElse(List.of());
    }

    private static NamedPolicy policy(String name, Value statements, Value.Members line) {
        return new NamedPolicy(name, document(statements, line, PolicyDocument.Kind.IDENTITY));
    }

    private static PolicyDocument document(
            Value statements, Value.Members line, PolicyDocument.Kind kind) {
        return PolicyDocument.read(
                Json.write(
                        Value.object(
                                        "Version",
                                        Value.text(line.text("version").orElse("2012-10-17")))
                                .with("Statement", statements)),
                kind);
    }

    private static Evaluator.Question question(Value.Members line) {
        var owner = new AccountId(line.text("owner").orElse(ACCOUNT.value()));
        var trust =
                line.get("trust")
                        .map(statements ->
                                new ResourceGrant(
                                        owner,
                                        document(statements, line, PolicyDocument.Kind.TRUST),
                                        ResourceGrant.Kind.TRUST));
        var resource =
                line.get("resourcePolicy")
                        .map(statements ->
                                new ResourceGrant(
                                        owner,
                                        document(statements, line, PolicyDocument.Kind.RESOURCE),
                                        ResourceGrant.Kind.RESOURCE));
        return new Evaluator.Question(
                line.text("action").orElse("s3:GetObject"),
                line.text("resource").orElse("arn:aws:s3:::bucket/key"),
                new RequestContext(context(line)),
                trust.or(() -> resource));
    }

    private static Map<String, List<String>> context(Value.Members line) {
        Map<String, List<String>> context = new LinkedHashMap<>();
        if (line.get("context").orElse(Value.object()) instanceof Value.Members keys) {
            keys.values()
                    .forEach((key, values) -> {
                        var texts = new ArrayList<String>();
                        items(values).forEach(one -> one.scalar().ifPresent(texts::add));
                        context.put(key, texts);
                    });
        }
        return context;
    }

    private static List<Value> items(Value value) {
        return ((Value.Items) value).values();
    }

    private static String text(Value.Members line, String name) {
        return Optional.of(line).flatMap(one -> one.text(name)).orElseThrow();
    }
}

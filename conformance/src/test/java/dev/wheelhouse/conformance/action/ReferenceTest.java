package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.identity.policy.ConditionKeys;
import dev.wheelhouse.store.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/reference.md lists what a running server answers to. With {@code -Dwheelhouse.write=true}
 * this test writes it; without, it holds the page against the server.
 */
class ReferenceTest {
    @Test
    void theReferenceListsWhatIsBuilt(@TempDir Path folder) throws IOException {
        try (var given = TestDatabases.sqlite();
                var cloud = RunningCloud.on(given, folder)) {
            var text = reference(cloud.built());
            var page = page();
            if (Boolean.getBoolean("wheelhouse.write")) {
                Files.writeString(page, text);
            }
            assertThat(page)
                    .as("Run this test with -Dwheelhouse.write=true when actions were added")
                    .hasContent(text);
        }
    }

    private static Path page() {
        var here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("examples"))) {
            here = java.util.Objects.requireNonNull(here.getParent(), "the project's folder");
        }
        return here.resolve("docs/reference.md");
    }

    private static String reference(Map<String, Set<String>> built) {
        var text = new StringBuilder();
        text.append(
                """
                # What is built

                Every API action that a Wheelhouse server answers, by service. A test makes this page from a running server and
                fails when they differ; another calls each of these actions through the AWS SDK, on SQLite and on PostgreSQL, and a
                third sees each refused to a user without a matching allow. Any other action answers with an error that names it.
                """);
        new TreeMap<>(built)
                .forEach((service, actions) -> {
                    text.append("\n## ")
                            .append(service)
                            .append(" (")
                            .append(actions.size())
                            .append(")\n\n");
                    list(new TreeSet<>(actions), text);
                });
        text.append(
                """

                ## Condition keys

                Every request has these keys wherever AWS has them, so that one of them which a request lacks is truly missing:

                """);
        list(ConditionKeys.all(), text);
        text.append(
                """

                Beside them requests have `aws:requesttag/KEY` and `aws:tagkeys`, and some actions more keys of their own service. Not
                every key of AWS's Service Authorization Reference is among them. A statement whose condition asks for a key that the
                request was not given here is not understood: an `Allow` then never applies and a `Deny` always does, so that nothing
                is open that AWS would close.
                """);
        return text.toString();
    }

    private static void list(SortedSet<String> names, StringBuilder text) {
        var line = new StringBuilder();
        for (var name : names) {
            if (line.length() + name.length() + 2 > 110) {
                text.append(line.toString().stripTrailing()).append("\n");
                line.setLength(0);
            }
            line.append(name).append(", ");
        }
        line.setLength(line.length() - 2);
        text.append(line).append("\n");
    }
}

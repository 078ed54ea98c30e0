package dev.wheelhouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.document.Value;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.IntStream;

class JournalTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30.123Z");
    private static final String HUB = "111111111111";
    private static final String SPOKE = "222222222222";

    private final Journal journal = new Journal(InstantSource.fixed(NOW));

    @OnEachDatabase
    void anEntryIsReadBackAsItWasWrittenInItsAccountOnly(TestDatabase given) {
        var created =
                new JournalEntry(
                        HUB,
                        "us-east-1",
                        "arn:aws:iam::111111111111:user/admin",
                        "servicecatalog:CreatePortfolio",
                        "port-4k2m7qzxbn3ra",
                        Optional.empty(),
                        Optional.of(Value.object("DisplayName", Value.text("Größe \u0000 \"x\""))));

        given.database().write(db -> append(db, created));

        var found = given.database().read(db -> journal.entries(db, HUB));
        assertThat(found).extracting(Journal.Recorded::entry).containsExactly(created);
        assertThat(found).extracting(Journal.Recorded::at).containsExactly(NOW);
        var elsewhere = given.database().read(db -> journal.entries(db, SPOKE));
        assertThat(elsewhere).isEmpty();
    }

    @OnEachDatabase
    void entriesOfOneMomentKeepTheirOrder(TestDatabase given) {
        given.database()
                .write(db -> {
                    IntStream.range(0, 300).forEach(i -> append(db, change("r" + i)));
                    return 0;
                });

        var found = given.database().read(db -> journal.entries(db, HUB));
        assertThat(found)
                .extracting(recorded -> recorded.entry().resource())
                .containsExactlyElementsOf(IntStream.range(0, 300).mapToObj(i -> "r" + i).toList());
    }

    private Integer append(dev.wheelhouse.store.sql.Handle db, JournalEntry entry) {
        journal.append(db, entry);
        return 0;
    }

    private static JournalEntry change(String resource) {
        return new JournalEntry(
                HUB,
                "us-east-1",
                "arn:aws:iam::111111111111:root",
                "ec2:RunInstances",
                resource,
                Optional.of(Value.object()),
                Optional.of(Value.object()));
    }
}

package dev.wheelhouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.store.sql.Handle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process is killed in the middle of its writes; another one looks at what it left. */
class CrashTest {
    private static final int THREADS = 16;
    private static final int ENOUGH = 400;

    @OnEachDatabase
    void whatWasAnsweredIsThereAndNothingIsHalf(TestDatabase given) throws Exception {
        given.database();
        var acknowledged = killWhileItWrites(given);

        var database = given.reopen();
        var firsts = database.<List<String>>read(db -> names(db, "first-"));
        var seconds = database.<List<String>>read(db -> names(db, "second-"));
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
        assertThat(firsts).containsAll(acknowledged).isEqualTo(seconds);

        var done = new CountDownLatch(1);
        var jobs = new Jobs(database, InstantSource.system());
        jobs.register(
                "count",
                (id, _) -> {
                    assertThat(firsts).contains(id);
                    done.countDown();
                    return new Jobs.Next.Finished();
                });
        assertThat(database.<Integer>read(CrashTest::jobs)).isEqualTo(firsts.size());
        jobs.start();
        assertThat(done.await(20, TimeUnit.SECONDS)).as("a job runs after the crash").isTrue();
        jobs.stop();
    }

    private static List<String> killWhileItWrites(TestDatabase given) throws IOException {
        var where =
                switch (given.engine()) {
                    case SQLITE -> given.file().toString();
                    case POSTGRESQL -> given.url();
                };
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                where)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        List<String> acknowledged = new ArrayList<>();
        try (var out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                acknowledged.add(line);
                if (acknowledged.size() == ENOUGH) {
                    process.toHandle().destroyForcibly(); // leaves what it said readable
                }
            }
        }
        return acknowledged;
    }

    private static List<String> names(Handle db, String prefix) {
        return db.createQuery(
                        "SELECT SUBSTR(name, LENGTH(:prefix) + 1) FROM setting"
                                + " WHERE name LIKE :pattern ORDER BY name")
                .bind("prefix", prefix)
                .bind("pattern", prefix + "%")
                .mapTo(String.class)
                .list();
    }

    private static int jobs(Handle db) {
        return db.createQuery("SELECT COUNT(*) FROM job").mapTo(Integer.class).one();
    }

    /** Writes two rows and a job at a time, and says so after each commit, until it is killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            var where = arguments[0];
            var database =
                    where.startsWith("jdbc:")
                            ? Database.open(where)
                            : Database.open(Path.of(where));
            var jobs = new Jobs(database, InstantSource.system());
            DatabaseTest.inParallel(
                    THREADS,
                    () -> {
                        var thread = Thread.currentThread().threadId();
                        for (var i = 0; ; i++) {
                            var id = thread + "-" + i;
                            database.write(db -> {
                                DatabaseTest.set(db, "first-" + id, "1");
                                jobs.submit(db, "count", id, Value.object());
                                return DatabaseTest.set(db, "second-" + id, "1");
                            });
                            System.out.println(id);
                        }
                    });
        }
    }
}

package dev.wheelhouse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.store.sql.Bound;
import dev.wheelhouse.store.sql.DatabaseException;
import dev.wheelhouse.store.sql.Handle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Statements with named parameters, and what they answer. */
class SqlTest {
    private static final String INSERT =
            "INSERT INTO thing (id, title, size, body) VALUES (:id, :title, :size, :body)";

    private static void things(Handle db, boolean shared) {
        db.execute(
                "CREATE TABLE thing (id TEXT PRIMARY KEY, title TEXT, size BIGINT, body %s)"
                        .formatted(shared ? "BYTEA" : "BLOB"));
    }

    private static Database with(TestDatabase given) {
        var shared = given.engine() == TestDatabase.Engine.POSTGRESQL;
        given.database()
                .write(db -> {
                    things(db, shared);
                    return insert(db, "a", Optional.of("One"), 7L)
                            + insert(db, "b", Optional.empty(), null);
                });
        return given.database();
    }

    private static int insert(
            Handle db,
            String id,
            Optional<String> title,
            @org.jspecify.annotations.Nullable Long size) {
        return db.createUpdate(INSERT)
                .bind("id", id)
                .bind("title", title)
                .bind("size", size)
                .bind("body", new byte[] {1, 2})
                .execute();
    }

    @OnEachDatabase
    void whatWasBoundIsRead(TestDatabase given) {
        List<String> rows =
                with(given)
                        .read(db ->
                                db.createQuery("SELECT * FROM thing ORDER BY id")
                                        .map(row ->
                                                row.getString("id")
                                                        + row.findString("title")
                                                        + row.findLong("size")
                                                        + row.getBytes("body").length)
                                        .list());

        assertThat(rows)
                .containsExactly("aOptional[One]Optional[7]2", "bOptional.emptyOptional.empty2");
    }

    @OnEachDatabase
    void nothingZeroAndAnEmptyTextAreToldApart(TestDatabase given) {
        var database = with(given);
        database.write(db ->
                insert(db, "", Optional.of(""), 0L)
                        + insert(db, "é😀", Optional.of("é😀"), Long.MIN_VALUE));

        List<String> rows =
                database.read(db ->
                        db.createQuery("SELECT id, title, size FROM thing WHERE id <> 'a'")
                                .map(row -> row.findString("title") + " " + row.findLong("size"))
                                .list());

        assertThat(rows)
                .containsExactlyInAnyOrder(
                        "Optional.empty Optional.empty",
                        "Optional[] Optional[0]",
                        "Optional[é😀] Optional[" + Long.MIN_VALUE + "]");
    }

    @OnEachDatabase
    void aRowThatTheDatabaseCannotWorkOutIsAnError(TestDatabase given) {
        var shared = given.engine() == TestDatabase.Engine.POSTGRESQL;
        var failing =
                shared
                        ? "SELECT 1 / (2 - n) FROM generate_series(1, 2) AS n"
                        : "SELECT abs(n) FROM (SELECT 1 AS n UNION ALL SELECT -9223372036854775807 - 1)";

        assertThatThrownBy(() ->
                        with(given).read(db -> db.createQuery(failing).mapTo(Integer.class).list()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("in: SELECT");
    }

    @OnEachDatabase
    void quotesCommentsAndCastsAreNotParameters(TestDatabase given) {
        String answer =
                with(given)
                        .read(db ->
                                db.createQuery(
                                                "SELECT ':no' || CAST(:yes AS TEXT) || 'it''s :no'"
                                                        + " AS \"a:b\" -- :no\n WHERE :yes = 'x'")
                                        .bind("yes", "x")
                                        .mapTo(String.class)
                                        .one());

        assertThat(answer).isEqualTo(":noxit's :no");
    }

    @OnEachDatabase
    void aNameThatIsNotBoundAndOneThatIsNotThereAreErrors(TestDatabase given) {
        var database = with(given);

        assertThatThrownBy(() ->
                        database.read(db ->
                                db.createQuery("SELECT id FROM thing WHERE id = :id")
                                        .mapTo(String.class)
                                        .list()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No value for :id");
        assertThatThrownBy(() ->
                        database.read(
                                db -> db.createQuery("SELECT id FROM thing").bind("other", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No parameter :other");
    }

    @OnEachDatabase
    void aRefusalNamesTheStatementAndNoValue(TestDatabase given) {
        var database = with(given);

        assertThatThrownBy(() ->
                        database.read(db ->
                                db.createQuery("SELECT none FROM thing WHERE id = :id")
                                        .bind("id", "secret")
                                        .mapTo(String.class)
                                        .list()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("SELECT none FROM thing WHERE id = ?")
                .hasMessageNotContaining("secret");
    }

    @OnEachDatabase
    void nothingWhereAValueIsAskedForIsAnError(TestDatabase given) {
        var database = with(given);

        assertThatThrownBy(() ->
                        database.read(db ->
                                db.createQuery("SELECT title FROM thing WHERE id = 'b'")
                                        .map(row -> row.getString("title"))
                                        .one()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("The column title has no value");
    }

    @OnEachDatabase
    void oneMeansOne(TestDatabase given) {
        var database = with(given);

        assertThatThrownBy(() ->
                        database.read(db ->
                                db.createQuery("SELECT id FROM thing")
                                        .mapTo(String.class)
                                        .findOne()))
                .hasMessageContaining("Several rows");
        assertThatThrownBy(() ->
                        database.read(db ->
                                db.createQuery("SELECT id FROM thing WHERE id = 'c'")
                                        .mapTo(String.class)
                                        .one()))
                .hasMessageContaining("No row");
        Optional<String> first =
                database.read(db ->
                        db.createQuery("SELECT id FROM thing ORDER BY id DESC")
                                .mapTo(String.class)
                                .findFirst());
        assertThat(first).contains("b");
    }

    @OnEachDatabase
    void oneTextCanBeUsedWhileItIsRead(TestDatabase given) {
        var text = "SELECT id FROM thing WHERE id >= :from ORDER BY id";
        List<String> pairs =
                with(given)
                        .read(db ->
                                db.createQuery(text)
                                        .bind("from", "a")
                                        .map(row -> {
                                            var id = row.getString("id");
                                            return id
                                                    + db.createQuery(text)
                                                            .bind("from", id)
                                                            .mapTo(String.class)
                                                            .list();
                                        })
                                        .list());

        assertThat(pairs).containsExactly("a[a, b]", "b[b]");
    }

    @OnEachDatabase
    void aBatchRunsForEachRowAndTellsOfEach(TestDatabase given) {
        var database = with(given);
        var told = new ArrayList<List<Bound>>();
        database.write(db -> {
            db.observe((_, values) -> told.add(values));
            var batch = db.prepareBatch("INSERT INTO thing (id, title) VALUES (:id, :title)");
            batch.execute(); // no rows yet: nothing is run
            batch.bind("id", "c").bind("title", "Three").add();
            batch.bind("id", "d").bind("title", Optional.empty()).add();
            batch.execute();
            return told.size();
        });

        assertThat(told)
                .containsExactly(
                        List.of(
                                new Bound.Text("c"),
                                new Bound.Text("Three"),
                                new Bound.Text("d"),
                                new Bound.Text(null)));
        int count =
                database.read(db ->
                        db.createQuery("SELECT COUNT(*) FROM thing").mapTo(Integer.class).one());
        assertThat(count).isEqualTo(4);
    }

    @OnEachDatabase
    void aBatchOfAnySizePutsEachRowInItsPlace(TestDatabase given) {
        var database = with(given);
        var put =
                """
                INSERT INTO thing (id, title)
                VALUES (:id, :title)
                ON CONFLICT (id) DO UPDATE SET title = thing.title || excluded.title
                """;
        for (var size : List.of(1, 2, 3, 31, 32, 33, 100)) {
            var statements = new ArrayList<String>();
            database.write(db -> {
                db.execute("DELETE FROM thing");
                db.observe((sql, _) -> statements.add(sql));
                batch(db, put, "first ", size);
                batch(db, put, "second ", size);
                batch(db, "UPDATE thing SET title = title || :title WHERE id = :id", ".", size);
                return size;
            });

            assertThat(statements).hasSizeLessThanOrEqualTo(size + 2 * 9);
            List<String> rows =
                    database.read(db ->
                            db.createQuery("SELECT id, title FROM thing")
                                    .map(row -> row.getString("id") + row.getString("title"))
                                    .list());
            assertThat(rows)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, size)
                                    .mapToObj(row ->
                                            row + "first " + row + "second " + row + "." + row)
                                    .toList());
        }
    }

    private static void batch(Handle db, String statement, String title, int size) {
        var batch = db.prepareBatch(statement);
        for (var row = 0; row < size; row++) {
            batch.bind("id", "" + row).bind("title", title + row).add();
        }
        batch.execute();
    }
}

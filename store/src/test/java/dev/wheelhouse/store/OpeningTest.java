package dev.wheelhouse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.store.sql.DatabaseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class OpeningTest {
    @OnEachDatabase
    void aNewerDatabaseIsRefusedAndLeftAsItIs(TestDatabase given) {
        given.database()
                .write(db ->
                        db.execute(
                                "INSERT INTO schema_history (installed_rank, version,"
                                        + " description, type, script, installed_by,"
                                        + " execution_time, success) VALUES (99,"
                                        + " '2027010101', 'store', 'SQL',"
                                        + " 'V2027010101__store.sql', 'x', 1, TRUE)"));

        assertThatThrownBy(given::reopen)
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("schema version 2027010101")
                .hasMessageContaining("newer Wheelhouse")
                .hasMessageContaining("this one knows up to 202611")
                .hasMessageContaining("backup");
    }

    @OnEachDatabase
    void aDatabaseOfAnotherBuildIsRefused(TestDatabase given) {
        given.database()
                .write(db ->
                        db.execute(
                                "UPDATE schema_history SET checksum = 1"
                                        + " WHERE version = '2026112201'"));

        assertThatThrownBy(given::reopen)
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("different build")
                .hasMessageContaining("V2026112201__store.sql");
    }

    @OnEachDatabase
    void aDatabaseThatHoldsSomethingElseIsRefused(TestDatabase given) throws SQLException {
        var url =
                switch (given.engine()) {
                    case SQLITE -> "jdbc:sqlite:" + given.file();
                    case POSTGRESQL -> given.url();
                };
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE somebody (name TEXT)");
        }

        assertThatThrownBy(given::database)
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("holds something else");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        try (var given = TestDatabases.sqlite()) {
            Files.writeString(given.file(), "a letter to my aunt ".repeat(500));

            assertThatThrownBy(given::database)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining(given.file().toString())
                    .hasMessageContaining("not a database");
            assertThat(given.file()).content(StandardCharsets.UTF_8).startsWith("a letter");
        }
    }

    @Test
    void aDatabaseThatSortsByTheRulesOfALanguageIsRefused() {
        var url = TestPostgres.create("LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LC_COLLATE 'C'");
        try {
            assertThatThrownBy(() -> Database.open(url))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("sorted by code points")
                    .hasMessageContaining("CREATE DATABASE");
        } finally {
            TestPostgres.drop(url);
        }
    }

    @Test
    void aDatabaseOfAnotherEncodingIsRefused() {
        var url = TestPostgres.create("SQL_ASCII", "LC_COLLATE 'C' LC_CTYPE 'C'");
        try {
            assertThatThrownBy(() -> Database.open(url))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("encoding SQL_ASCII")
                    .hasMessageContaining("CREATE DATABASE");
        } finally {
            TestPostgres.drop(url);
        }
    }

    @Test
    void aUserWhoMayNotMakeTablesIsToldWhatIsNeeded() {
        var url = TestPostgres.freshDatabase();
        try {
            assertThatThrownBy(() -> Database.open(TestPostgres.asStranger(url)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("must own the database or its schema public");
        } finally {
            TestPostgres.drop(url);
        }
    }

    @Test
    void aServerThatCannotBeReachedIsNamedWithoutItsPassword() {
        assertThatThrownBy(() ->
                        Database.open(
                                "jdbc:postgresql://127.0.0.1:1/wheelhouse"
                                        + "?user=x&password=secret"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/wheelhouse")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void anotherUrlIsRefused() {
        assertThatThrownBy(() -> Database.open("jdbc:mysql://localhost/x"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("jdbc:postgresql://");
    }
}

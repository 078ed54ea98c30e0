package dev.wheelhouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.StatementCache;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StatementCacheTest {
    @Test
    void aStatementWithNamedParametersIsCompiledOnce() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            var compiled = new AtomicInteger();
            var counting = counting(connection, compiled);
            var cache = StatementCache.keeping(8);

            for (var each = 0; each < 3; each++) {
                try (var db = Handle.over(counting, cache)) {
                    assertThat(
                                    db.createQuery("SELECT :value")
                                            .bind("value", "v" + each)
                                            .mapTo(String.class)
                                            .one())
                            .isEqualTo("v" + each);
                }
            }

            assertThat(compiled).hasValue(1);
        }
    }

    private static Connection counting(Connection connection, AtomicInteger compiled) {
        return (Connection)
                Proxy.newProxyInstance(
                        StatementCacheTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("prepareStatement")) {
                                compiled.incrementAndGet();
                            }
                            return method.invoke(connection, arguments);
                        });
    }
}

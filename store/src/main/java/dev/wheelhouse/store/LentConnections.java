package dev.wheelhouse.store;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Lends connections to a library that wants a DataSource; closing one gives it back only. */
final class LentConnections implements DataSource {
    private final Lender lender;

    LentConnections(Lender lender) {
        this.lender = lender;
    }

    /** Where the connections come from, and go back to. */
    @FunctionalInterface
    interface Lender {
        Lent lend() throws SQLException;
    }

    /**
     * One connection.
     *
     * @param giveBack runs when the borrower closes it
     */
    record Lent(Connection connection, Return giveBack) {}

    /** Takes a connection back. */
    @FunctionalInterface
    interface Return {
        void run() throws SQLException;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var lent = lender.lend();
        var returned = new AtomicBoolean();
        return (Connection)
                Proxy.newProxyInstance(
                        LentConnections.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("close")) {
                                if (returned.compareAndSet(false, true)) {
                                    lent.giveBack().run();
                                }
                                return null;
                            }
                            if (method.getName().equals("isClosed")) {
                                return returned.get();
                            }
                            try {
                                return method.invoke(lent.connection(), arguments);
                            } catch (InvocationTargetException failure) {
                                throw failure.getTargetException();
                            }
                        });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // Nothing is written there.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // It is logged in.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}

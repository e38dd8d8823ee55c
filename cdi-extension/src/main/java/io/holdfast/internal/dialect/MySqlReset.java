package io.holdfast.internal.dialect;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.Optional;

/** Calls the driver's own full reset; the driver may come from any class loader, so it is found by name. */
final class MySqlReset {

    private static final Map<String, String> METHODS = Map.of(
            "org.mariadb.jdbc.Connection", "reset",
            "com.mysql.cj.jdbc.JdbcConnection", "resetServerState");

    // Values are types of the JDK that refer to the driver's class only: this class and its loader can go.
    private static final ClassValue<Optional<MethodHandle>> RESETS = new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> type) {
            return find(type);
        }
    };

    private MySqlReset() {}

    static void reset(Connection connection) throws SQLException {
        Optional<MethodHandle> reset = RESETS.get(connection.getClass());
        if (reset.isEmpty()) {
            throw new SQLFeatureNotSupportedException(
                    "The session cannot be reset: " + connection.getClass().getName()
                            + " is no connection of MariaDB's or MySQL's own driver. Use one of these drivers, or"
                            + " session-reset=tracked where a single tenant uses the data source.");
        }
        try {
            reset.get().invokeExact(connection);
        } catch (SQLException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new SQLException("The driver could not reset the session.", e);
        }
    }

    private static Optional<MethodHandle> find(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            Optional<MethodHandle> own = handle(c);
            if (own.isPresent()) {
                return own;
            }
            for (Class<?> implemented : c.getInterfaces()) {
                Optional<MethodHandle> inherited = find(implemented);
                if (inherited.isPresent()) {
                    return inherited;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<MethodHandle> handle(Class<?> type) {
        String method = METHODS.get(type.getName());
        if (method == null) {
            return Optional.empty();
        }
        try {
            MethodHandle reset = MethodHandles.publicLookup().unreflect(type.getMethod(method));
            return Optional.of(reset.asType(MethodType.methodType(void.class, Connection.class)));
        } catch (NoSuchMethodException | IllegalAccessException | RuntimeException e) {
            // Another version of the driver: refused at use, with what to do.
            return Optional.empty();
        }
    }
}

package io.holdfast.internal.dialect;

import io.holdfast.internal.dialect.Dialect.TransactionState;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Asks pgjdbc for the state of the transaction, which the server tells it with each answer. The driver may come from any class
 * loader, so it is found by name.
 */
final class PgTransactionState {

    // Values are types of the JDK that refer to the driver's class only: this class and its loader can go.
    private static final ClassValue<Optional<MethodHandle>> GETTERS = new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> type) {
            return getter(type);
        }
    };

    private PgTransactionState() {}

    /** The state, or empty if this is no connection of pgjdbc. */
    static Optional<TransactionState> of(Connection connection) throws SQLException {
        Optional<MethodHandle> getter = GETTERS.get(connection.getClass());
        return getter.isPresent() ? stateOf(call(getter.get(), connection).toString()) : Optional.empty();
    }

    private static Enum<?> call(MethodHandle getter, Connection connection) throws SQLException {
        try {
            return (Enum<?>) getter.invokeExact(connection);
        } catch (SQLException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new SQLException("The driver did not tell the state of the transaction.", e);
        }
    }

    private static Optional<TransactionState> stateOf(String name) {
        return switch (name) {
            case "IDLE" -> Optional.of(TransactionState.IDLE);
            case "OPEN" -> Optional.of(TransactionState.OPEN);
            case "FAILED" -> Optional.of(TransactionState.FAILED);
            default -> Optional.empty();
        };
    }

    private static Optional<MethodHandle> getter(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (c.getName().equals("org.postgresql.jdbc.PgConnection")) {
                return getterOf(c);
            }
        }
        return Optional.empty();
    }

    private static Optional<MethodHandle> getterOf(Class<?> pgConnection) {
        try {
            MethodHandle getter = MethodHandles.publicLookup().unreflect(pgConnection.getMethod("getTransactionState"));
            return Optional.of(getter.asType(MethodType.methodType(Enum.class, Connection.class)));
        } catch (NoSuchMethodException | IllegalAccessException | RuntimeException e) {
            // Another version of the driver: the database is asked instead.
            return Optional.empty();
        }
    }
}

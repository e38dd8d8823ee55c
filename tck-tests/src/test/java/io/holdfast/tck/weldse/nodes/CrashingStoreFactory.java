package io.holdfast.tck.weldse.nodes;

import io.holdfast.outbox.spi.OutboxStore;
import io.holdfast.outbox.spi.OutboxStore.Confirmed;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * The store that comes with Holdfast, with a crash point before and after each call, and on request without the steps that the
 * guarantees hang on: {@code sabotage=no-confirm} takes hints for proofs, {@code sabotage=no-fence} deletes whoever has the row.
 */
public final class CrashingStoreFactory implements OutboxStore.Factory {

    static final String SABOTAGE = "sabotage";

    /** Made by the service loader. */
    public CrashingStoreFactory() {}

    @Override
    public boolean supports(String dialect) {
        return CrashPoints.isCrashingNode();
    }

    @Override
    public OutboxStore open(String dialect, Connection connection) throws SQLException {
        OutboxStore store = builtIn().open(dialect, connection);
        return (OutboxStore) Proxy.newProxyInstance(
                OutboxStore.class.getClassLoader(),
                new Class<?>[] {OutboxStore.class},
                (proxy, method, arguments) -> call(store, method, arguments));
    }

    private static OutboxStore.Factory builtIn() {
        try {
            return (OutboxStore.Factory) Class.forName("io.holdfast.jta.outbox.store.BuiltInStoreFactory")
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object call(OutboxStore store, Method method, Object[] arguments) throws Throwable {
        Connection connection = arguments != null && arguments[0] instanceof Connection first ? first : null;
        CrashPoints.pass(method.getName() + ":before", connection);
        Object result = sabotaged(method, arguments);
        if (result == null) {
            try {
                result = method.invoke(store, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
        CrashPoints.pass(method.getName() + ":after", connection);
        return result;
    }

    @SuppressWarnings("unchecked") // the signatures of OutboxStore
    private static Object sabotaged(Method method, Object[] arguments) throws SQLException {
        String sabotage = System.getProperty(SABOTAGE, "");
        if (sabotage.equals("no-confirm") && method.getName().equals("confirm")) {
            return ((List<Long>) arguments[1])
                    .stream().map(row -> new Confirmed(row, 1, 0)).toList();
        }
        if (sabotage.equals("no-fence") && method.getName().equals("delete")) {
            return deleteUnfenced((Connection) arguments[0], (Map<Long, Long>) arguments[1]);
        }
        return null;
    }

    private static int deleteUnfenced(Connection connection, Map<Long, Long> rows) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM holdfast.outbox WHERE id = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("int8", rows.keySet().toArray()));
            return statement.executeUpdate();
        }
    }
}

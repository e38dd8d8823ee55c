package io.holdfast.internal.datasource;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A {@link DataSource} whose connections are routed at their first use.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class RoutedDataSource implements DataSource {

    private final ConnectionEngine engine;
    private final TargetSource targets;
    private final boolean reading;

    /** Tells whose data source is meant, at each call. */
    @FunctionalInterface
    public interface TargetSource {

        /**
         * The target of the calling thread.
         *
         * @return the target
         * @throws SQLException if there is no tenant, or none that is known
         */
        TenantTarget target() throws SQLException;
    }

    /**
     * Makes a data source.
     *
     * @param engine who routes
     * @param targets whose data source
     * @param reading whether its connections are reads
     */
    public RoutedDataSource(ConnectionEngine engine, TargetSource targets, boolean reading) {
        this.engine = engine;
        this.targets = targets;
        this.reading = reading;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return engine.lazy(targets.target(), reading);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException(
                "HOLDF00320: A routed data source logs in as the configuration says. Call getConnection() without a user.",
                "0A000");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException(
                "HOLDF00321: Time-outs are configured per node: acquisition-timeout, connect-timeout.", "0A000");
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("HOLDF00322: Holdfast logs through System.Logger.", "0A000");
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("HOLDF00322: Holdfast logs through System.Logger.", "0A000");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("HOLDF00323: A routed data source is not a " + type.getName() + ".", "0A000");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public String toString() {
        return "RoutedDataSource[" + (reading ? "reads" : "by intent") + "]";
    }
}

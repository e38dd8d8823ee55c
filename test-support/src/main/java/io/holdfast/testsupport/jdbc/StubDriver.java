package io.holdfast.testsupport.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;

/**
 * The driver of {@code jdbc:stub:<name>}. Found by {@code DriverManager} through the service loader; what its
 * connections do is said by the {@link StubDatabase} of that name.
 *
 * <p><b>Threading:</b> safe.
 */
public final class StubDriver implements Driver {

    static final String PREFIX = "jdbc:stub:";

    static {
        try {
            DriverManager.registerDriver(new StubDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Made by the service loader and by pools that are given the class. */
    public StubDriver() {
        // JDBC wants it public.
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        int parameters = url.indexOf('?');
        String name = parameters < 0 ? url.substring(PREFIX.length()) : url.substring(PREFIX.length(), parameters);
        return StubDatabase.named(name).connect();
    }

    @Override
    public boolean acceptsURL(String url) {
        return url != null && url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("The stub driver does not log");
    }
}

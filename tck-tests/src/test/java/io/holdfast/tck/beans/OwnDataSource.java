package io.holdfast.tck.beans;

import jakarta.enterprise.inject.Vetoed;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source that gives no connections; its login time-out tells it from others. */
@Vetoed
public class OwnDataSource implements DataSource {

    static final int MARK = 4711;

    @Override
    public Connection getConnection() throws SQLException {
        throw new SQLException("The application's own data source has no connections");
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // Logs nothing.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // Connects to nothing.
    }

    @Override
    public int getLoginTimeout() {
        return MARK;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("Nothing to unwrap");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}

package io.holdfast.internal.datasource;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/**
 * A statement of a {@link RoutedConnection}: leads back to it, and explains a refused write. Long because {@link Statement} is; it
 * decides nothing.
 */
class StatementHandle<S extends Statement> implements Statement {

    final RoutedConnection connection;
    final S delegate;

    StatementHandle(RoutedConnection connection, S delegate) {
        this.connection = connection;
        this.delegate = delegate;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (delegate.isClosed()) {
            throw Failures.closed(connection.target());
        }
        return connection;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : delegate.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || delegate.isWrapperFor(type);
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        try {
            connection.requireUsable();
            return delegate.executeQuery(sql);
        } catch (SQLException e) {
            throw connection.explained(e);
        }
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        try {
            connection.requireUsable();
            return delegate.executeUpdate(sql);
        } catch (SQLException e) {
            throw connection.explained(e);
        }
    }

    @Override
    public void close() throws SQLException {
        delegate.close();
    }

    @Override
    public int getMaxFieldSize() throws SQLException {
        return delegate.getMaxFieldSize();
    }

    @Override
    public void setMaxFieldSize(int value) throws SQLException {
        delegate.setMaxFieldSize(value);
    }

    @Override
    public int getMaxRows() throws SQLException {
        return delegate.getMaxRows();
    }

    @Override
    public void setMaxRows(int value) throws SQLException {
        delegate.setMaxRows(value);
    }

    @Override
    public void setEscapeProcessing(boolean value) throws SQLException {
        delegate.setEscapeProcessing(value);
    }

    @Override
    public int getQueryTimeout() throws SQLException {
        return delegate.getQueryTimeout();
    }

    @Override
    public void setQueryTimeout(int value) throws SQLException {
        delegate.setQueryTimeout(value);
    }

    @Override
    public void cancel() throws SQLException {
        delegate.cancel();
    }

    @Override
    public SQLWarning getWarnings() throws SQLException {
        return delegate.getWarnings();
    }

    @Override
    public void clearWarnings() throws SQLException {
        delegate.clearWarnings();
    }

    @Override
    public void setCursorName(String name) throws SQLException {
        delegate.setCursorName(name);
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        try {
            connection.requireUsable();
            return delegate.execute(sql);
        } catch (SQLException e) {
            throw connection.explained(e);
        }
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        return delegate.getResultSet();
    }

    @Override
    public int getUpdateCount() throws SQLException {
        return delegate.getUpdateCount();
    }

    @Override
    public boolean getMoreResults() throws SQLException {
        return delegate.getMoreResults();
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        delegate.setFetchDirection(direction);
    }

    @Override
    public int getFetchDirection() throws SQLException {
        return delegate.getFetchDirection();
    }

    @Override
    public void setFetchSize(int value) throws SQLException {
        delegate.setFetchSize(value);
    }

    @Override
    public int getFetchSize() throws SQLException {
        return delegate.getFetchSize();
    }

    @Override
    public int getResultSetConcurrency() throws SQLException {
        return delegate.getResultSetConcurrency();
    }

    @Override
    public int getResultSetType() throws SQLException {
        return delegate.getResultSetType();
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        delegate.addBatch(sql);
    }

    @Override
    public void clearBatch() throws SQLException {
        delegate.clearBatch();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        try {
            connection.requireUsable();
            return delegate.executeBatch();
        } catch (SQLException e) {
            throw connection.explained(e);
        }
    }

    @Override
    public boolean getMoreResults(int current) throws SQLException {
        return delegate.getMoreResults(current);
    }

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        return delegate.getGeneratedKeys();
    }

    @Override
    public int executeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
        try {
            connection.requireUsable();
            return delegate.executeUpdate(sql, autoGeneratedKeys);
        } catch (SQLException e) {
            throw connection.explained(e);
        }
    }

    @Override
    public int executeUpdate(String sql, int[] columnIndexes) throws SQLException {
        try {
            connection.requireUsable();
            return delegate.executeUpdate(sql, columnIndexes);
        } catch (SQLException e) {
            throw connection.explained(e);
        }
    }

    @Override
    public int executeUpdate(String sql, String[] columnNames) throws SQLException {
        try {
            connection.requireUsable();
            return delegate.executeUpdate(sql, columnNames);
        } catch (SQLException e) {
            throw connection.explained(e);
        }
    }

    @Override
    public boolean execute(String sql, int autoGeneratedKeys) throws SQLException {
        try {
            connection.requireUsable();
            return delegate.execute(sql, autoGeneratedKeys);
        } catch (SQLException e) {
            throw connection.explained(e);
        }
    }

    @Override
    public boolean execute(String sql, int[] columnIndexes) throws SQLException {
        try {
            connection.requireUsable();
            return delegate.execute(sql, columnIndexes);
        } catch (SQLException e) {
            throw connection.explained(e);
        }
    }

    @Override
    public boolean execute(String sql, String[] columnNames) throws SQLException {
        try {
            connection.requireUsable();
            return delegate.execute(sql, columnNames);
        } catch (SQLException e) {
            throw connection.explained(e);
        }
    }

    @Override
    public int getResultSetHoldability() throws SQLException {
        return delegate.getResultSetHoldability();
    }

    @Override
    public boolean isClosed() throws SQLException {
        return delegate.isClosed();
    }

    @Override
    public void setPoolable(boolean value) throws SQLException {
        delegate.setPoolable(value);
    }

    @Override
    public boolean isPoolable() throws SQLException {
        return delegate.isPoolable();
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        delegate.closeOnCompletion();
    }

    @Override
    public boolean isCloseOnCompletion() throws SQLException {
        return delegate.isCloseOnCompletion();
    }

    @Override
    public long getLargeUpdateCount() throws SQLException {
        return delegate.getLargeUpdateCount();
    }

    @Override
    public void setLargeMaxRows(long value) throws SQLException {
        delegate.setLargeMaxRows(value);
    }

    @Override
    public long getLargeMaxRows() throws SQLException {
        return delegate.getLargeMaxRows();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        try {
            connection.requireUsable();
            return delegate.executeLargeBatch();
        } catch (SQLException e) {
            throw connection.explained(e);
        }
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        try {
            connection.requireUsable();
            return delegate.executeLargeUpdate(sql);
        } catch (SQLException e) {
            throw connection.explained(e);
        }
    }

    @Override
    public long executeLargeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
        try {
            connection.requireUsable();
            return delegate.executeLargeUpdate(sql, autoGeneratedKeys);
        } catch (SQLException e) {
            throw connection.explained(e);
        }
    }

    @Override
    public long executeLargeUpdate(String sql, int[] columnIndexes) throws SQLException {
        try {
            connection.requireUsable();
            return delegate.executeLargeUpdate(sql, columnIndexes);
        } catch (SQLException e) {
            throw connection.explained(e);
        }
    }

    @Override
    public long executeLargeUpdate(String sql, String[] columnNames) throws SQLException {
        try {
            connection.requireUsable();
            return delegate.executeLargeUpdate(sql, columnNames);
        } catch (SQLException e) {
            throw connection.explained(e);
        }
    }

    @Override
    public String enquoteLiteral(String text) throws SQLException {
        return delegate.enquoteLiteral(text);
    }

    @Override
    public String enquoteIdentifier(String text, boolean value) throws SQLException {
        return delegate.enquoteIdentifier(text, value);
    }

    @Override
    public boolean isSimpleIdentifier(String text) throws SQLException {
        return delegate.isSimpleIdentifier(text);
    }

    @Override
    public String enquoteNCharLiteral(String text) throws SQLException {
        return delegate.enquoteNCharLiteral(text);
    }
}

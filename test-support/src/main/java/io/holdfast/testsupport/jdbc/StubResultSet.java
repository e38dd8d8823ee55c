package io.holdfast.testsupport.jdbc;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Locale;

/**
 * The result of a stub query: one row, read forwards. A label names the first column, whatever it is called.
 *
 * <p><b>Threading:</b> one thread.
 */
final class StubResultSet extends UnsupportedResultSet {

    private final StubStatement statement;
    private final Object[] row;
    private int position;
    private boolean closed;
    private boolean wasNull;

    StubResultSet(StubStatement statement, Object[] row) {
        this.statement = statement;
        this.row = row;
    }

    @Override
    public boolean next() throws SQLException {
        ensureOpen();
        statement.owner().enter(CallSite.FETCH, null, 0);
        position++;
        return position == 1;
    }

    private Object value(int column) throws SQLException {
        ensureOpen();
        if (position != 1 || column < 1 || column > row.length) {
            throw new SQLException("The stub result has no column " + column + " at this position", "24000");
        }
        Object value = row[column - 1];
        wasNull = value == null;
        return value;
    }

    private void ensureOpen() throws SQLException {
        if (closed || statement.isClosed()) {
            throw new SQLException("This stub result has been closed", "24000");
        }
    }

    @Override
    public Object getObject(int column) throws SQLException {
        return value(column);
    }

    @Override
    public Object getObject(String label) throws SQLException {
        return value(1);
    }

    @Override
    public <T> T getObject(int column, Class<T> type) throws SQLException {
        return type.cast(value(column));
    }

    @Override
    public <T> T getObject(String label, Class<T> type) throws SQLException {
        return getObject(1, type);
    }

    @Override
    public String getString(int column) throws SQLException {
        Object value = value(column);
        return value == null ? null : value.toString();
    }

    @Override
    public String getString(String label) throws SQLException {
        return getString(1);
    }

    @Override
    public boolean getBoolean(int column) throws SQLException {
        Object value = value(column);
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof Number number) {
            return number.intValue() != 0;
        }
        String text = String.valueOf(value).toLowerCase(Locale.ROOT);
        return text.equals("t") || text.equals("true") || text.equals("on");
    }

    @Override
    public boolean getBoolean(String label) throws SQLException {
        return getBoolean(1);
    }

    @Override
    public long getLong(int column) throws SQLException {
        Object value = value(column);
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        return value == null ? 0 : Long.parseLong(value.toString());
    }

    @Override
    public long getLong(String label) throws SQLException {
        return getLong(1);
    }

    @Override
    public int getInt(int column) throws SQLException {
        return (int) getLong(column);
    }

    @Override
    public int getInt(String label) throws SQLException {
        return getInt(1);
    }

    @Override
    public int findColumn(String label) {
        return 1;
    }

    @Override
    public boolean wasNull() {
        return wasNull;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public Statement getStatement() {
        return statement;
    }

    @Override
    public SQLWarning getWarnings() {
        return null;
    }

    @Override
    public void clearWarnings() throws SQLException {
        ensureOpen();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw new SQLException("A stub result is no " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}

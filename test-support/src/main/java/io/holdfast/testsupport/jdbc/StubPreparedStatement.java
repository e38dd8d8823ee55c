package io.holdfast.testsupport.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/**
 * A prepared statement that takes all parameters and ignores them. Longer than other files because
 * {@code PreparedStatement} has that many setters.
 *
 * <p><b>Threading:</b> one thread.
 */
@SuppressWarnings("deprecation")
final class StubPreparedStatement extends StubStatement implements PreparedStatement {

    private final String sql;

    StubPreparedStatement(StubConnection connection, String sql) {
        super(connection);
        this.sql = sql;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return query(sql);
    }

    @Override
    public int executeUpdate() throws SQLException {
        return update(sql);
    }

    @Override
    public boolean execute() throws SQLException {
        return run(sql);
    }

    @Override
    public void addBatch() throws SQLException {
        addToBatch(sql);
    }

    @Override
    public void clearParameters() throws SQLException {
        ensureOpen();
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void setArray(int index, Array value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setAsciiStream(int index, InputStream value, int length) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setAsciiStream(int index, InputStream value, long value2) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setAsciiStream(int index, InputStream value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setBigDecimal(int index, BigDecimal value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setBinaryStream(int index, InputStream value, int length) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setBinaryStream(int index, InputStream value, long value2) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setBinaryStream(int index, InputStream value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setBlob(int index, InputStream value, long value2) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setBlob(int index, InputStream value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setBlob(int index, Blob value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setBoolean(int index, boolean value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setByte(int index, byte value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setBytes(int index, byte[] value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setCharacterStream(int index, Reader value, int length) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setCharacterStream(int index, Reader value, long value2) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setCharacterStream(int index, Reader value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setClob(int index, Reader value, long value2) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setClob(int index, Reader value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setClob(int index, Clob value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setDate(int index, Date value, Calendar value2) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setDate(int index, Date value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setDouble(int index, double value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setFloat(int index, float value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setInt(int index, int value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setLong(int index, long value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setNCharacterStream(int index, Reader value, long value2) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setNCharacterStream(int index, Reader value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setNClob(int index, Reader value, long value2) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setNClob(int index, Reader value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setNClob(int index, NClob value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setNString(int index, String value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setNull(int index, int value, String length) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setNull(int index, int value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setObject(int index, Object value, int length, int scale) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setObject(int index, Object value, int length) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setObject(int index, Object value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setRef(int index, Ref value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setRowId(int index, RowId value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setSQLXML(int index, SQLXML value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setShort(int index, short value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setString(int index, String value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setTime(int index, Time value, Calendar value2) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setTime(int index, Time value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setTimestamp(int index, Timestamp value, Calendar value2) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setTimestamp(int index, Timestamp value) throws SQLException {
        ensureOpen();
    }

    @Override
    public void setURL(int index, URL value) throws SQLException {
        ensureOpen();
    }

    @Override
    @Deprecated
    public void setUnicodeStream(int index, InputStream value, int length) throws SQLException {
        ensureOpen();
    }
}

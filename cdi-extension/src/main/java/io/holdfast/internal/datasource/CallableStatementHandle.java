package io.holdfast.internal.datasource;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;

/**
 * A callable statement of a {@link RoutedConnection}. Long because {@link CallableStatement} is; it decides nothing.
 */
final class CallableStatementHandle extends PreparedStatementHandle<CallableStatement> implements CallableStatement {

    CallableStatementHandle(RoutedConnection connection, CallableStatement delegate) {
        super(connection, delegate);
    }

    @Override
    public void registerOutParameter(int index, int sqlType) throws SQLException {
        delegate.registerOutParameter(index, sqlType);
    }

    @Override
    public void registerOutParameter(int index, int sqlType, int scale) throws SQLException {
        delegate.registerOutParameter(index, sqlType, scale);
    }

    @Override
    public boolean wasNull() throws SQLException {
        return delegate.wasNull();
    }

    @Override
    public String getString(int index) throws SQLException {
        return delegate.getString(index);
    }

    @Override
    public boolean getBoolean(int index) throws SQLException {
        return delegate.getBoolean(index);
    }

    @Override
    public byte getByte(int index) throws SQLException {
        return delegate.getByte(index);
    }

    @Override
    public short getShort(int index) throws SQLException {
        return delegate.getShort(index);
    }

    @Override
    public int getInt(int index) throws SQLException {
        return delegate.getInt(index);
    }

    @Override
    public long getLong(int index) throws SQLException {
        return delegate.getLong(index);
    }

    @Override
    public float getFloat(int index) throws SQLException {
        return delegate.getFloat(index);
    }

    @Override
    public double getDouble(int index) throws SQLException {
        return delegate.getDouble(index);
    }

    @Override
    @Deprecated
    public BigDecimal getBigDecimal(int index, int scale) throws SQLException {
        return delegate.getBigDecimal(index, scale);
    }

    @Override
    public byte[] getBytes(int index) throws SQLException {
        return delegate.getBytes(index);
    }

    @Override
    public Date getDate(int index) throws SQLException {
        return delegate.getDate(index);
    }

    @Override
    public Time getTime(int index) throws SQLException {
        return delegate.getTime(index);
    }

    @Override
    public Timestamp getTimestamp(int index) throws SQLException {
        return delegate.getTimestamp(index);
    }

    @Override
    public Object getObject(int index) throws SQLException {
        return delegate.getObject(index);
    }

    @Override
    public BigDecimal getBigDecimal(int index) throws SQLException {
        return delegate.getBigDecimal(index);
    }

    @Override
    public Object getObject(int index, Map<String, Class<?>> map) throws SQLException {
        return delegate.getObject(index, map);
    }

    @Override
    public Ref getRef(int index) throws SQLException {
        return delegate.getRef(index);
    }

    @Override
    public Blob getBlob(int index) throws SQLException {
        return delegate.getBlob(index);
    }

    @Override
    public Clob getClob(int index) throws SQLException {
        return delegate.getClob(index);
    }

    @Override
    public Array getArray(int index) throws SQLException {
        return delegate.getArray(index);
    }

    @Override
    public Date getDate(int index, Calendar calendar) throws SQLException {
        return delegate.getDate(index, calendar);
    }

    @Override
    public Time getTime(int index, Calendar calendar) throws SQLException {
        return delegate.getTime(index, calendar);
    }

    @Override
    public Timestamp getTimestamp(int index, Calendar calendar) throws SQLException {
        return delegate.getTimestamp(index, calendar);
    }

    @Override
    public void registerOutParameter(int index, int sqlType, String text) throws SQLException {
        delegate.registerOutParameter(index, sqlType, text);
    }

    @Override
    public void registerOutParameter(String parameter, int sqlType) throws SQLException {
        delegate.registerOutParameter(parameter, sqlType);
    }

    @Override
    public void registerOutParameter(String parameter, int sqlType, int scale) throws SQLException {
        delegate.registerOutParameter(parameter, sqlType, scale);
    }

    @Override
    public void registerOutParameter(String parameter, int sqlType, String text) throws SQLException {
        delegate.registerOutParameter(parameter, sqlType, text);
    }

    @Override
    public URL getURL(int index) throws SQLException {
        return delegate.getURL(index);
    }

    @Override
    public void setURL(String parameter, URL value) throws SQLException {
        delegate.setURL(parameter, value);
    }

    @Override
    public void setNull(String parameter, int sqlType) throws SQLException {
        delegate.setNull(parameter, sqlType);
    }

    @Override
    public void setBoolean(String parameter, boolean value) throws SQLException {
        delegate.setBoolean(parameter, value);
    }

    @Override
    public void setByte(String parameter, byte value) throws SQLException {
        delegate.setByte(parameter, value);
    }

    @Override
    public void setShort(String parameter, short value) throws SQLException {
        delegate.setShort(parameter, value);
    }

    @Override
    public void setInt(String parameter, int value) throws SQLException {
        delegate.setInt(parameter, value);
    }

    @Override
    public void setLong(String parameter, long value) throws SQLException {
        delegate.setLong(parameter, value);
    }

    @Override
    public void setFloat(String parameter, float value) throws SQLException {
        delegate.setFloat(parameter, value);
    }

    @Override
    public void setDouble(String parameter, double value) throws SQLException {
        delegate.setDouble(parameter, value);
    }

    @Override
    public void setBigDecimal(String parameter, BigDecimal value) throws SQLException {
        delegate.setBigDecimal(parameter, value);
    }

    @Override
    public void setString(String parameter, String text) throws SQLException {
        delegate.setString(parameter, text);
    }

    @Override
    public void setBytes(String parameter, byte[] value) throws SQLException {
        delegate.setBytes(parameter, value);
    }

    @Override
    public void setDate(String parameter, Date value) throws SQLException {
        delegate.setDate(parameter, value);
    }

    @Override
    public void setTime(String parameter, Time value) throws SQLException {
        delegate.setTime(parameter, value);
    }

    @Override
    public void setTimestamp(String parameter, Timestamp value) throws SQLException {
        delegate.setTimestamp(parameter, value);
    }

    @Override
    public void setAsciiStream(String parameter, InputStream value, int length) throws SQLException {
        delegate.setAsciiStream(parameter, value, length);
    }

    @Override
    public void setBinaryStream(String parameter, InputStream value, int length) throws SQLException {
        delegate.setBinaryStream(parameter, value, length);
    }

    @Override
    public void setObject(String parameter, Object value, int sqlType, int scale) throws SQLException {
        delegate.setObject(parameter, value, sqlType, scale);
    }

    @Override
    public void setObject(String parameter, Object value, int sqlType) throws SQLException {
        delegate.setObject(parameter, value, sqlType);
    }

    @Override
    public void setObject(String parameter, Object value) throws SQLException {
        delegate.setObject(parameter, value);
    }

    @Override
    public void setCharacterStream(String parameter, Reader value, int length) throws SQLException {
        delegate.setCharacterStream(parameter, value, length);
    }

    @Override
    public void setDate(String parameter, Date value, Calendar calendar) throws SQLException {
        delegate.setDate(parameter, value, calendar);
    }

    @Override
    public void setTime(String parameter, Time value, Calendar calendar) throws SQLException {
        delegate.setTime(parameter, value, calendar);
    }

    @Override
    public void setTimestamp(String parameter, Timestamp value, Calendar calendar) throws SQLException {
        delegate.setTimestamp(parameter, value, calendar);
    }

    @Override
    public void setNull(String parameter, int sqlType, String text) throws SQLException {
        delegate.setNull(parameter, sqlType, text);
    }

    @Override
    public String getString(String parameter) throws SQLException {
        return delegate.getString(parameter);
    }

    @Override
    public boolean getBoolean(String parameter) throws SQLException {
        return delegate.getBoolean(parameter);
    }

    @Override
    public byte getByte(String parameter) throws SQLException {
        return delegate.getByte(parameter);
    }

    @Override
    public short getShort(String parameter) throws SQLException {
        return delegate.getShort(parameter);
    }

    @Override
    public int getInt(String parameter) throws SQLException {
        return delegate.getInt(parameter);
    }

    @Override
    public long getLong(String parameter) throws SQLException {
        return delegate.getLong(parameter);
    }

    @Override
    public float getFloat(String parameter) throws SQLException {
        return delegate.getFloat(parameter);
    }

    @Override
    public double getDouble(String parameter) throws SQLException {
        return delegate.getDouble(parameter);
    }

    @Override
    public byte[] getBytes(String parameter) throws SQLException {
        return delegate.getBytes(parameter);
    }

    @Override
    public Date getDate(String parameter) throws SQLException {
        return delegate.getDate(parameter);
    }

    @Override
    public Time getTime(String parameter) throws SQLException {
        return delegate.getTime(parameter);
    }

    @Override
    public Timestamp getTimestamp(String parameter) throws SQLException {
        return delegate.getTimestamp(parameter);
    }

    @Override
    public Object getObject(String parameter) throws SQLException {
        return delegate.getObject(parameter);
    }

    @Override
    public BigDecimal getBigDecimal(String parameter) throws SQLException {
        return delegate.getBigDecimal(parameter);
    }

    @Override
    public Object getObject(String parameter, Map<String, Class<?>> map) throws SQLException {
        return delegate.getObject(parameter, map);
    }

    @Override
    public Ref getRef(String parameter) throws SQLException {
        return delegate.getRef(parameter);
    }

    @Override
    public Blob getBlob(String parameter) throws SQLException {
        return delegate.getBlob(parameter);
    }

    @Override
    public Clob getClob(String parameter) throws SQLException {
        return delegate.getClob(parameter);
    }

    @Override
    public Array getArray(String parameter) throws SQLException {
        return delegate.getArray(parameter);
    }

    @Override
    public Date getDate(String parameter, Calendar calendar) throws SQLException {
        return delegate.getDate(parameter, calendar);
    }

    @Override
    public Time getTime(String parameter, Calendar calendar) throws SQLException {
        return delegate.getTime(parameter, calendar);
    }

    @Override
    public Timestamp getTimestamp(String parameter, Calendar calendar) throws SQLException {
        return delegate.getTimestamp(parameter, calendar);
    }

    @Override
    public URL getURL(String parameter) throws SQLException {
        return delegate.getURL(parameter);
    }

    @Override
    public RowId getRowId(int index) throws SQLException {
        return delegate.getRowId(index);
    }

    @Override
    public RowId getRowId(String parameter) throws SQLException {
        return delegate.getRowId(parameter);
    }

    @Override
    public void setRowId(String parameter, RowId value) throws SQLException {
        delegate.setRowId(parameter, value);
    }

    @Override
    public void setNString(String parameter, String text) throws SQLException {
        delegate.setNString(parameter, text);
    }

    @Override
    public void setNCharacterStream(String parameter, Reader value, long length) throws SQLException {
        delegate.setNCharacterStream(parameter, value, length);
    }

    @Override
    public void setNClob(String parameter, NClob value) throws SQLException {
        delegate.setNClob(parameter, value);
    }

    @Override
    public void setClob(String parameter, Reader value, long length) throws SQLException {
        delegate.setClob(parameter, value, length);
    }

    @Override
    public void setBlob(String parameter, InputStream value, long length) throws SQLException {
        delegate.setBlob(parameter, value, length);
    }

    @Override
    public void setNClob(String parameter, Reader value, long length) throws SQLException {
        delegate.setNClob(parameter, value, length);
    }

    @Override
    public NClob getNClob(int index) throws SQLException {
        return delegate.getNClob(index);
    }

    @Override
    public NClob getNClob(String parameter) throws SQLException {
        return delegate.getNClob(parameter);
    }

    @Override
    public void setSQLXML(String parameter, SQLXML value) throws SQLException {
        delegate.setSQLXML(parameter, value);
    }

    @Override
    public SQLXML getSQLXML(int index) throws SQLException {
        return delegate.getSQLXML(index);
    }

    @Override
    public SQLXML getSQLXML(String parameter) throws SQLException {
        return delegate.getSQLXML(parameter);
    }

    @Override
    public String getNString(int index) throws SQLException {
        return delegate.getNString(index);
    }

    @Override
    public String getNString(String parameter) throws SQLException {
        return delegate.getNString(parameter);
    }

    @Override
    public Reader getNCharacterStream(int index) throws SQLException {
        return delegate.getNCharacterStream(index);
    }

    @Override
    public Reader getNCharacterStream(String parameter) throws SQLException {
        return delegate.getNCharacterStream(parameter);
    }

    @Override
    public Reader getCharacterStream(int index) throws SQLException {
        return delegate.getCharacterStream(index);
    }

    @Override
    public Reader getCharacterStream(String parameter) throws SQLException {
        return delegate.getCharacterStream(parameter);
    }

    @Override
    public void setBlob(String parameter, Blob value) throws SQLException {
        delegate.setBlob(parameter, value);
    }

    @Override
    public void setClob(String parameter, Clob value) throws SQLException {
        delegate.setClob(parameter, value);
    }

    @Override
    public void setAsciiStream(String parameter, InputStream value, long length) throws SQLException {
        delegate.setAsciiStream(parameter, value, length);
    }

    @Override
    public void setBinaryStream(String parameter, InputStream value, long length) throws SQLException {
        delegate.setBinaryStream(parameter, value, length);
    }

    @Override
    public void setCharacterStream(String parameter, Reader value, long length) throws SQLException {
        delegate.setCharacterStream(parameter, value, length);
    }

    @Override
    public void setAsciiStream(String parameter, InputStream value) throws SQLException {
        delegate.setAsciiStream(parameter, value);
    }

    @Override
    public void setBinaryStream(String parameter, InputStream value) throws SQLException {
        delegate.setBinaryStream(parameter, value);
    }

    @Override
    public void setCharacterStream(String parameter, Reader value) throws SQLException {
        delegate.setCharacterStream(parameter, value);
    }

    @Override
    public void setNCharacterStream(String parameter, Reader value) throws SQLException {
        delegate.setNCharacterStream(parameter, value);
    }

    @Override
    public void setClob(String parameter, Reader value) throws SQLException {
        delegate.setClob(parameter, value);
    }

    @Override
    public void setBlob(String parameter, InputStream value) throws SQLException {
        delegate.setBlob(parameter, value);
    }

    @Override
    public void setNClob(String parameter, Reader value) throws SQLException {
        delegate.setNClob(parameter, value);
    }

    @Override
    public <T> T getObject(int index, Class<T> type) throws SQLException {
        return delegate.getObject(index, type);
    }

    @Override
    public <T> T getObject(String parameter, Class<T> type) throws SQLException {
        return delegate.getObject(parameter, type);
    }

    @Override
    public void setObject(String parameter, Object value, SQLType sqlType, int scale) throws SQLException {
        delegate.setObject(parameter, value, sqlType, scale);
    }

    @Override
    public void setObject(String parameter, Object value, SQLType sqlType) throws SQLException {
        delegate.setObject(parameter, value, sqlType);
    }

    @Override
    public void registerOutParameter(int index, SQLType sqlType) throws SQLException {
        delegate.registerOutParameter(index, sqlType);
    }

    @Override
    public void registerOutParameter(int index, SQLType sqlType, int scale) throws SQLException {
        delegate.registerOutParameter(index, sqlType, scale);
    }

    @Override
    public void registerOutParameter(int index, SQLType sqlType, String text) throws SQLException {
        delegate.registerOutParameter(index, sqlType, text);
    }

    @Override
    public void registerOutParameter(String parameter, SQLType sqlType) throws SQLException {
        delegate.registerOutParameter(parameter, sqlType);
    }

    @Override
    public void registerOutParameter(String parameter, SQLType sqlType, int scale) throws SQLException {
        delegate.registerOutParameter(parameter, sqlType, scale);
    }

    @Override
    public void registerOutParameter(String parameter, SQLType sqlType, String text) throws SQLException {
        delegate.registerOutParameter(parameter, sqlType, text);
    }
}

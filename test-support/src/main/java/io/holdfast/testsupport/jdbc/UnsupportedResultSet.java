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
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;

/**
 * All methods of {@code ResultSet} that the stub driver leaves out. Far longer than other files because the interface
 * is; it holds no decision, so that {@link StubResultSet} can be read.
 *
 * <p><b>Threading:</b> stateless.
 */
@SuppressWarnings("deprecation")
abstract class UnsupportedResultSet implements ResultSet {

    @Override
    public boolean absolute(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void afterLast() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void beforeFirst() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void cancelRowUpdates() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void deleteRow() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public boolean first() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Array getArray(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Array getArray(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public InputStream getAsciiStream(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public InputStream getAsciiStream(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    @Deprecated
    public BigDecimal getBigDecimal(String label, int value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public BigDecimal getBigDecimal(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    @Deprecated
    public BigDecimal getBigDecimal(int column, int value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public BigDecimal getBigDecimal(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public InputStream getBinaryStream(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public InputStream getBinaryStream(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Blob getBlob(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Blob getBlob(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public byte getByte(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public byte getByte(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public byte[] getBytes(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public byte[] getBytes(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Reader getCharacterStream(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Reader getCharacterStream(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Clob getClob(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Clob getClob(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public int getConcurrency() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public String getCursorName() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Date getDate(String label, Calendar value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Date getDate(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Date getDate(int column, Calendar value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Date getDate(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public double getDouble(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public double getDouble(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public int getFetchDirection() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public int getFetchSize() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public float getFloat(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public float getFloat(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public int getHoldability() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Reader getNCharacterStream(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Reader getNCharacterStream(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public NClob getNClob(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public NClob getNClob(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public String getNString(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public String getNString(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Ref getRef(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Ref getRef(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public int getRow() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public RowId getRowId(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public RowId getRowId(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public SQLXML getSQLXML(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public SQLXML getSQLXML(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public short getShort(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public short getShort(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Time getTime(String label, Calendar value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Time getTime(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Time getTime(int column, Calendar value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Time getTime(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Timestamp getTimestamp(String label, Calendar value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Timestamp getTimestamp(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Timestamp getTimestamp(int column, Calendar value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Timestamp getTimestamp(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public int getType() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public URL getURL(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public URL getURL(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    @Deprecated
    public InputStream getUnicodeStream(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    @Deprecated
    public InputStream getUnicodeStream(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void insertRow() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public boolean isFirst() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public boolean isLast() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public boolean last() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void moveToCurrentRow() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void moveToInsertRow() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public boolean previous() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void refreshRow() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public boolean relative(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public boolean rowDeleted() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public boolean rowInserted() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public boolean rowUpdated() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void setFetchDirection(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void setFetchSize(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateArray(String label, Array value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateArray(int column, Array value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateAsciiStream(String label, InputStream value, int length) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateAsciiStream(String label, InputStream value, long value2) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateAsciiStream(String label, InputStream value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateAsciiStream(int column, InputStream value, int length) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateAsciiStream(int column, InputStream value, long value2) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateAsciiStream(int column, InputStream value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBigDecimal(String label, BigDecimal value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBigDecimal(int column, BigDecimal value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBinaryStream(String label, InputStream value, int length) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBinaryStream(String label, InputStream value, long value2) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBinaryStream(String label, InputStream value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBinaryStream(int column, InputStream value, int length) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBinaryStream(int column, InputStream value, long value2) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBinaryStream(int column, InputStream value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBlob(String label, InputStream value, long value2) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBlob(String label, InputStream value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBlob(String label, Blob value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBlob(int column, InputStream value, long value2) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBlob(int column, InputStream value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBlob(int column, Blob value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBoolean(String label, boolean value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBoolean(int column, boolean value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateByte(String label, byte value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateByte(int column, byte value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBytes(String label, byte[] value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateBytes(int column, byte[] value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateCharacterStream(String label, Reader value, int length) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateCharacterStream(String label, Reader value, long value2) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateCharacterStream(String label, Reader value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateCharacterStream(int column, Reader value, int length) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateCharacterStream(int column, Reader value, long value2) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateCharacterStream(int column, Reader value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateClob(String label, Reader value, long value2) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateClob(String label, Reader value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateClob(String label, Clob value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateClob(int column, Reader value, long value2) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateClob(int column, Reader value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateClob(int column, Clob value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateDate(String label, Date value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateDate(int column, Date value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateDouble(String label, double value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateDouble(int column, double value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateFloat(String label, float value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateFloat(int column, float value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateInt(String label, int value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateInt(int column, int value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateLong(String label, long value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateLong(int column, long value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateNCharacterStream(String label, Reader value, long value2) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateNCharacterStream(String label, Reader value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateNCharacterStream(int column, Reader value, long value2) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateNCharacterStream(int column, Reader value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateNClob(String label, Reader value, long value2) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateNClob(String label, Reader value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateNClob(String label, NClob value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateNClob(int column, Reader value, long value2) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateNClob(int column, Reader value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateNClob(int column, NClob value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateNString(String label, String value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateNString(int column, String value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateNull(String label) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateNull(int column) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateObject(String label, Object value, int length) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateObject(String label, Object value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateObject(int column, Object value, int length) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateObject(int column, Object value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateRef(String label, Ref value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateRef(int column, Ref value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateRow() throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateRowId(String label, RowId value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateRowId(int column, RowId value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateSQLXML(String label, SQLXML value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateSQLXML(int column, SQLXML value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateShort(String label, short value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateShort(int column, short value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateString(String label, String value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateString(int column, String value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateTime(String label, Time value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateTime(int column, Time value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateTimestamp(String label, Timestamp value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public void updateTimestamp(int column, Timestamp value) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Object getObject(int column, Map<String, Class<?>> map) throws SQLException {
        throw StubConnection.unsupported();
    }

    @Override
    public Object getObject(String label, Map<String, Class<?>> map) throws SQLException {
        throw StubConnection.unsupported();
    }
}

package io.holdfast.error;

/**
 * Whose vendor codes and SQLSTATEs are read.
 *
 * <p><strong>Threading:</strong> immutable.
 *
 * @since 0.1
 */
public enum ErrorDialect {
    /** PostgreSQL: the SQLSTATE decides, the vendor code is always 0. */
    POSTGRESQL,
    /** MySQL and MariaDB: the vendor code first, the SQLSTATE is coarse. */
    MYSQL,
    /** H2: the vendor code first. */
    H2,
    /** Oracle: the vendor code (ORA number) first. */
    ORACLE,
    /** Microsoft SQL Server: the vendor code first, SQLSTATE class 08 for lost connections. */
    SQLSERVER,
    /** Any other: the SQLSTATE classes of the SQL standard, then the JDBC exception type. */
    GENERIC
}

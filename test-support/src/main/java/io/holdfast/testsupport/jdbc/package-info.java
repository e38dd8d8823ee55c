/**
 * A scriptable JDBC driver without a database: it counts calls, fails or hangs where it is told, and costs next to
 * nothing. Entry type: {@link io.holdfast.testsupport.jdbc.StubDatabase}.
 */
package io.holdfast.testsupport.jdbc;

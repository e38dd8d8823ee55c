package io.holdfast.internal.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Something that a borrower may leave behind in a session of PostgreSQL.
 *
 * @param name for the report
 * @param leave leaves it
 * @param look tells what a borrower sees of it
 */
record SessionState(String name, Leave leave, Look look) {

    /** All kinds that pools were seen to hand on, and some more. */
    static final List<SessionState> ALL = List.of(
            sql("search path", "SET search_path TO acme, public", "SHOW search_path"),
            sql("search path, left open", "BEGIN; SET search_path TO acme, public", "SHOW search_path"),
            sql("role", "SET ROLE leak_auditor", "SELECT current_user"),
            sql(
                    "tenant variable",
                    "SELECT set_config('app.tenant', 'leaked', false)",
                    "SELECT current_setting('app.tenant', true)"),
            sql(
                    "other variable",
                    "SELECT set_config('app.other', 'leaked', false)",
                    "SELECT coalesce(nullif(current_setting('app.other', true), ''), 'none')"),
            sql("statement time-out", "SET statement_timeout = 7000", "SHOW statement_timeout"),
            sql("time zone", "SET TIME ZONE 'Asia/Kathmandu'", "SELECT current_setting('TimeZone')"),
            sql(
                    "session read-only",
                    "SET SESSION CHARACTERISTICS AS TRANSACTION READ %s",
                    "SHOW default_transaction_read_only"),
            sql(
                    "session isolation",
                    "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                    "SHOW transaction_isolation"),
            sql("temporary table", "CREATE TEMP TABLE leftover(id int)", "SELECT to_regclass('pg_temp.leftover')"),
            sql(
                    "advisory lock",
                    "SELECT pg_advisory_lock(4711)",
                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"),
            sql("listener", "LISTEN leftover", "SELECT count(*) FROM pg_listening_channels()"),
            sql(
                    "cursor with hold",
                    "DECLARE leftover CURSOR WITH HOLD FOR SELECT 1",
                    "SELECT count(*) FROM pg_cursors WHERE name = 'leftover'"),
            sql("sequence value", "SELECT nextval('acme.numbers')", "SELECT lastval()"),
            new SessionState(
                    "failed transaction",
                    connection -> {
                        connection.setAutoCommit(false);
                        first(connection, "SELECT 1 / 0");
                    },
                    connection -> first(connection, "SELECT 1")),
            jdbc("setSchema", connection -> connection.setSchema("acme"), Connection::getSchema),
            jdbc(
                    "setReadOnly",
                    connection -> connection.setReadOnly(true),
                    connection -> connection.isReadOnly() + "/" + first(connection, "SHOW transaction_read_only")),
            jdbc(
                    "setTransactionIsolation",
                    connection -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE),
                    connection -> first(connection, "SHOW transaction_isolation")),
            jdbc("setAutoCommit", connection -> connection.setAutoCommit(false), Connection::getAutoCommit),
            jdbc(
                    "setNetworkTimeout",
                    connection -> connection.setNetworkTimeout(Runnable::run, 777),
                    Connection::getNetworkTimeout),
            jdbc(
                    "setClientInfo",
                    connection -> connection.setClientInfo("ApplicationName", "leaked"),
                    connection -> first(connection, "SHOW application_name")));

    private static SessionState sql(String name, String leave, String look) {
        return new SessionState(
                name,
                connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(leave.formatted(connection.isReadOnly() ? "WRITE" : "ONLY"));
                    }
                },
                connection -> first(connection, look));
    }

    private static SessionState jdbc(String name, Leave leave, Look look) {
        return new SessionState(name, leave, look);
    }

    static String first(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "nothing";
        }
    }

    /** What is seen of the state; an error is an answer too. */
    String seen(Connection connection) {
        try {
            return String.valueOf(look.at(connection));
        } catch (SQLException e) {
            return "SQLSTATE " + e.getSQLState();
        }
    }

    /** Leaves a state behind. */
    @FunctionalInterface
    interface Leave {
        void in(Connection connection) throws SQLException;
    }

    /** Looks at a state. */
    @FunctionalInterface
    interface Look {
        Object at(Connection connection) throws SQLException;
    }
}

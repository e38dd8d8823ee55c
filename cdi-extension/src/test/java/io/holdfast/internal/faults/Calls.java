package io.holdfast.internal.faults;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrors;
import io.holdfast.testsupport.Await;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What these tests do with connections again and again. */
final class Calls {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Calls() {}

    /** The first column of the first row. */
    static String first(Connection connection, String sql) throws SQLException {
        return SessionState.first(connection, sql);
    }

    /** Takes a connection, asks, gives it back. */
    static String ask(Source source, String sql) throws SQLException {
        try (Connection connection = source.connection()) {
            return first(connection, sql);
        }
    }

    /** Takes a connection, changes something, gives it back. */
    static void run(Source source, String sql) throws SQLException {
        try (Connection connection = source.connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The number in the first column of the first row. */
    static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** What the call fails with. */
    static Failed failure(Attempt attempt) {
        long start = System.nanoTime();
        try {
            attempt.make();
        } catch (Exception e) {
            return new Failed(e, DataErrors.classify(e), Duration.ofNanos(System.nanoTime() - start));
        }
        throw new AssertionError("No failure, but one was expected");
    }

    /** How long the call takes. */
    static Duration timed(Attempt attempt) throws Exception {
        long start = System.nanoTime();
        attempt.make();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Waits until the call works. */
    static void awaitSuccess(String what, Attempt attempt) {
        Await.until(what, PATIENCE, () -> {
            attempt.make();
            return true;
        });
    }

    /** Gives a connection. */
    @FunctionalInterface
    interface Source {
        Connection connection() throws SQLException;
    }

    /** Something that may fail. */
    @FunctionalInterface
    interface Attempt {
        void make() throws Exception;
    }

    /** How something failed. */
    record Failed(Exception exception, DataErrorDetails details, Duration after) {}
}

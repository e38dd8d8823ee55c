package io.holdfast.tck.weldse.nodes;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The step at which a node dies, or the backend of its connection: {@code crash.at=confirm:after:3} is the third time that rows have
 * been confirmed.
 */
final class CrashPoints {

    static final String AT = "crash.at";
    static final String MODE = "crash.mode";
    static final String BACKEND = "backend";

    private static final AtomicInteger HITS = new AtomicInteger();

    private CrashPoints() {}

    static boolean isCrashingNode() {
        return System.getProperty(AT) != null;
    }

    /** Dies here if this is the step. */
    static void pass(String step, Connection connection) {
        String[] wanted = System.getProperty(AT).split(":");
        if (wanted.length < 3 || !step.equals(wanted[0] + ":" + wanted[1])) {
            return;
        }
        if (HITS.incrementAndGet() == Integer.parseInt(wanted[2])) {
            if (BACKEND.equals(System.getProperty(MODE)) && connection != null) {
                Story.tell("BACKEND_KILLED " + step);
                killBackend(connection);
            } else {
                Story.tell("CRASH " + step);
                Runtime.getRuntime().halt(137);
            }
        }
    }

    private static void killBackend(Connection connection) {
        String url = System.getProperty("holdfast.datasource.default.primary.url");
        try (Statement ask = connection.createStatement();
                ResultSet pid = ask.executeQuery("SELECT pg_backend_pid()");
                Connection other = DriverManager.getConnection(url, "postgres", "");
                Statement kill = other.createStatement()) {
            pid.next();
            kill.execute("SELECT pg_terminate_backend(" + pid.getInt(1) + ", 5000)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

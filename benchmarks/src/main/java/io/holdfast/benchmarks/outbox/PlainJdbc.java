package io.holdfast.benchmarks.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The least that has to be done, by hand. */
final class PlainJdbc {

    static final String INSERT_ORDER = "INSERT INTO orders (note) VALUES (?)";
    private static final String INSERT_BARE = "INSERT INTO bare_outbox (tenant_id, topic, payload) VALUES (?, ?, ?)";
    private static final int LIMIT = 500;
    private static final Duration POLL = Duration.ofMillis(1);

    private final Server server;

    PlainJdbc(Server server) {
        this.server = server;
    }

    /** One row of an outbox that is nothing but a table, in a transaction of its own. */
    void insertRow() throws SQLException {
        try (Connection connection = server.pool().getConnection()) {
            insertRow(connection, Payloads.BYTES);
        }
    }

    private static void insertRow(Connection connection, byte[] payload) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_BARE)) {
            insert.setString(1, "acme");
            insert.setString(2, Payloads.TYPE);
            insert.setBytes(3, payload);
            insert.executeUpdate();
        }
    }

    /** A business transaction by hand. */
    void order(boolean event) throws SQLException {
        inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT_ORDER)) {
                insert.setString(1, "order");
                insert.executeUpdate();
            }
            if (event) {
                insertRow(connection, Payloads.BYTES);
            }
            return 0;
        });
    }

    /** How to take rows and to be rid of them. */
    enum Drain {
        /** Locked until they are deleted. */
        LOCK("SELECT %1$s AS id, payload FROM %2$s ORDER BY %3$s LIMIT 500 FOR UPDATE SKIP LOCKED"),
        /** As a relay has to that delivers outside a transaction: marked in one transaction, deleted in the next. */
        LEASE("UPDATE %2$s o SET due_at = clock_timestamp() + interval '30 s', lease_token = 1, attempts = attempts + 1"
                + " FROM (SELECT id FROM %2$s WHERE due_at <= (SELECT clock_timestamp()) ORDER BY %3$s LIMIT 500"
                + " FOR UPDATE SKIP LOCKED) p WHERE o.id = p.id RETURNING o.id, o.payload");

        private final String sql;

        Drain(String sql) {
            this.sql = sql;
        }
    }

    /** Takes and deletes all rows, 500 at a time, and returns how many. */
    long drain(String table, String order, Drain how) throws SQLException {
        String claim = how.sql.formatted("id", table, order);
        String delete = "DELETE FROM " + table + " WHERE id = ANY (?)";
        long drained = 0;
        int batch = LIMIT;
        while (batch > 0) {
            batch = how == Drain.LOCK ? inTransaction(c -> delete(c, delete, ids(c, claim))) : leased(claim, delete);
            drained += batch;
        }
        return drained;
    }

    private int leased(String claim, String delete) throws SQLException {
        List<Long> ids = inTransaction(connection -> ids(connection, claim));
        return inTransaction(connection -> delete(connection, delete, ids));
    }

    private static List<Long> ids(Connection connection, String claim) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(claim);
                ResultSet rows = select.executeQuery()) {
            List<Long> ids = new ArrayList<>(LIMIT);
            while (rows.next()) {
                rows.getBytes(2);
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }

    private static int delete(Connection connection, String sql, List<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return 0;
        }
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            Array rows = connection.createArrayOf("int8", ids.toArray());
            delete.setArray(1, rows);
            return delete.executeUpdate();
        }
    }

    /** Commits an event that tells its number. */
    void publish(int number, Latencies latencies) throws SQLException {
        inTransaction(connection -> {
            insertRow(connection, Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
            latencies.commitBegins(number);
            return 0;
        });
        latencies.committed(number);
    }

    /** Looks for events each millisecond until all have come. */
    void poll(Latencies latencies) throws SQLException {
        while (!latencies.areComplete()) {
            if (inTransaction(connection -> pollOnce(connection, latencies)) == 0) {
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    private static int pollOnce(Connection connection, Latencies latencies) throws SQLException {
        String claim = Drain.LOCK.sql.formatted("id", "bare_outbox", "id");
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(claim);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
                latencies.handled(Integer.parseInt(new String(rows.getBytes(2), StandardCharsets.US_ASCII)));
            }
        }
        return delete(connection, "DELETE FROM bare_outbox WHERE id = ANY (?)", ids);
    }

    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        try (Connection connection = server.pool().getConnection()) {
            connection.setAutoCommit(false);
            T result = work.run(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        }
    }
}
